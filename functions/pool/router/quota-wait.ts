import type { Lane } from "../lanes/lanes";
import type { OperationMemory } from "./memory";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;
/** Between two probes of a lane that has every chance, and of any lane. */
const LANE_WAIT_MS = 300;
const LONGEST_LANE_WAIT_MS = 4_000;

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
    private readonly lane?: Lane,
  ) {
    this.hopeBefore = memory.selfThrottle.hope(now);
  }

  /** Where the pool is known to be overloaded, Regions that have just refused are not all asked: neither at once, nor at the wait's end. */
  isToWaitFor(region: string, now: number): boolean {
    if (!this.memory.of(region).isShortOfQuota(now)) return false;
    const { lane, memory } = this;
    const hope = lane?.isEnforced ? memory.laneOdds.chance(lane, now) : memory.selfThrottle.hope(now);
    return (this.isHeldBack ||= this.random() >= hope);
  }

  /**
   * How long until it asks again (ms). Full jitter: requests refused together do not return together. The less hope, the longer the waits;
   * the nearer the end of the wait, the shorter, so that of all who wait those go first that have waited longest.
   */
  nextMs(now: number, waitEnds: number): number {
    if (this.lane?.isEnforced) return this.lanePaceMs(this.lane, now);
    const usual = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.rounds) / this.memory.selfThrottle.hope(now);
    const urgent = Math.max(FIRST_WAIT_MS, (waitEnds - now) / 2) / this.hopeBefore;
    this.rounds += 1;
    return this.random() * Math.min(usual, urgent);
  }

  /** A lane asks the more often the better its odds are: who asks more often gets more of what there is. */
  private lanePaceMs(lane: Lane, now: number): number {
    const usual = LANE_WAIT_MS / this.memory.laneOdds.chance(lane, now);
    return Math.min(usual, LONGEST_LANE_WAIT_MS) * (2 / 3 + (2 / 3) * this.random());
  }
}
