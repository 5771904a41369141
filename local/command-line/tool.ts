import { spawn, spawnSync } from "node:child_process";
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

/** A command that runs tools at the same time, and shows each one's output when it has ended: no two mix theirs. */
export function toolsAtOnce(manual: Manual<Options>, tools: Steps): Run {
  return command(manual, async () => {
    const codes = await Promise.all(tools.map(runBeside));
    return Math.max(...codes) === 0 ? 0 : 1;
  });
}

function runBeside([tool, ...args]: Steps[number]): Promise<number> {
  const { cwd, env, shell } = surroundings();
  const child = spawn(tool, args, { cwd, env, shell, stdio: ["ignore", "pipe", "pipe"] });
  const written: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => written.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(written));
      resolve(code ?? 1);
    });
  });
}

/**
 * MiB. By default 16, of which much survives in programs that make many objects and is copied again and again: an eighth less processor
 * time for an audit or a run of the Pulumi program. Lambda's functions do not get it: their processes have variables of their own.
 */
const ROOM_FOR_YOUNG_OBJECTS = "--max-semi-space-size=64";

function surroundings() {
  const root = projectRoot();
  const folder = path.join(root, "node_modules/.bin");
  const NODE_OPTIONS = [process.env["NODE_OPTIONS"], ROOM_FOR_YOUNG_OBJECTS].filter(Boolean).join(" ");
  const env = { ...process.env, PATH: [folder, process.env["PATH"]].join(path.delimiter), NODE_OPTIONS };
  // On Windows npm leaves scripts there that only a shell starts.
  return { cwd: root, env, shell: process.platform === "win32" };
}

function runAll(steps: Steps, args: readonly string[]): number {
  for (const [index, [tool, ...own]] of steps.entries()) {
    const all = index === steps.length - 1 ? [...own, ...args] : own;
    const { status, error } = spawnSync(tool, all, { ...surroundings(), stdio: "inherit" });
    if (error !== undefined) throw error;
    if (status !== 0) return status ?? 1;
  }
  return 0;
}
