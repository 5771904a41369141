import { type Change, textOf } from "./change";
import { EQUIVALENTS } from "./equivalents";
import { firstFailure, runOn } from "./first-failure";
import { type NoticingTests, noticingTests, quickTests } from "./noticing-tests";
import { unchanged } from "./unchanged";
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

/** Tries every change that has no verdict yet, several at a time, each in a copy of the project. */
export async function tryChanges(changes: readonly Change[], { root, jobs, verdicts, tell }: Trial): Promise<void> {
  const waiting = changes.filter(({ id }) => verdicts.of(id) === undefined);
  tell(`${changes.length - waiting.length} known, ${waiting.length} to try`);
  if (waiting.length === 0) return;
  const places = Array.from({ length: jobs }, (_, index) => workplace(root, index + 1));
  tell("the quick tests of the unchanged project");
  const { seconds, failing } = await unchanged(places, { root, project: verdicts.project, tests: quickTests(root) });
  for (const test of failing) tell(`LEFT OUT, because it fails without any change: ${test}`);
  const tests = await noticingTests(root, { seconds, failing });
  const limitSeconds = Math.ceil(LEAST_LIMIT_SECONDS + PATIENCE * sum(Object.values(seconds)));
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

function isExplained({ file, was, becomes }: Change): boolean {
  return EQUIVALENTS.some((it) => it.file === file && it.was === was && it.becomes === becomes);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
