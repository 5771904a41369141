import type { LogLine } from "../lambda/host";
import type { Graph } from "../program/graph";
import { writeEvent, writeRequest } from "./lines";
import { Watch } from "./watch";

/** An alarm that is red and tells someone. */
export interface RedAlarm {
  readonly name: string;
  /** Its line of the runbook: what it means, what callers see, what to do. */
  readonly runbook: string;
}

export interface AlarmsNow {
  /** How many the program makes that tell someone; 0 where config has switched them off. */
  readonly count: number;
  readonly red: readonly RedAlarm[];
}

/** What the running cloud writes. */
export interface WrittenLogs {
  readonly accessLog: { all(): readonly string[] };
  readonly functions: { names(): readonly string[]; logOf(name: string): readonly LogLine[] };
}

const A_SECOND = 1000;
const A_MINUTE = 60 * A_SECOND;

/**
 * The program's alarms over what the running cloud writes: its functions' events and its access log, with what API Gateway counts. What Lambda,
 * SQS and CloudTrail count is not played, so alarms about that alone stay green. A minute is the clock's, and the one under way counts.
 */
export class LiveAlarms {
  private readonly watch: Watch;
  private readonly alarms: ReadonlyMap<string, string>;
  private readonly startedAt = Date.now();
  private readonly lastOf = new Map<string, unknown>();
  private readonly timer: NodeJS.Timeout;
  private known: { readonly at: number; readonly now: AlarmsNow } | undefined;

  constructor(
    graph: Graph,
    private readonly logs: WrittenLogs,
  ) {
    this.watch = new Watch(graph);
    const telling = graph.resources.filter(
      ({ type, inputs }) => /:(MetricAlarm|CompositeAlarm)$/.test(type) && inputs["alarmActions"] !== undefined,
    );
    this.alarms = new Map(telling.map(({ name, inputs }) => [name, String(inputs["alarmDescription"])]));
    // Logs forget their oldest lines, so they are read whether someone looks or not.
    this.timer = setInterval(() => this.read(), A_SECOND).unref();
  }

  /** Looked at once a second at most: it is asked for every page that is open. */
  now(): AlarmsNow {
    const at = Date.now();
    if (this.known !== undefined && at - this.known.at < A_SECOND) return this.known.now;
    this.read();
    const names = this.alarms.size === 0 ? [] : this.watch.red(this.minuteOf(at));
    const red = names.map((name) => ({ name, runbook: this.alarms.get(name) ?? "" }));
    this.known = { at, now: { count: this.alarms.size, red } };
    return this.known.now;
  }

  close(): Promise<void> {
    clearInterval(this.timer);
    return Promise.resolve();
  }

  private read(): void {
    if (this.alarms.size === 0) return;
    for (const line of this.since("", this.logs.accessLog.all())) {
      const request = JSON.parse(line) as Record<string, string>;
      writeRequest(this.watch, this.minuteOf(Number(request["time"])), request);
    }
    for (const name of this.logs.functions.names()) {
      for (const { at, text } of this.since(name, this.logs.functions.logOf(name)))
        if (text.startsWith('{"event"')) writeEvent(this.watch, this.minuteOf(at), name, JSON.parse(text));
    }
  }

  /** What is new in a log since it was last read. */
  private since<Line>(log: string, lines: readonly Line[]): readonly Line[] {
    const last = this.lastOf.get(log) as Line | undefined;
    const fresh = last === undefined ? [...lines] : lines.slice(lines.lastIndexOf(last) + 1);
    if (lines.length > 0) this.lastOf.set(log, lines.at(-1));
    return fresh;
  }

  private minuteOf(time: number): number {
    return Math.floor((time - this.startedAt) / A_MINUTE);
  }
}
