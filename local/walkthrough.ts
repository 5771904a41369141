import * as path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../infra/project-root";
import { startLaptop } from "./laptop";
import { allScenes } from "./scenes/all";
import type { Scene } from "./scenes/scene";
import { World } from "./scenes/world";
import { UserError } from "./user-error";

/** One line of `npm run walkthrough -- --json`. */
export interface Played {
  readonly name: string;
  readonly passed: boolean;
  /** What was seen, or what was there instead. */
  readonly saw: string;
  readonly milliseconds: number;
}

/** The one whose people and minting mode the scenes are about. */
const STACK = "dev";

/** Its own, so that a walkthrough leaves the logs of a laptop that runs meanwhile alone. */
const LOG_FOLDER = "build/walkthrough";

/** `npm run walkthrough [-- --json]`: plays every scene on free ports. Returns the exit code: 0 without surprises, else 1. */
export async function run(args: string[]): Promise<number> {
  const { json } = optionsOf(args);
  const root = projectRoot();
  const logFolder = path.join(root, LOG_FOLDER);
  const laptop = await startLaptop({ projectRoot: root, stack: STACK, ports: "free", logFolder });
  const world = new World(laptop, logFolder);
  try {
    const results: Played[] = [];
    const report = (played: Played) => {
      results.push(played);
      if (!json) process.stdout.write(line(played));
    };
    await playAll(world, allScenes(), report);
    if (json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
    else process.stdout.write(summary(results));
    return results.every(({ passed }) => passed) ? 0 : 1;
  } finally {
    await world.close();
    await laptop.close();
  }
}

async function playAll(world: World, scenes: readonly Scene[], report: (played: Played) => void): Promise<void> {
  const unready = new Map<Scene, unknown>();
  for (const scene of scenes) {
    await scene.prepare?.(world).catch((fault: unknown) => unready.set(scene, fault));
  }
  for (const scene of scenes) {
    const started = performance.now();
    const end = (passed: boolean, saw: string) =>
      report({ name: scene.name, passed, saw, milliseconds: Math.round(performance.now() - started) });
    try {
      if (unready.has(scene)) throw unready.get(scene);
      end(true, await scene.play(world));
    } catch (fault) {
      end(false, fault instanceof Error ? fault.message : String(fault));
    }
  }
}

function line({ name, passed, saw, milliseconds }: Played): string {
  return `${passed ? "✓" : "✗"} ${name} → ${saw} (${milliseconds} ms)\n`;
}

function summary(results: readonly Played[]): string {
  const passed = results.filter((result) => result.passed).length;
  return `\n${passed} of ${results.length} scenes as they should be, in ${process.uptime().toFixed(1)} s.\n`;
}

function optionsOf(args: string[]) {
  try {
    const json = { type: "boolean", default: false } as const;
    return parseArgs({ args, options: { json } }).values;
  } catch (fault) {
    throw new UserError(`${fault instanceof Error ? fault.message : String(fault)}; allowed: --json.`);
  }
}
