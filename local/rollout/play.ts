import { performance } from "node:perf_hooks";
import { writeRequest } from "../cloudwatch/lines";
import { Watch } from "../cloudwatch/watch";
import { type Guard, shareAfter } from "./guard";

/** What one simulated minute brought. */
export interface Minute {
  /** From the play's beginning. */
  readonly minute: number;
  /** The new version's share of the calls by the alias, 0 to 1. */
  readonly share: number;
  /** By version: the name that the play gives it. */
  readonly calls: Readonly<Record<string, VersionCalls>>;
  /** Alarms of the group that were red at its end, without the stack's name. */
  readonly red: readonly string[];
}

export interface VersionCalls {
  readonly requests: number;
  /** With a status of 400 to 499, and of 500 or more. */
  readonly refused: number;
  readonly failed: number;
  /** Milliseconds, of each call. */
  readonly latencies: readonly number[];
}

export type Outcome = "taken over" | "taken back" | "refused by the smoke test" | "blocked by a red alarm";

export interface Rollout {
  readonly version: string;
  readonly outcome: Outcome;
  /** false: config said why none stops it. */
  readonly heedsAlarms: boolean;
  /** Minutes until it was decided. */
  readonly minutes: number;
  /** Of all calls from its start until it was decided. */
  readonly requests: number;
  readonly toNew: number;
  /** Calls that failed from its start until it was decided. */
  readonly failed: number;
  /** When it began and was decided, in minutes of the play. */
  readonly from: number;
  readonly to: number;
}

/** A call by the API, and which version answered it. */
export interface Answered {
  readonly version: string;
  readonly status: number;
  /** The line of the access log. */
  readonly line: Readonly<Record<string, string>>;
}

/** What a play does to the laptop. */
export interface Stage {
  readonly guard: Guard;
  readonly watch: Watch;
  /** The alarms' names without this are their records' names. */
  readonly alarmPrefix: string;
  call(): Promise<Answered>;
  /** From now on the alias leads so. */
  shift(live: string, next?: { readonly version: string; readonly share: number }): void;
  passesSmokeTest(version: string): Promise<boolean>;
  onMinute?(minute: Minute): void;
}

/** Minutes of a steady load, and the rollouts in them. */
export class Play {
  readonly minutes: Minute[] = [];
  readonly rollouts: Rollout[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly requestsPerMinute: number,
    private live: string,
  ) {}

  async steady(minutes: number): Promise<void> {
    for (let count = 0; count < minutes; count += 1) await this.pass(0);
  }

  /** As CodeDeploy: the alarms, the hook, then step by step, while the alarms are looked at each minute. */
  async rollOut(version: string, guard = this.stage.guard): Promise<Rollout> {
    const from = this.minutes.length;
    if (guard.heedsAlarms && this.isRed(guard)) return this.decided(version, "blocked by a red alarm", from, guard);
    if (!(await this.stage.passesSmokeTest(version)))
      return this.decided(version, "refused by the smoke test", from, guard);
    for (let minute = 0; ; minute += 1) {
      const share = shareAfter(guard.shifting, minute);
      if (share === 1) break;
      this.stage.shift(this.live, { version, share });
      await this.pass(share);
      if (!guard.heedsAlarms || !this.isRed(guard)) continue;
      this.stage.shift(this.live);
      return this.decided(version, "taken back", from, guard);
    }
    this.live = version;
    this.stage.shift(version);
    return this.decided(version, "taken over", from, guard);
  }

  /** All calls at once, and nothing looks: what rollouts are there to spare people. */
  deployAtOnce(version: string): void {
    this.live = version;
    this.stage.shift(version);
  }

  private isRed({ alarms }: Guard): boolean {
    return this.redOf(alarms).length > 0;
  }

  private redOf(alarms: readonly string[]): string[] {
    const last = this.minutes.length - 1;
    return alarms.filter((name) => this.stage.watch.stateOfAlarm(name, last) === "ALARM");
  }

  private async pass(share: number): Promise<void> {
    const minute = this.minutes.length;
    const answered: (Answered & { readonly ms: number })[] = [];
    for (let count = 0; count < this.requestsPerMinute; count += 1) {
      const started = performance.now();
      const answer = await this.stage.call();
      answered.push({ ...answer, ms: performance.now() - started });
      writeRequest(this.stage.watch, minute, answer.line);
    }
    this.minutes.push({ minute, share, calls: byVersion(answered), red: [] });
    const red = this.redOf(this.stage.guard.alarms).map((name) => name.replace(this.stage.alarmPrefix, ""));
    const played = { minute, share, calls: byVersion(answered), red };
    this.minutes[minute] = played;
    this.stage.onMinute?.(played);
  }

  private decided(version: string, outcome: Outcome, from: number, { heedsAlarms }: Guard): Rollout {
    const during = this.minutes.slice(from).flatMap(({ calls }) => Object.entries(calls));
    const sum = (of: readonly (readonly [string, VersionCalls])[], what: "requests" | "failed") =>
      of.reduce((total, [, calls]) => total + calls[what], 0);
    const rollout = {
      version,
      outcome,
      heedsAlarms,
      minutes: this.minutes.length - from,
      requests: sum(during, "requests"),
      toNew: sum(
        during.filter(([name]) => name === version),
        "requests",
      ),
      failed: sum(during, "failed"),
      from,
      to: this.minutes.length,
    };
    this.rollouts.push(rollout);
    return rollout;
  }
}

function byVersion(answered: readonly (Answered & { readonly ms: number })[]): Minute["calls"] {
  const versions = [...new Set(answered.map(({ version }) => version))];
  const callsOf = (version: string): VersionCalls => {
    const own = answered.filter((each) => each.version === version);
    return {
      requests: own.length,
      refused: own.filter(({ status }) => status >= 400 && status < 500).length,
      failed: own.filter(({ status }) => status >= 500 || status === 0).length,
      latencies: own.map(({ ms }) => ms),
    };
  };
  return Object.fromEntries(versions.map((version) => [version, callsOf(version)]));
}
