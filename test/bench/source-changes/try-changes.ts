import { type Change, textOf } from "./change";
import { EQUIVALENTS } from "./equivalents";
import { type NoticingTests, noticingTests } from "./noticing-tests";
import { runTests, type TestRequest, type TestRun } from "./run-tests";
import type { Verdict, Verdicts } from "./verdicts";
import { type Workplace, workplace } from "./workplace";

interface Trial {
  readonly root: string;
  readonly jobs: number;
  readonly verdicts: Verdicts;
  readonly tell: (doing: string) => void;
}

/** Times what the unchanged tests take, before a run counts as endless. */
const PATIENCE = 5;
const LEAST_LIMIT_SECONDS = 60;
const BASE_LIMIT_SECONDS = 3600;

/** Tries every change that has no verdict yet, several at a time, each in a copy of the project. */
export async function tryChanges(changes: readonly Change[], { root, jobs, verdicts, tell }: Trial): Promise<void> {
  const waiting = changes.filter(({ id }) => verdicts.of(id) === undefined);
  tell(`${changes.length - waiting.length} known, ${waiting.length} to try`);
  if (waiting.length === 0) return;
  const places = Array.from({ length: jobs }, (_, index) => workplace(root, index + 1));
  const seconds = await unchanged(places, root, tell);
  const tests = await noticingTests(root, (test) => seconds.get(test) ?? 0);
  const limitSeconds = Math.ceil(LEAST_LIMIT_SECONDS + PATIENCE * [...seconds.values()].reduce((a, b) => a + b, 0));
  const total = waiting.length;
  const tryOn = async (place: Workplace): Promise<void> => {
    for (let change = waiting.shift(); change !== undefined; change = waiting.shift()) {
      const verdict = await tried(change, { place, tests, limitSeconds });
      verdicts.keep(change.id, verdict);
      const what = verdict.noticed ? `noticed by ${verdict.by}` : "SURVIVED";
      tell(`${total - waiting.length}/${total}  ${textOf(change)}\n        ${what}`);
    }
  };
  await Promise.all(places.map(tryOn));
}

/** The tests have to pass before anything is changed; and how long they take tells which to ask first. */
async function unchanged(places: readonly Workplace[], root: string, tell: Trial["tell"]): Promise<TestSeconds> {
  const { all } = await noticingTests(root, () => 0);
  tell(`${all.length} quick test files of the unchanged project`);
  const seconds = new Map<string, number>();
  const [first, ...others] = places;
  if (first === undefined) return seconds;
  const run = runOn(first, { isOfTheProgram: true, limitSeconds: BASE_LIMIT_SECONDS, seconds });
  const failed = await firstFailure(all, run);
  if (failed) throw new Error(`Without any change, ${failed.file ?? ""} fails: ${failed.by}`);
  first.keepMade();
  for (const place of others) {
    place.restoreMade(first);
    place.keepMade();
  }
  return seconds;
}

type TestSeconds = ReadonlyMap<string, number>;

interface Means {
  readonly place: Workplace;
  readonly tests: NoticingTests;
  readonly limitSeconds: number;
}

async function tried(change: Change, { place, tests, limitSeconds }: Means): Promise<Verdict> {
  const likely = tests.of(change.file);
  const isOfTheProgram = tests.isOfTheProgram(change.file);
  const run = runOn(place, { isOfTheProgram, limitSeconds });
  place.make(change);
  try {
    const rest = isExplained(change) ? [] : tests.all.filter((test) => !likely.includes(test));
    const failed = (await firstFailure(likely, run)) ?? (await firstFailure(rest, run));
    return failed ? { noticed: true, by: [failed.file, failed.by].filter(Boolean).join(": ") } : { noticed: false };
  } finally {
    place.undo(change);
    if (isOfTheProgram) place.restoreMade();
  }
}

type Run = (tests: readonly string[]) => Promise<TestRun>;

function runOn({ folder }: Workplace, request: Omit<TestRequest, "folder" | "tests">): Run {
  return (tests) => runTests({ folder, tests, ...request });
}

/** The first test that fails, and fails once more by itself: one that passes then has noticed nothing. */
async function firstFailure(tests: readonly string[], run: Run): Promise<Failed | undefined> {
  for (let left = tests; left.length > 0;) {
    const ran = await run(left);
    if (ran.kind === "passed") return undefined;
    const { file } = ran;
    if (file === undefined || (await run([file])).kind === "failed") return ran;
    left = left.slice(left.indexOf(file) + 1);
  }
  return undefined;
}

type Failed = Extract<TestRun, { kind: "failed" }>;

function isExplained({ file, was, becomes }: Change): boolean {
  return EQUIVALENTS.some((it) => it.file === file && it.was === was && it.becomes === becomes);
}
