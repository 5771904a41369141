import type { Lane } from "../lanes/lanes";
import type { LaneOdds } from "./lane-odds";
import type { OperationMemory } from "./memory";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;
/** Of a call in a lane: before its second probe at full pace, how much longer before each next one, and at most. */
const LANE_WAIT_MS = 120;
const LANE_WAIT_GROWS = 1.25;
const LONGEST_LANE_WAIT_MS = 4_000;

/** How one call behaves while the pool is short of quota: whether it asks a Region that has just refused, and when it asks again. */
export class QuotaWait {
  private rounds = 0;
  private isHeldBack = false;
  /** What this environment hoped for before this call: its own bad luck shall not make it wait longer than others. */
  private readonly hopeBefore: number;
  private readonly paceBefore: number;

  /** @param random 0 ≤ random() < 1 */
  constructor(
    private readonly memory: OperationMemory,
    private readonly random: () => number,
    now: number,
    private readonly odds: LaneOdds,
    private readonly lane?: Lane,
  ) {
    this.hopeBefore = memory.selfThrottle.hope(now);
    this.paceBefore = odds.pace(now);
  }

  /** Where the pool is known to be overloaded, Regions that have just refused are not all asked: neither at once, nor at the wait's end. */
  isToWaitFor(region: string, now: number): boolean {
    if (!this.memory.of(region).isShortOfQuota(now)) return false;
    const hope = this.lane?.isEnforced ? this.odds.pace(now) : this.memory.selfThrottle.hope(now);
    return (this.isHeldBack ||= this.random() >= hope);
  }

  /**
   * How long until it asks again (ms). Full jitter: requests refused together do not return together. The less hope, the longer the waits;
   * the nearer the end of the wait, the shorter, so that of all who wait those go first that have waited longest.
   */
  nextMs(now: number, waitEnds: number): number {
    if (this.lane?.isEnforced) return this.laneWaitMs();
    const usual = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.rounds) / this.memory.selfThrottle.hope(now);
    const urgent = Math.max(FIRST_WAIT_MS, (waitEnds - now) / 2) / this.hopeBefore;
    this.rounds += 1;
    return this.random() * Math.min(usual, urgent);
  }

  /**
   * The same for all lanes, so that of two calls that were sent each has the same chance. It begins sooner and grows slower than without lanes:
   * an important call finds its turn soon, because the others are held back.
   */
  private laneWaitMs(): number {
    const usual = (LANE_WAIT_MS * LANE_WAIT_GROWS ** this.rounds) / this.paceBefore;
    this.rounds += 1;
    return Math.min(usual, LONGEST_LANE_WAIT_MS) * (2 / 3 + (2 / 3) * this.random());
  }
}
