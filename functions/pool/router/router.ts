import type { Lane } from "../lanes/lanes";
import type { OperationName } from "../operations";
import {
  type Attempting,
  type CallLimits,
  type RouterResult,
  eligibleRegions,
  type PoolRegion,
  type RouterClock,
} from "./call";
import { Memory } from "./memory";
import { takeTurn } from "./lane-turn";
import { type Route, RoutedCall } from "./routed-call";

export interface RouterSettings {
  readonly regions: readonly PoolRegion[];
  readonly clock: RouterClock;
  /** 0 ≤ random() < 1 */
  readonly random: () => number;
}

/**
 * Finds the Region that answers. One per Lambda environment, kept between requests: what it remembers of the Regions is private
 * to the environment, nothing is shared between environments, and nothing of one request outlives it.
 *
 * `npm run bench pool` measures what this policy does under load, beside simpler ones.
 */
export class Router {
  private readonly memory: Memory;

  constructor(private readonly settings: RouterSettings) {
    this.memory = new Memory(settings.random);
  }

  /**
   * Draws a Region by the operation's weights; goes on to another at once when it refuses, and asks another beside it when it does not
   * answer for long; when every eligible Region has refused, waits and probes one at a time until the limits end it.
   *
   * @returns what came of it, never a rejection for what a Region did. `no_region` only when no Region is eligible; every other
   *   failure has tried each eligible Region at least once, unless the deadline came first.
   */
  call<T>(operation: OperationName, limits: CallLimits, attempting: Attempting<T>): Promise<RouterResult<T>> {
    const { clock, random, regions } = this.settings;
    const candidates = eligibleRegions(regions, operation, limits.allowedRegions, limits.pinnedRegion);
    const memory = this.memory.of(operation);
    const route = { candidates, limits, memory, clock, random };
    return limits.lane ? inLane(limits.lane, route, attempting) : new RoutedCall(route, attempting).run();
  }
}

/** The call waits for its lane's turn first, out of the time in which it may wait. */
async function inLane<T>(lane: Lane, route: Route, attempting: Attempting<T>): Promise<RouterResult<T>> {
  const { limits, memory, clock, candidates } = route;
  if (candidates.length === 0) return new RoutedCall(route, attempting).run();
  const started = clock.now();
  const waitMs = (limits.waitUntil ?? limits.deadline) - started;
  const odds = memory.laneOdds(candidates.map(({ region }) => region));
  const { isHeldBack, waitedMs, retryAfterSeconds } = await takeTurn(lane, odds, waitMs, route);
  if (isHeldBack && lane.isEnforced)
    return { outcome: "throttled", attempts: 0, throttles: 0, waitedMs, silent: [], isHeldBack, retryAfterSeconds };
  const result = await new RoutedCall(route, attempting).run();
  return { ...result, waitedMs: result.waitedMs + waitedMs, ...(isHeldBack && { isHeldBack }) };
}
