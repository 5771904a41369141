import { refuseHalf } from "../accounts/refuse-studio-account";
import { projectRoot } from "../../infra/project-root";
import { PROGRAM_BUNDLE, runProgram } from "../program/run-program";
import { UserError } from "../user-error";
import { type StackOutputs, stackOutputs } from "./stack-outputs";

/**
 * A deployed stack's outputs; without a stack those of the dev environment as the laptop runs it, whose names and addresses exist nowhere:
 * said beside what a command prints, not in it.
 *
 * @throws UserError as `stackOutputs` does, and for a Studio account's half
 */
export async function outputsOrSample(stack: string | undefined): Promise<StackOutputs> {
  if (stack !== undefined) return deployedOutputs(stack);
  const graph = await runProgram({ projectRoot: projectRoot(), stack: "dev", programBundle: PROGRAM_BUNDLE });
  process.stderr.write("A sample: names and addresses are made up. For the deployed ones: --stack <name>.\n");
  return graph.outputs;
}

/** @throws UserError as `stackOutputs` does, and for a Studio account's half */
export function gatewayOutputs(stack: string): StackOutputs {
  const outputs = stackOutputs(projectRoot(), stack);
  refuseHalf(stack, outputs);
  return outputs;
}

/** Who has no access to AWS may still look at the form of what is printed. */
function deployedOutputs(stack: string): StackOutputs {
  try {
    return gatewayOutputs(stack);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${error.message} Without --stack a sample is printed, of the same form.`);
  }
}
