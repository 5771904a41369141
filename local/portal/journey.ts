import type { RecordedDecision } from "../cloud/decide/decision-log";
import type { BoxId, Hop } from "./picture";

/** Where a call sets out: who makes it, at which door, and what stands behind that door. */
export interface Entry {
  readonly person: "office" | "outside" | "stranger";
  readonly door: string;
  readonly service: "api" | "studio";
}

const BOXES: Readonly<Record<string, BoxId>> = {
  sagemaker: "service:sagemaker",
  sts: "service:sts",
};

/** The way of a call, from the decisions about it; it ends at the box that refused. */
export function hopsOf(entry: Entry, decisions: readonly RecordedDecision[], succeeded: boolean): Hop[] {
  const hops: Hop[] = [];
  const refusedAtEntry = decisions.find((decision) => decision.door === entry.door && !decision.allowed);
  const outright = decisions.every((decision) => decision.allowed) && !succeeded;
  const service = `service:${entry.service}`;
  through(hops, `people:${entry.person}`, entry.door, service, refusedAtEntry ?? (outright ? "service" : undefined));
  for (const door of new Set(decisions.map((decision) => decision.door))) {
    if (door === entry.door) continue;
    const here = decisions.filter((decision) => decision.door === door);
    // People open Studio themselves; everything else is asked for by the function, on their behalf.
    const [from, to] =
      door === "studio"
        ? [`people:${entry.person}`, "service:studio"]
        : [service, BOXES[here.at(-1)?.service ?? ""] ?? service];
    const refused = here.find((decision) => !decision.allowed);
    through(hops, from, door, to, refused);
  }
  return hops;
}

function through(
  hops: Hop[],
  from: BoxId,
  door: string,
  service: BoxId,
  refused: RecordedDecision | "service" | undefined,
): void {
  const atDoor = refused !== undefined && refused !== "service" && refused.layer === "endpoint";
  hops.push({ from, to: `door:${door}`, allowed: !atDoor });
  if (!atDoor) hops.push({ from: `door:${door}`, to: service, allowed: refused === undefined });
}
