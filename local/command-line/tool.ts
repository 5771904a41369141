import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { asksForHelp, command, type Run } from "./command";
import { helpText } from "./help-text";
import type { Manual, Options } from "./manual";

/** Tools to run one after the other; the first that fails ends it. */
export type Steps = readonly (readonly [tool: string, ...args: string[]])[];

/** A command that only runs tools of node_modules, here and as they are. What it passes on goes to the last of them. */
export function toolCommand(manual: Manual<Options>, steps: Steps): Run {
  if (!manual.passesOn) return command(manual, () => runAll(steps, []));
  return (args) => {
    if (asksForHelp(args)) process.stdout.write(helpText(manual));
    return Promise.resolve(asksForHelp(args) ? 0 : runAll(steps, args));
  };
}

function runAll(steps: Steps, args: readonly string[]): number {
  const root = projectRoot();
  const folder = path.join(root, "node_modules/.bin");
  const env = { ...process.env, PATH: [folder, process.env["PATH"]].join(path.delimiter) };
  for (const [index, [tool, ...own]] of steps.entries()) {
    const all = index === steps.length - 1 ? [...own, ...args] : own;
    // On Windows npm leaves scripts there that only a shell starts.
    const shell = process.platform === "win32";
    const { status, error } = spawnSync(tool, all, { cwd: root, env, shell, stdio: "inherit" });
    if (error !== undefined) throw error;
    if (status !== 0) return status ?? 1;
  }
  return 0;
}
