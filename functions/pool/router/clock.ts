import { setTimeout as timer } from "node:timers/promises";

/** Time as the router knows it. */
export interface RouterClock {
  /** Milliseconds that never run backwards; where they count from has no meaning. */
  now(): number;
  /** Resolves after `ms`, or as soon as `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The process's own clock. The wall clock is set back and forth, also while Lambda keeps an environment frozen. */
export const monotonicClock: RouterClock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    // It rejects only when it is aborted.
    await timer(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
  },
};
