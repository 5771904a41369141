import { type Change, textOf } from "./change";
import { EQUIVALENTS } from "./equivalents";
import { firstFailure, runOn } from "./first-failure";
import { type NoticingTests, noticingTests } from "./noticing-tests";
import type { Setup } from "./run-tests";
import { type Unchanged, unchanged } from "./unchanged";
import type { Verdict, Verdicts } from "./verdicts";
import { type Workplace, workplace } from "./workplace";

interface Trial {
  readonly root: string;
  readonly jobs: number;
  /** Ask only the tests that start nothing: what survives those is to be asked again. */
  readonly near: boolean;
  readonly verdicts: Verdicts;
  readonly tell: (doing: string) => void;
}

/** Times what a test takes unchanged, before it counts as endless. */
const PATIENCE = 5;
/** With the start of jest and what is made anew before it. */
const LEAST_LIMIT_SECONDS = 45;

/** Tries every change that has no verdict yet, several at a time, each in a copy of the project. */
export async function tryChanges(
  changes: readonly Change[],
  { root, jobs, near, verdicts, tell }: Trial,
): Promise<void> {
  const waiting = changes.filter(({ id }) => verdicts.of(id) === undefined);
  tell(`${changes.length - waiting.length} known, ${waiting.length} to try`);
  if (waiting.length === 0) return;
  const places = Array.from({ length: jobs }, (_, index) => workplace(root, index + 1));
  const tests = await noticingTests(root, { files: new Set(waiting.map(({ file }) => file)), near });
  tell(`${tests.all.length} test files that can notice them, first of the unchanged project`);
  const before = await unchanged(places, { root, project: verdicts.project, tests: tests.all });
  for (const test of before.failing) tell(`LEFT OUT, because it fails without any change: ${test}`);
  const total = waiting.length;
  const tryOn = async (place: Workplace): Promise<void> => {
    for (let change = waiting.shift(); change !== undefined; change = waiting.shift()) {
      const verdict = await tried(change, { place, tests, before });
      verdicts.keep(change.id, verdict);
      const what = verdict.noticed ? `noticed by ${verdict.by}` : "SURVIVED";
      tell(`${total - waiting.length}/${total}  ${textOf(change)}\n        ${what}`);
    }
  };
  await Promise.all(places.map(tryOn));
}

interface Means {
  readonly place: Workplace;
  readonly tests: NoticingTests;
  readonly before: Unchanged;
}

async function tried(change: Change, { place, tests, before }: Means): Promise<Verdict> {
  const { seconds, failing } = before;
  const { importing, starting } = tests.of(change.file, seconds);
  const isOfTheProgram = tests.isOfTheProgram(change.file);
  const fails = (asked: readonly string[], setup: Setup) => {
    const green = asked.filter((test) => !failing.includes(test));
    const limitSeconds = (test: string) => LEAST_LIMIT_SECONDS + PATIENCE * (seconds[test] ?? 0);
    return firstFailure(green, runOn(place, { setup, limitSeconds }));
  };
  place.make(change);
  try {
    // Of an explained one it is enough to hear that no quick test contradicts.
    const others = isExplained(change) ? [] : starting;
    const failed = (await fails(importing, "none")) ?? (await fails(others, isOfTheProgram ? "program" : "bundles"));
    return failed ? { noticed: true, by: [failed.file, failed.by].filter(Boolean).join(": ") } : { noticed: false };
  } finally {
    place.undo(change);
    if (isOfTheProgram) place.restoreMade();
  }
}

function isExplained({ file, was, becomes }: Change): boolean {
  return EQUIVALENTS.some((it) => it.file === file && it.was === was && it.becomes === becomes);
}
