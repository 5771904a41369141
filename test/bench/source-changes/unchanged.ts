import * as fs from "node:fs";
import * as path from "node:path";
import { firstFailure, runOn } from "./first-failure";
import type { Workplace } from "./workplace";

/** What tests do while nothing is changed. */
export interface Unchanged {
  /** Test file → seconds. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Test files that fail without any change: they can notice none, and are left out. */
  readonly failing: readonly string[];
}

interface Kept extends Unchanged {
  readonly project: string;
}

const LIMIT_SECONDS = 3600;

interface Means {
  readonly root: string;
  /** The fingerprint of the project as it is. */
  readonly project: string;
  readonly tests: readonly string[];
}

/**
 * Runs the tests in the first copy, and gives every copy what they made (graphs, bundles): changes that cannot show in it need
 * not make it anew. Kept in build/, so that an interrupted run does not begin with it once more.
 */
export async function unchanged(places: readonly Workplace[], { root, project, tests }: Means): Promise<Unchanged> {
  const file = path.join(root, "build/source-changes/unchanged.json");
  const [first, ...others] = places;
  if (first === undefined) return { seconds: {}, failing: [] };
  const kept = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Kept) : undefined;
  const isKnown = kept?.project === project && tests.every((test) => test in kept.seconds) && first.hasMade();
  const found = isKnown ? kept : await runAll(first, tests);
  if (isKnown) first.restoreMade();
  else first.keepMade();
  fs.writeFileSync(file, JSON.stringify({ project, ...found }, undefined, 1));
  for (const place of others) {
    place.restoreMade(first);
    place.keepMade();
  }
  return found;
}

async function runAll(place: Workplace, tests: readonly string[]): Promise<Unchanged> {
  const seconds = new Map<string, number>();
  const run = runOn(place, { setup: "program", limitSeconds: () => LIMIT_SECONDS, seconds });
  const failing: string[] = [];
  for (let left = tests; ;) {
    const failed = await firstFailure(left, run);
    if (failed === undefined) return { seconds: Object.fromEntries(seconds), failing };
    const { file } = failed;
    if (file === undefined) throw new Error(`The quick tests do not run: ${failed.by}`);
    failing.push(file);
    left = left.slice(left.indexOf(file) + 1);
  }
}
