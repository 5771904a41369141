import type { Attempt, RouterClock } from "./call";

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
