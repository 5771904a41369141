import type { Graph } from "../../../local/program/graph";
import type { Minute } from "./played";
import { writeEvent, writeRequest } from "../../../local/cloudwatch/lines";
import { Watch } from "../../../local/cloudwatch/watch";

/** Alarms have to be red within this time. */
const MINUTES = 5;

/** Puts one minute of a stack's life into CloudWatch. */
export function write(watch: Watch, at: number, { events, requests }: Minute): void {
  for (const [name, messages] of Object.entries(events))
    for (const message of messages) writeEvent(watch, at, name, message);
  for (const request of requests) writeRequest(watch, at, request);
}

/** A quiet hour, and then five minutes of it: every alarm that is red at the end of one of them. */
export function redWithinFiveMinutes(
  graph: Graph,
  quiet: readonly Minute[],
  trouble: (watch: Watch, at: number) => void,
): string[] {
  const watch = new Watch(graph);
  for (let at = 0; at < 60; at += 1) for (const minute of quiet) write(watch, at, minute);
  const red = new Set<string>();
  for (let at = 60; at < 60 + MINUTES; at += 1) {
    trouble(watch, at);
    for (const name of watch.red(at)) red.add(name);
  }
  return [...red].sort();
}
