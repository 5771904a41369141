import type { RegionState } from "../cloud/rekognition/region";
import type { LaneCounts, Summary } from "./tally";

const BAR_CELLS = 8;

/**
 * How it goes: a line for the callers' side, a table of their lanes, then a line for each Region with its bucket, what it did since the load began, and its fault.
 *
 * @param before how the Regions were when the load began: the laptop has been counting since its own start
 * @param operation the one that is driven, as AWS spells it
 */
export function progressBlock(
  seconds: number,
  summary: Summary,
  regions: readonly RegionState[],
  before: readonly RegionState[],
  operation: string,
): string[] {
  const { succeeded, throttled, others, p50Ms } = summary;
  const failed = Object.values(others).reduce((sum, count) => sum + count, 0);
  const head = `${String(Math.round(seconds)).padStart(4)} s   200: ${succeeded}   429: ${throttled}   other: ${failed}   p50 ${p50Ms} ms`;
  const widest = Math.max(0, ...regions.map(({ region }) => region.length));
  return [
    head,
    ...laneTable(summary.lanes),
    ...regions.map((state) => {
      const earlier = before.find(({ region }) => region === state.region);
      return `       ${state.region.padEnd(widest)}  ${regionLine(state, earlier, operation)}`;
    }),
  ];
}

function regionLine(state: RegionState, before: RegionState | undefined, operation: string): string {
  const now = state.operations.find((one) => one.operation === operation);
  if (!now) return `has no ${operation}`;
  const then = before?.operations.find((one) => one.operation === operation);
  const filled = Math.round((BAR_CELLS * now.tokens) / now.quota);
  const bar = "#".repeat(Math.min(BAR_CELLS, filled)).padEnd(BAR_CELLS, ".");
  const counts = [
    `${count(now.answered, then?.answered)} answered`,
    `${count(now.throttled, then?.throttled)} over quota`,
    `${count(state.failed, before?.failed)} failed`,
  ];
  return `[${bar}] ${counts.join(" ")}${state.fault === undefined ? "" : `   ${state.fault}`}`;
}

function count(now: number, then = 0): string {
  return String(now - then).padStart(5);
}

const COLUMNS = ["asked", "answered", "refused", "failed", "waited", "held back", "retry after", "p50 ms", "p99 ms"];
const MOST_NAME = 20;

/** Lanes side by side; nothing while there are none. Waited: for quota. Held back: had to wait, or were refused, for the lane's sake. */
function laneTable(lanes: readonly LaneCounts[]): string[] {
  if (lanes.length === 0) return [];
  const widest = Math.min(MOST_NAME, Math.max(4, ...lanes.map(({ lane }) => lane.length)));
  const row = (name: string, cells: readonly (number | string)[]) => {
    const padded = COLUMNS.map((title, index) => String(cells[index]).padStart(Math.max(7, title.length + 1)));
    return `  ${name.slice(0, widest).padEnd(widest)}${padded.join("")}`;
  };
  return [
    row("lane", COLUMNS),
    ...lanes.map((lane) => {
      const { asked, answered, refused, failed, waitedForQuota, waitedForLane, p50Ms, p99Ms } = lane;
      return row(lane.lane, [
        asked,
        answered,
        refused,
        failed,
        waitedForQuota,
        waitedForLane,
        retryText(lane),
        p50Ms,
        p99Ms,
      ]);
    }),
  ];
}

/** Seconds, as refused callers were told. */
export function retryText({ retryAfter }: LaneCounts): string {
  if (retryAfter === undefined) return "-";
  const { least, most } = retryAfter;
  return least === most ? `${most} s` : `${least}-${most} s`;
}

/** @param perSecond as people read it, e.g. "20 a second" */
export function summaryText(summary: Summary, perSecond: string, seconds: number): string {
  const { requests, succeeded, throttled, others, regions, p50Ms, p99Ms, wastedPerSuccess } = summary;
  const share = (count: number) => `${count} (${((100 * count) / Math.max(1, requests)).toFixed(2)} %)`;
  const rows: [string, string][] = [
    ["Requests", `${requests}, ${perSecond} for ${seconds} s`],
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
  const lines = [...laneTable(summary.lanes), ...rows.map(([name, value]) => `${name.padEnd(18)} ${value}`)];
  return `\n${lines.join("\n")}\n`;
}
