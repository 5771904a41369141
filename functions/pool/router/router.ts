import { setTimeout as timer } from "node:timers/promises";
import type { Lane } from "../lanes/lanes";
import type { OperationName } from "../operations";
import type { Attempting, CallLimits, PoolRegion, RouterClock, RouterResult } from "./call";
import { eligibleRegions } from "./choice";
import { Memory } from "./memory";
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

const LONGEST_RETRY_S = 30;

/**
 * Draws whether the call is sent. One that is held back is answered at once: it would hold an execution that another lane needs, and its
 * caller learns more from Retry-After than from a wait.
 */
async function inLane<T>(lane: Lane, route: Route, attempting: Attempting<T>): Promise<RouterResult<T>> {
  const { memory, clock, candidates, random } = route;
  if (candidates.length === 0) return new RoutedCall(route, attempting).run();
  const chance = memory.laneOdds(candidates.map(({ region }) => region)).chance(lane, clock.now());
  const isHeldBack = random() >= chance;
  if (!isHeldBack) return new RoutedCall(route, attempting).run();
  if (!lane.isEnforced) return { ...(await new RoutedCall(route, attempting).run()), isHeldBack };
  const retryAfterSeconds = Math.min(LONGEST_RETRY_S, Math.ceil((1 + 2 * random()) / chance));
  return { outcome: "throttled", attempts: 0, throttles: 0, waitedMs: 0, silent: [], isHeldBack, retryAfterSeconds };
}

/** The process's own clock. The wall clock is set back and forth, also while Lambda keeps an environment frozen. */
export const monotonicClock: RouterClock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    // It rejects only when it is aborted.
    await timer(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
  },
};
