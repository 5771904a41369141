import type { OperationMemory } from "./memory";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;

/** How one call behaves while the pool is short of quota: whether it asks a Region that has just refused, and when it asks again. */
export class QuotaWait {
  private rounds = 0;
  private isHeldBack = false;
  /** What this environment hoped for before this call: its own bad luck shall not make it wait longer than others. */
  private readonly hopeBefore: number;

  /** @param random 0 ≤ random() < 1 */
  constructor(
    private readonly memory: OperationMemory,
    private readonly random: () => number,
    now: number,
  ) {
    this.hopeBefore = memory.selfThrottle.hope(now);
  }

  /** Where the pool is known to be overloaded, Regions that have just refused are not all asked: neither at once, nor at the wait's end. */
  isToWaitFor(region: string, now: number): boolean {
    if (!this.memory.of(region).isShortOfQuota(now)) return false;
    return (this.isHeldBack ||= this.random() >= this.memory.selfThrottle.hope(now));
  }

  /**
   * How long until it asks again (ms). Full jitter: requests refused together do not return together. The less hope, the longer the waits;
   * the nearer the end of the wait, the shorter, so that of all who wait those go first that have waited longest.
   */
  nextMs(now: number, waitEnds: number): number {
    const usual = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.rounds) / this.memory.selfThrottle.hope(now);
    const urgent = Math.max(FIRST_WAIT_MS, (waitEnds - now) / 2) / this.hopeBefore;
    this.rounds += 1;
    return this.random() * Math.min(usual, urgent);
  }
}
