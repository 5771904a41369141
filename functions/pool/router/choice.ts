/** What a call does next: which Region it asks, and when, while all of them refuse. */
import type { Lane } from "../lanes/lanes";
import type { OperationName } from "../operations";
import type { Candidate, PoolRegion } from "./call";
import type { OperationMemory } from "./memory";
import type { LaneOdds } from "./throttling";

/**
 * The Regions that have the operation and lie within the caller's walls. Nothing later widens this list: what is not in it is
 * never called, however loaded the rest is.
 *
 * @param allowed  the caller's residency list; undefined allows the whole pool, an empty list nothing
 * @param pinned   the one Region a Regional ARN in the request belongs to
 */
export function eligibleRegions(
  pool: readonly PoolRegion[],
  operation: OperationName,
  allowed?: readonly string[],
  pinned?: string,
): Candidate[] {
  return pool
    .filter(({ region }) => allowed === undefined || allowed.includes(region))
    .filter(({ region }) => pinned === undefined || region === pinned)
    .map(({ region, quotas, weight }) => ({ region, quota: quotas[operation] ?? 0, weight }))
    .filter(({ quota }) => quota > 0)
    .map(({ region, quota, weight }) => ({ region, weight: weight ?? quota }));
}

/** What the next Region is chosen from. */
export interface Choice {
  readonly candidates: readonly Candidate[];
  readonly memory: OperationMemory;
  readonly now: number;
  readonly random: () => number;
}

/**
 * The Region of a request's first attempt. The memory is used as a veto on the draw, not as a weight: an environment sees about
 * one request a second, too few to learn weights from, but enough to know who has just refused.
 */
export function chooseFirst(choice: Choice, preferred: string | undefined): string | undefined {
  const { candidates, memory, now, random } = choice;
  const isHealthy = (region: string) => memory.of(region).isHealthy(now);
  const isCandidate = (region: string | undefined): region is string =>
    candidates.some((candidate) => candidate.region === region);
  if (isCandidate(preferred) && isHealthy(preferred)) return preferred;
  const drawn = draw(candidates, random);
  if (drawn !== undefined && isHealthy(drawn)) return drawn;
  if (isCandidate(memory.lastWorked) && isHealthy(memory.lastWorked)) return memory.lastWorked;
  return chooseUntried(choice, new Set());
}

/** The next Region of the first pass: healthy ones, then those that only lack quota, then the rest. Each once, none left out. */
export function chooseUntried(choice: Choice, tried: ReadonlySet<string>): string | undefined {
  const { memory, now, random } = choice;
  const untried = asSeen(choice).filter(({ region }) => !tried.has(region));
  return (
    draw(
      untried.filter(({ region }) => memory.of(region).isHealthy(now)),
      random,
    ) ??
    draw(
      untried.filter(({ region }) => !memory.of(region).isFaulted(now)),
      random,
    ) ??
    draw(untried, random)
  );
}

/** The Region of one probe after a wait. Throttles are what it waited for to end, so only faults are avoided. */
export function chooseProbe(choice: Choice, isOpen: (region: string) => boolean) {
  const { memory, now, random } = choice;
  const free = asSeen(choice).filter(({ region }) => !isOpen(region));
  const reachable = free.filter(({ region }) => !memory.of(region).isFaulted(now));
  return draw(reachable, random) ?? draw(free, random);
}

/** The weights times what became of them: once a first choice was refused, a Region that refuses more than others is asked less. */
function asSeen({ candidates, memory, now }: Choice): Candidate[] {
  return candidates.map(({ region, weight }) => ({ region, weight: weight * memory.of(region).answeredShare(now) }));
}

/**
 * Draws one candidate with a chance in proportion to its weight. Weights that are not positive numbers count as nothing, yet
 * never leave a list without a winner: when no weight is left, all have the same chance.
 *
 * @param random  0 ≤ random() < 1
 * @returns undefined only for an empty list
 */
export function draw(candidates: readonly Candidate[], random: () => number): string | undefined {
  const weights = candidates.map(({ weight }) => (weight > 0 && Number.isFinite(weight) ? weight : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return candidates[Math.floor(random() * candidates.length)]?.region;
  let left = random() * sum;
  let drawn: string | undefined;
  for (const [index, { region }] of candidates.entries()) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    drawn = region;
    left -= weight;
    if (left < 0) break;
  }
  return drawn;
}

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
