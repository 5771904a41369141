/** The attempts of one call: those that are under way, and what has come of the others. */
import type { Attempt, AttemptKind, Outcome, RouterClock, RouterResult } from "./call";

/** An attempt that is under way. */
export interface OpenAttempt {
  readonly region: string;
  /** Clock milliseconds. */
  readonly askedAt: number;
}

export interface SettledAttempt<T> {
  readonly attempt: OpenAttempt;
  readonly result: Attempt<T>;
}

/** The attempts of one call that are under way. */
export class InFlight<T> {
  private readonly open = new Map<OpenAttempt, AbortController>();
  private readonly settled: (() => SettledAttempt<T>)[] = [];
  private wake: () => void = () => undefined;

  constructor(private readonly clock: RouterClock) {}

  get attempts(): readonly OpenAttempt[] {
    return [...this.open.keys()];
  }

  start(region: string, send: (signal: AbortSignal) => Promise<Attempt<T>>): OpenAttempt {
    const attempt: OpenAttempt = { region, askedAt: this.clock.now() };
    const controller = new AbortController();
    this.open.set(attempt, controller);
    const settle = (outcome: () => SettledAttempt<T>) => {
      // What was abandoned has nothing to say any more.
      if (!this.open.delete(attempt)) return;
      this.settled.push(outcome);
      this.wake();
    };
    send(controller.signal).then(
      (result) => settle(() => ({ attempt, result })),
      (bug: unknown) =>
        settle(() => {
          throw bug;
        }),
    );
    return attempt;
  }

  /**
   * The next attempt that has settled, at once when there is one.
   * @param until clock milliseconds; undefined is returned when they have come first
   * @throws what an attempt was rejected with, which only a bug does
   */
  async next(until: number): Promise<SettledAttempt<T> | undefined> {
    if (this.settled.length === 0) {
      const timer = new AbortController();
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      await Promise.race([woken, this.clock.sleep(until - this.clock.now(), timer.signal)]);
      timer.abort();
    }
    return this.settled.shift()?.();
  }

  /** Gives up whatever is still under way. */
  abandon(): void {
    const controllers = [...this.open.values()];
    this.open.clear();
    for (const controller of controllers) controller.abort();
  }
}

/** The counts of one request. They live and die with it. */
export class Tally<T> {
  readonly tried = new Set<string>();
  attempts = 0;
  waitedMs = 0;
  /** Milliseconds that Regions took which failed in the end, or have not answered yet. */
  heldMs = 0;
  private readonly silent = new Set<string>();
  private readonly refusals = new Map<AttemptKind, { count: number; error: unknown }>();

  asked(region: string): void {
    this.tried.add(region);
    this.attempts += 1;
  }

  refused({ kind, error }: Attempt<T>): void {
    this.refusals.set(kind, { count: this.of(kind) + 1, error });
  }

  keptSilent(region: string): void {
    this.silent.add(region);
  }

  /** Refusals of one kind. */
  of(kind: AttemptKind): number {
    return this.refusals.get(kind)?.count ?? 0;
  }

  get isMisconfiguredEverywhere(): boolean {
    return this.attempts > 0 && this.of("CONFIG") === this.attempts;
  }

  answered(region: string, { kind, value, error }: Attempt<T>): RouterResult<T> {
    if (kind === "CALLER_ERROR") return { ...this.counts("caller_error"), region, error };
    return { ...this.counts("answered"), region, ...(value === undefined ? {} : { value }) };
  }

  /**
   * No Region answered. One throttle is enough for "throttled": a Region works, and has room again within seconds.
   *
   * @param random  spreads callers' returns over 1–3 s; Rekognition itself says nothing about when
   */
  exhausted(random: () => number): RouterResult<T> {
    if (this.isMisconfiguredEverywhere) return { ...this.counts("misconfigured"), error: this.errorOf("CONFIG") };
    const kind = this.of("THROTTLE") > 0 ? "THROTTLE" : "FAULT";
    const outcome = kind === "THROTTLE" ? "throttled" : "unavailable";
    return { ...this.counts(outcome), error: this.errorOf(kind), retryAfterSeconds: 1 + Math.floor(random() * 3) };
  }

  noRegion(): RouterResult<T> {
    return this.counts("no_region");
  }

  private errorOf(kind: AttemptKind): unknown {
    return this.refusals.get(kind)?.error;
  }

  private counts(outcome: Outcome) {
    const { attempts, waitedMs } = this;
    return { outcome, attempts, throttles: this.of("THROTTLE"), waitedMs, silent: [...this.silent] };
  }
}
