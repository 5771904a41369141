/** How far ingestion is, in one line. Pure. */
import type { ImageStates } from "./image-states";
import type { QueueLength } from "./queue-lengths";

/** What was seen at one time. */
export interface Look {
  /** Milliseconds, of any clock that only goes forward. */
  readonly at: number;
  readonly queue: QueueLength;
  readonly deadLetters: number;
  /** Absent when the table was not read. */
  readonly states?: ImageStates;
}

/** Images that are still to be finished. */
export function backlog({ queue }: Look): number {
  return queue.waiting + queue.inFlight;
}

/** @param before an earlier look; without one nothing is known of the rate */
export function progressLine(now: Look, before?: Look): string {
  const { queue, deadLetters, states } = now;
  const counts: [number, string][] = [
    [queue.waiting, "waiting"],
    [queue.inFlight, "in flight"],
    ...(states ? (SHOWN.map(([state, said]) => [states[state] ?? 0, said]) satisfies [number, string][]) : []),
    [deadLetters, "dead letters"],
  ];
  const numbers = counts.map(([count, said]) => `${count.toLocaleString("en")} ${said}`).join(", ");
  return [numbers, ...(before ? [rate(now, before)] : []), remaining(now, before)].join("; ");
}

/** States of the results table, and what they are called here. Postponed images are among those in flight. */
const SHOWN = [
  ["done", "done"],
  ["failed", "failed"],
  ["postponed", "postponed"],
] as const;

/** Of finished images where they are counted; otherwise of how fast the backlog shrinks, which new images hide. */
function rate(now: Look, before: Look): string {
  const seconds = secondsBetween(now, before);
  const finished = now.states && before.states && (finishedIn(now.states) - finishedIn(before.states)) / seconds;
  return finished === undefined
    ? `backlog ${perSecond(perSecondLess(now, before), "shrinks", "grows")}`
    : `${decimal(finished)} finished a second`;
}

function remaining(now: Look, before: Look | undefined): string {
  if (backlog(now) === 0) return "nothing left to do";
  if (!before) return `${backlog(now).toLocaleString("en")} left`;
  const less = perSecondLess(now, before);
  return less > 0 ? `about ${inWords(backlog(now) / less)} left` : "no end in sight at this rate";
}

function perSecondLess(now: Look, before: Look): number {
  return (backlog(before) - backlog(now)) / secondsBetween(now, before);
}

function secondsBetween(now: Look, before: Look): number {
  return Math.max(0.001, (now.at - before.at) / 1000);
}

function finishedIn(states: ImageStates): number {
  return (states["done"] ?? 0) + (states["failed"] ?? 0);
}

function perSecond(less: number, down: string, up: string): string {
  if (less === 0) return "stands still";
  return `${less > 0 ? down : up} by ${decimal(Math.abs(less))} a second`;
}

function decimal(value: number): string {
  return value >= 10 ? String(Math.round(value)) : value.toFixed(1);
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
