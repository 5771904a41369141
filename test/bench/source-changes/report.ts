import { type Change, textOf } from "./change";
import { type Equivalent, EQUIVALENTS } from "./equivalents";
import type { Verdicts } from "./verdicts";

const LEAST_NOTICED = 0.92;

interface Findings {
  /** Every change that the sources offer. */
  readonly all: readonly Change[];
  readonly changes: readonly Change[];
  readonly verdicts: Pick<Verdicts, "of">;
  readonly seed: number;
}

/** The result as text, and whether the goals are met. */
export function reportOf({ all, changes, verdicts, seed }: Findings): [string, boolean] {
  const survivors = changes.filter(({ id }) => verdicts.of(id)?.noticed !== true);
  const open = survivors.filter((change) => explanationOf(change) === undefined);
  const stale = staleEquivalents(all, changes, verdicts);
  const noticed = (changes.length - survivors.length) / changes.length;
  const isMet = noticed >= LEAST_NOTICED && open.length === 0 && stale.length === 0;
  const percent = `${(100 * noticed).toFixed(1)} %`;
  const lines = [
    `${changes.length} changes of functions/, seed ${seed}`,
    `  noticed    ${changes.length - survivors.length}, ${percent} (at least ${100 * LEAST_NOTICED} %)`,
    `  survived   ${survivors.length}, of which ${open.length} without an explanation`,
    ...survivors.map((change) => `    ${textOf(change)}\n      ${explanationOf(change)?.why ?? "NOT EXPLAINED"}`),
    ...stale.map((text) => `  STALE      ${text}`),
    isMet ? "met" : "MISSED",
  ];
  return [lines.join("\n"), isMet];
}

/** Explanations of what is not a change of the sources any more, and of what a test does notice. */
export function staleEquivalents(
  all: readonly Change[],
  changes: readonly Change[],
  verdicts: Pick<Verdicts, "of">,
  explained: readonly Equivalent[] = EQUIVALENTS,
): string[] {
  const key = ({ file, was, becomes }: Equivalent | Change) => JSON.stringify([file, was, becomes]);
  const possible = new Set(all.map(key));
  const noticed = new Set(changes.filter(({ id }) => verdicts.of(id)?.noticed === true).map(key));
  return explained.flatMap((it) => {
    const text = `${it.file}: ${it.was}  →  ${it.becomes}`;
    if (!possible.has(key(it))) return [`no such change any more: ${text}`];
    return noticed.has(key(it)) ? [`a test notices it: ${text}`] : [];
  });
}

function explanationOf({ file, was, becomes }: Change): Equivalent | undefined {
  return EQUIVALENTS.find((it) => it.file === file && it.was === was && it.becomes === becomes);
}
