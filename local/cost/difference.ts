/** What one stack costs more or less than another. Pure. */
import type { StackCost } from "./stack-cost";
import { dollars, table, unknownLines } from "./text";

/** One line of the month that differs. */
export interface DifferentLine {
  readonly region: string;
  readonly what: string;
  /** Dollars a month; 0 where there is none. */
  readonly before: number;
  readonly after: number;
}

export interface CostDifference {
  /** What it is compared with, and what it is about. */
  readonly stacks: readonly [before: string, after: string];
  readonly before: number;
  readonly after: number;
  readonly lines: readonly DifferentLine[];
  /** Of 1,000 calls, where these cost something else. */
  readonly calls: readonly DifferentLine[];
}

export function costDifference(before: StackCost, after: StackCost): CostDifference {
  return {
    stacks: [before.stack, after.stack],
    before: before.monthly.fixed,
    after: after.monthly.fixed,
    lines: different(before.monthly.lines, after.monthly.lines),
    calls: different(before.perThousandCalls, after.perThousandCalls),
  };
}

type Line = Pick<DifferentLine, "region" | "what"> & { readonly usd: number };

function different(before: readonly Line[], after: readonly Line[]): DifferentLine[] {
  const byKey = new Map<string, DifferentLine>();
  const keyOf = ({ region, what }: Line) => `${region} ${what}`;
  for (const line of before)
    byKey.set(keyOf(line), { region: line.region, what: line.what, before: line.usd, after: 0 });
  for (const line of after)
    byKey.set(keyOf(line), {
      region: line.region,
      what: line.what,
      before: byKey.get(keyOf(line))?.before ?? 0,
      after: line.usd,
    });
  return [...byKey.values()].filter((line) => cents(line.before) !== cents(line.after));
}

function cents(usd: number): number {
  return Math.round(usd * 100);
}

export function differenceText(difference: CostDifference, unknownTypes: readonly string[]): string {
  const { stacks, before, after, lines, calls } = difference;
  const change = after - before;
  const sum = cents(change) === 0 ? "the same" : `${dollars(Math.abs(change))} ${change > 0 ? "more" : "less"}`;
  const head = ["Region", "what", "before", "after"];
  const row = (line: DifferentLine) => [line.region, line.what, dollars(line.before), dollars(line.after)];
  return [
    `${stacks[1]} against ${stacks[0]}: ${sum} a month before any call (${dollars(before)} → ${dollars(after)}).`,
    ...(lines.length > 0 ? ["", ...table(lines.map(row), head)] : []),
    ...(calls.length > 0 ? ["", "1,000 calls:", ...table(calls.map(row), head)] : []),
    ...unknownLines(unknownTypes),
    "",
  ].join("\n");
}
