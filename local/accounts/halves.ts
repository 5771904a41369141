import type { Graph } from "../program/graph";
import { PROGRAM_BUNDLE, runProgram } from "../program/run-program";
import { UserError } from "../user-error";

/** A Studio account's stack, run beside the gateway's. */
export interface Half {
  readonly graph: Graph;
  readonly accountId: string;
  readonly domainId: string;
}

/**
 * @param stacks names, as `--with` has them
 * @throws UserError for a stack that is not a Studio account's, or is one of another gateway
 */
export async function runHalves(
  projectRoot: string,
  gateway: Graph,
  stacks: readonly string[],
): Promise<readonly Half[]> {
  const halves: Half[] = [];
  for (const stack of stacks) {
    const graph = await runProgram({ projectRoot, stack, programBundle: PROGRAM_BUNDLE });
    halves.push(halfOf(gateway, graph));
  }
  return halves;
}

function halfOf(gateway: Graph, graph: Graph): Half {
  const { studioAccountsEntry, gateway: named } = graph.outputs;
  const { accountId, domainId } = (studioAccountsEntry ?? {}) as Partial<Half>;
  const { functionRoleArn } = (named ?? {}) as { readonly functionRoleArn?: string };
  if (accountId === undefined || domainId === undefined)
    throw new UserError(
      `Stack ${graph.stack} is not a Studio account's (role: studioAccount): --with takes only such.`,
    );
  if (functionRoleArn !== gateway.outputs["studioUrlRoleArn"])
    throw new UserError(
      `Stack ${graph.stack} is of another gateway than ${gateway.stack}: its gateway.functionRoleArn is ${functionRoleArn ?? "not set"}, and ` +
        `the function here runs with ${String(gateway.outputs["studioUrlRoleArn"])}.`,
    );
  return { graph, accountId, domainId };
}
