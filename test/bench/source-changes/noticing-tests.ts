import * as fs from "node:fs";
import * as path from "node:path";
import { FUNCTION_ENTRIES } from "../../../infra/functions/entries";
import { filesUnder, type ImportGraph, importGraph, reachedFrom } from "./import-graph";

/** The program, whose graph tests read: what it imports of functions/ shows there. */
const PROGRAM = "infra/index.ts";
/** Of the functions' own tests those that take longer are left to the second pass. */
const LONG_SECONDS = 15;
/** Of the changed file's path: `functions/pool/images` has tests of its own, `functions/pool` is tested through the functions. */
const ROOM_FOLDERS = 3;
/** What a test mentions, itself or in what it imports, when it runs the functions' bundles, or the program, or reads its graph. */
const RUNS_BUNDLES = /build\/functions|local\/run\.mjs/;
const RUNS_PROGRAM = /build\/test\/graph-|build\/program|infra\/index\.ts|local\/run\.mjs/;

/**
 * Which of the quick tests can notice a change of a file: those that import it, or run a bundle or a program that holds it. No other one
 * is asked: the changed line does not run there.
 */
export interface NoticingTests {
  /** Those that can notice a change of one of the files at least. */
  readonly all: readonly string[];
  readonly of: (file: string, seconds: Readonly<Record<string, number>>) => Asked;
  /** Whether the program's graphs have to be made anew after a change of this file. */
  readonly isOfTheProgram: (file: string) => boolean;
}

/** The likeliest and quickest first. */
export interface Asked {
  /** These import the changed file, start nothing, and end alike each time. */
  readonly importing: readonly string[];
  /** These start processes that run it. */
  readonly starting: readonly string[];
}

interface Wish {
  /** Those that change. */
  readonly files: ReadonlySet<string>;
  /** Only the quicker ones of the functions' own tests, and of the same room of functions/ where it has some. */
  readonly near: boolean;
}

function quickTests(root: string): string[] {
  return filesUnder(root, ["test"], ".test.ts").filter((file) => !file.endsWith(".slow.test.ts"));
}

export async function noticingTests(root: string, { files, near }: Wish): Promise<NoticingTests> {
  const tests = quickTests(root).filter((test) => !near || test.startsWith("test/functions/"));
  const handlers = Object.values(FUNCTION_ENTRIES);
  const graph = await importGraph(root, [...tests, ...handlers, PROGRAM]);
  const reached = new Map(tests.map((test) => [test, reachedFrom(graph, test)]));
  const bundled = union(graph, handlers);
  const program = reachedFrom(graph, PROGRAM);
  const mentions = new Map([...graph.keys()].map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]));
  const says = (test: string, what: RegExp) =>
    [...(reached.get(test) ?? [])].some((file) => what.test(mentions.get(file) ?? ""));
  const runsBundles = new Set(tests.filter((test) => says(test, RUNS_BUNDLES)));
  const runsProgram = new Set(tests.filter((test) => says(test, RUNS_PROGRAM)));
  const canNotice = (test: string, file: string) =>
    reached.get(test)?.has(file) === true ||
    (runsBundles.has(test) && bundled.has(file)) ||
    (runsProgram.has(test) && program.has(file));
  const all = tests.filter((test) => [...files].some((file) => canNotice(test, file)));
  const of = (file: string, seconds: Readonly<Record<string, number>>): Asked => {
    const noticing = all.filter((test) => canNotice(test, file));
    const asked = byLikelihood(file, near ? nearest(file, noticing, seconds) : noticing, seconds);
    const starts = (test: string) => runsBundles.has(test) || runsProgram.has(test);
    return { importing: asked.filter((test) => !starts(test)), starting: asked.filter(starts) };
  };
  return {
    all,
    of,
    isOfTheProgram: (file) => !near && program.has(file),
  };
}

function union(graph: ImportGraph, files: readonly string[]): ReadonlySet<string> {
  return new Set(files.flatMap((file) => [...reachedFrom(graph, file)]));
}

function nearest(file: string, tests: readonly string[], seconds: Readonly<Record<string, number>>): string[] {
  const quick = tests.filter((test) => (seconds[test] ?? 0) < LONG_SECONDS);
  const inRoom = quick.filter((test) => sharedFolders(file, test) >= ROOM_FOLDERS);
  return inRoom.length > 0 ? inRoom : quick;
}

/** test/ mirrors the sources: the more of the path two files share, the likelier one is about the other. */
function byLikelihood(file: string, tests: readonly string[], seconds: Readonly<Record<string, number>>): string[] {
  const rows = tests.map((test) => ({ test, shared: sharedFolders(file, test), seconds: seconds[test] ?? 0 }));
  return rows.sort((a, b) => b.shared - a.shared || a.seconds - b.seconds).map(({ test }) => test);
}

function sharedFolders(file: string, test: string): number {
  const own = file.replace(/\.ts$/, "").split("/");
  const its = test
    .replace(/\.test\.ts$/, "")
    .split("/")
    .slice(1);
  const end = own.findIndex((part, index) => part !== its[index]);
  return end < 0 ? own.length : end;
}
