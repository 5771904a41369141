import * as fs from "node:fs";
import * as path from "node:path";
import { FUNCTION_ENTRIES, type FunctionName } from "../../../infra/functions/entries";
import { filesUnder, type ImportGraph, importGraph, reachedFrom } from "./import-graph";

/** The program, whose graph tests read: what it imports of functions/ shows there. */
const PROGRAM = "infra/index.ts";
/** Of the tests that start nothing, those that take longer are left to the second pass. */
const LONG_SECONDS = 6;
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
  /** Only what is quick: tests that start nothing. */
  readonly near: boolean;
}

function quickTests(root: string): string[] {
  return filesUnder(root, ["test"], ".test.ts").filter((file) => !file.endsWith(".slow.test.ts"));
}

export async function noticingTests(root: string, { files, near }: Wish): Promise<NoticingTests> {
  const tests = quickTests(root);
  const graph = await importGraph(root, [...tests, ...Object.values(FUNCTION_ENTRIES), PROGRAM]);
  const program = reachedFrom(graph, PROGRAM);
  const runs = new Map(tests.map((test) => [test, runOf(root, graph, test)]));
  const noticing = (file: string) => tests.filter((test) => runs.get(test)?.files.has(file));
  const starts = (test: string) => runs.get(test)?.starts === true;
  const of = (file: string, seconds: Readonly<Record<string, number>>): Asked => {
    const asked = byLikelihood(file, noticing(file), seconds);
    const importing = asked.filter((test) => !starts(test));
    if (!near) return { importing, starting: quickestFirst(asked.filter(starts), seconds) };
    const quick = importing.filter((test) => (seconds[test] ?? 0) < LONG_SECONDS);
    const inRoom = quick.filter((test) => sharedFolders(file, test) >= ROOM_FOLDERS);
    return { importing: inRoom.length > 0 ? inRoom : quick, starting: [] };
  };
  const all = new Set([...files].flatMap(noticing));
  return {
    all: tests.filter((test) => all.has(test) && !(near && starts(test))),
    of,
    isOfTheProgram: (file) => program.has(file),
  };
}

interface TestRuns {
  /** All that runs in the test or in what it starts. */
  readonly files: ReadonlySet<string>;
  readonly starts: boolean;
}

/** By what a test imports, and what it mentions there. */
function runOf(root: string, graph: ImportGraph, test: string): TestRuns {
  const imported = reachedFrom(graph, test);
  const texts = [...imported].map((file) => fs.readFileSync(path.join(root, file), "utf8"));
  const says = (what: RegExp) => texts.some((text) => what.test(text));
  const names = Object.keys(FUNCTION_ENTRIES) as FunctionName[];
  const named = names.filter((name) => says(new RegExp(`"${name}"`)));
  // A test that names none of them may run all.
  const bundles = says(RUNS_BUNDLES) ? (named.length > 0 ? named : names).map((name) => FUNCTION_ENTRIES[name]) : [];
  const started = [...bundles, ...(says(RUNS_PROGRAM) ? [PROGRAM] : [])];
  const files = [...imported, ...started.flatMap((entry) => [...reachedFrom(graph, entry)])];
  return { files: new Set(files), starts: started.length > 0 };
}

/** test/ mirrors the sources: the more of the path two files share, the likelier one is about the other. */
function byLikelihood(file: string, tests: readonly string[], seconds: Readonly<Record<string, number>>): string[] {
  const rows = tests.map((test) => ({ test, shared: sharedFolders(file, test), seconds: seconds[test] ?? 0 }));
  return rows.sort((a, b) => b.shared - a.shared || a.seconds - b.seconds).map(({ test }) => test);
}

/** Which of them sees a change is hard to say: a function runs nearly all that is in it. Those of the laptop take longest. */
function quickestFirst(tests: readonly string[], seconds: Readonly<Record<string, number>>): string[] {
  const costs = (test: string) => (seconds[test] ?? 0) + (test.startsWith("test/functions/") ? 0 : 1000);
  return [...tests].sort((a, b) => costs(a) - costs(b));
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
