import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { flag, text, texts } from "../../command-line/manual";
import { GraphIndex } from "../../cloud/graph/graph-index";
import { variablesOf } from "../../function-variables";
import { type Laptop, startLaptop } from "../../laptop";
import { allScenes } from "../../scenes/all";
import { tableScenes } from "../../scenes/table/all";
import type { Scene } from "../../scenes/scene";
import { Progress } from "../../progress";
import { World } from "../../scenes/world";

/** One line of `npm run walkthrough -- --json`. */
export interface Played {
  readonly name: string;
  readonly passed: boolean;
  /** What was seen, or what was there instead. */
  readonly saw: string;
  readonly milliseconds: number;
}

/** Of every run its own: several at once, and a laptop beside them, leave each other's logs alone. */
const LOG_FOLDER = "build/walkthrough-";

export const run = command(
  {
    command: "npm run walkthrough",
    about:
      "Plays every scene of the story on a laptop of its own, on free ports, and says what it saw. Any surprise is a failure.",
    options: {
      stack: text("<name>", "dev", "the environment whose story is played"),
      with: texts("<name>", "a Studio account's stack beside its gateway's, which adds scenes"),
      json: flag("the results as JSON, and nothing else"),
    },
    examples: ["npm run walkthrough", "npm run walkthrough -- --stack staging --with studio"],
    exitCodes: { 0: "every scene as it should be", 1: "a surprise" },
  },
  ({ stack, with: halves, json }) => walkThrough({ stack, with: halves }, json),
);

interface Stacks {
  readonly stack: string;
  /** Those of Studio accounts that run beside it. */
  readonly with: readonly string[];
}

async function walkThrough(stacks: Stacks, json: boolean): Promise<number> {
  const root = projectRoot();
  const logFolder = fs.mkdtempSync(path.join(root, LOG_FOLDER));
  const results = await playedWithLogsIn(logFolder, root, stacks, json);
  const isAsItShouldBe = results.every(({ passed }) => passed);
  if (isAsItShouldBe) fs.rmSync(logFolder, { recursive: true });
  if (json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  else process.stdout.write(summary(results));
  if (!isAsItShouldBe) process.stderr.write(`The functions' logs are in ${path.relative(root, logFolder)}.\n`);
  return isAsItShouldBe ? 0 : 1;
}

async function playedWithLogsIn(
  logFolder: string,
  root: string,
  stacks: Stacks,
  json: boolean,
): Promise<readonly Played[]> {
  const progress = new Progress();
  const onProgress = (doing: string) => progress.say(doing);
  const starting = startLaptop({ projectRoot: root, ...stacks, ports: "free", logFolder, onProgress });
  const laptop = await starting.finally(() => progress.end());
  const world = new World(laptop, logFolder);
  try {
    const results: Played[] = [];
    await playAll(world, scenesFor(laptop), (played) => {
      results.push(played);
      if (!json) process.stdout.write(line(played));
    });
    return results;
  } finally {
    await world.close();
    await laptop.close();
  }
}

/** Table mode's story or claim mode's, by what the stack itself has. */
function scenesFor({ graph, halves, functionNames, poolMember }: Laptop): readonly Scene[] {
  const authorizer = new GraphIndex(graph)
    .all("lambda/function:Function")
    .find(({ name }) => name === functionNames.authorizer);
  const variables = authorizer === undefined ? {} : variablesOf(authorizer);
  if ("PEOPLE_TABLE" in variables) return tableScenes(halves.length > 0);
  return allScenes({ pinsKeys: "KEY_SET" in variables, hasPool: poolMember !== "", isBounded: isBounded(graph) });
}

function isBounded({ outputs }: Laptop["graph"]): boolean {
  return (outputs["permissionsBoundary"] as { readonly policy?: unknown } | undefined)?.policy !== undefined;
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
