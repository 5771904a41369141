import { spawnSync } from "node:child_process";
import { UserError } from "../user-error";

/** A stack's outputs, as `pulumi stack output --json` prints them. */
export type StackOutputs = Readonly<Record<string, unknown>>;

/**
 * Asks the Pulumi CLI, with the backend and the login that it has.
 * @param stack as `--stack` of pulumi takes it
 * @throws UserError, one sentence: no CLI, no such stack, or a stack that was never brought up
 */
export function stackOutputs(projectRoot: string, stack: string): StackOutputs {
  const args = ["stack", "output", "--json", "--non-interactive", "--stack", stack];
  const { error, status, stdout, stderr } = spawnSync("pulumi", args, {
    cwd: projectRoot,
    env: process.env,
    encoding: "utf8",
  });
  if (error)
    throw new UserError(`The outputs of stack ${stack} need the Pulumi CLI, which does not start: ${error.message}.`);
  const said = stderr.trim().split("\n").at(-1) ?? "";
  if (status !== 0) throw new UserError(`pulumi ${args.join(" ")} ended with ${status ?? "a signal"}: ${said}`);
  const outputs = parsed(stdout);
  if (Object.keys(outputs).length > 0) return outputs;
  throw new UserError(`Stack ${stack} has no outputs: run \`pulumi up --stack ${stack}\` first.`);
}

function parsed(text: string): StackOutputs {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as StackOutputs) : {};
  } catch {
    throw new UserError("pulumi stack output --json printed something that is not JSON.");
  }
}
