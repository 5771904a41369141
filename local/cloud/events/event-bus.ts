import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Place } from "../graph/place";

/** An event as a rule's target receives it. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** As PutEvents takes an event. */
export interface Entry {
  readonly source: string;
  readonly detailType: string;
  /** JSON. */
  readonly detail: string;
}

const KEPT_EVENTS = 1000;

/** What was put on the event buses, newest last, in memory and in a file. Rules and targets are not stood in for: those are the company's. */
export class EventBuses {
  private readonly kept: BusEvent[] = [];
  private readonly file: string;

  constructor(
    private readonly place: Place,
    folder: string,
  ) {
    fs.mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, "events.log");
    fs.writeFileSync(this.file, "");
  }

  /** @returns the event's id. @throws SyntaxError for a detail that is not JSON */
  put({ source, detailType, detail }: Entry, now: Date): string {
    const event: BusEvent = {
      version: "0",
      id: randomUUID(),
      "detail-type": detailType,
      source,
      account: this.place.account,
      time: now.toISOString().replace(/\.\d+Z$/, "Z"),
      region: this.place.region,
      resources: [],
      detail: JSON.parse(detail) as unknown,
    };
    this.kept.push(event);
    if (this.kept.length > KEPT_EVENTS) this.kept.shift();
    fs.appendFileSync(this.file, `${JSON.stringify(event)}\n`);
    return event.id;
  }

  all(): readonly BusEvent[] {
    return this.kept;
  }
}
