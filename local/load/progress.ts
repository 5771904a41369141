import type { RegionState } from "../cloud/rekognition/region";
import type { Summary } from "./tally";

const BAR_CELLS = 8;

/** One line on how it goes: the callers' side, then for each Region its bucket, its calls and what is wrong with it. */
export function progressLine(seconds: number, summary: Summary, regions: readonly RegionState[], operation: string) {
  const { succeeded, throttled, others, p50Ms } = summary;
  const failed = Object.values(others).reduce((sum, count) => sum + count, 0);
  const callers = `${String(Math.round(seconds)).padStart(3)} s  200: ${succeeded}  429: ${throttled}  other: ${failed}  p50 ${p50Ms} ms`;
  return [callers, ...regions.map((region) => regionPart(region, operation))].join("  | ");
}

function regionPart({ region, fault, operations }: RegionState, operation: string): string {
  const state = operations.find((one) => one.operation === operation);
  if (!state) return `${region} has no ${operation}`;
  const filled = Math.round((BAR_CELLS * state.tokens) / state.quota);
  const bar = "#".repeat(Math.min(BAR_CELLS, filled)).padEnd(BAR_CELLS, ".");
  return `${region} [${bar}] ${state.answered} ok, ${state.throttled} throttled${fault === undefined ? "" : `, ${fault}`}`;
}

export function summaryText(summary: Summary, perSecond: number, seconds: number): string {
  const { requests, succeeded, throttled, others, regions, p50Ms, p99Ms, wastedPerSuccess } = summary;
  const share = (count: number) => `${count} (${((100 * count) / Math.max(1, requests)).toFixed(2)} %)`;
  const rows: [string, string][] = [
    ["Requests", `${requests}, ${perSecond} a second for ${seconds} s`],
    ["Answered", share(succeeded)],
    ["429", share(throttled)],
    ...Object.entries(others).map(([status, count]): [string, string] => [
      status === "0" ? "No answer" : status,
      share(count),
    ]),
    ...Object.entries(regions).map(([region, count]): [string, string] => [`in ${region}`, String(count)]),
    ["p50, p99", `${p50Ms} ms, ${p99Ms} ms`],
    ["Wasted", `${wastedPerSuccess.toFixed(3)} calls to Rekognition for each answer`],
  ];
  return `\n${rows.map(([name, value]) => `${name.padEnd(18)} ${value}`).join("\n")}\n`;
}
