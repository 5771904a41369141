import { spawnSync } from "node:child_process";
import { UserError } from "../user-error";

/** Far more than a stack of hundreds of profiles takes. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * A stack's state as the last update left it, secrets among it: it stays in this process.
 *
 * @param stack as `--stack` of pulumi takes it
 * @throws UserError, one sentence: no CLI, no such stack, or no key to its secrets
 */
export function stackExport(projectRoot: string, stack: string): unknown {
  const args = ["stack", "export", "--show-secrets", "--non-interactive", "--stack", stack];
  const options = { cwd: projectRoot, env: process.env, encoding: "utf8", maxBuffer: MOST_BYTES } as const;
  const { error, status, stdout, stderr } = spawnSync("pulumi", args, options);
  if (error)
    throw new UserError(`The state of stack ${stack} needs the Pulumi CLI, which does not start: ${error.message}.`);
  if (status !== 0) {
    const said = stderr.trim().split("\n").at(-1) ?? "";
    throw new UserError(`pulumi ${args.join(" ")} ended with ${status ?? "a signal"}: ${said}`);
  }
  try {
    return JSON.parse(stdout);
  } catch {
    throw new UserError(`pulumi ${args.join(" ")} printed something that is not JSON.`);
  }
}
