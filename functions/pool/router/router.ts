import type { OperationName } from "../operation-name";
import type { AttemptAt, CallLimits, RouterResult } from "./call";
import { chooseFirst, chooseProbe, chooseUntried } from "./choice";
import type { RouterClock } from "./clock";
import { Memory, type OperationMemory } from "./memory";
import { type Candidate, eligibleRegions, type PoolRegion } from "./pool-region";
import { Tally } from "./tally";

/**
 * The longest that a request's first attempt may take. Whatever a hanging Region holds occupies a Lambda environment: with 3 s at most
 * three times as many are at work as usually (`npm run bench pool`), with 5 s more than four times. AWS speaks of 1–1.5 s for an image
 * with one face and more for several (https://repost.aws/questions/QUhiR3XQ6PQtOQWKSZFVy8aQ); much shorter pays twice for slow Regions.
 */
export const FIRST_ATTEMPT_MS = 3_000;
/** The longest that any attempt may take: after a fault, because it may be the image that takes its time and not the Region. */
export const ATTEMPT_TIMEOUT_MS = 5_000;
/** What a healthy call needs: no wait ends later than this before the deadline. */
const CALL_ROOM_MS = 650;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;

export interface RouterSettings {
  readonly regions: readonly PoolRegion[];
  readonly clock: RouterClock;
  /** 0 ≤ random() < 1 */
  readonly random: () => number;
}

/** One request on its way. */
interface Journey<T> {
  readonly limits: CallLimits;
  readonly candidates: readonly Candidate[];
  readonly memory: OperationMemory;
  readonly tally: Tally<T>;
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
   * Draws a Region by the operation's weights; goes on to another at once when it refuses; when every eligible Region has
   * refused, waits and probes one at a time until the limits end it.
   *
   * @returns what came of it, never a rejection for what a Region did. `no_region` only when no Region is eligible; every other
   *   failure has tried each eligible Region at least once, unless the deadline came first.
   */
  async call<T>(operation: OperationName, limits: CallLimits, attempt: AttemptAt<T>): Promise<RouterResult<T>> {
    const { clock, random, regions } = this.settings;
    const candidates = eligibleRegions(regions, operation, limits.allowedRegions, limits.pinnedRegion);
    const tally = new Tally<T>();
    const journey: Journey<T> = { limits, candidates, memory: this.memory.of(operation), tally };
    for (;;) {
      if (!(await this.mayGoOn(journey))) return tally.exhausted(random);
      const region = this.choose(journey);
      if (region === undefined) return { outcome: "no_region", attempts: 0, throttles: 0, waitedMs: 0 };
      const started = clock.now();
      const longest = tally.of("FAULT") === 0 ? FIRST_ATTEMPT_MS : ATTEMPT_TIMEOUT_MS;
      const timeoutMs = Math.max(1, Math.min(longest, limits.deadline - started));
      const result = await attempt(region, timeoutMs);
      tally.count(region, result, clock.now() - started);
      if (result.kind === "CALLER_ERROR") return tally.answered(region, result);
      // A Region is not to blame for a timeout that leaves no room for a healthy call.
      if (result.kind !== "FAULT" || timeoutMs >= CALL_ROOM_MS) journey.memory.note(region, result.kind, clock.now());
      if (result.kind === "OK") return tally.answered(region, result);
    }
  }

  /** Waits where a wait is due. */
  private async mayGoOn<T>({ limits, candidates, tally }: Journey<T>): Promise<boolean> {
    const { clock, random } = this.settings;
    const { attempts } = tally;
    if (attempts === 0) return true;
    if (clock.now() >= limits.deadline) return false;
    if (tally.of("FAULT") + tally.of("CONFIG") >= 2 * candidates.length) return false;
    if (attempts < candidates.length) return true;
    if (tally.isMisconfiguredEverywhere) return false;
    const started = clock.now();
    // What a hanging Region took is not spent on waiting for quota: the others are still to be waited for.
    const waitUntil = (limits.waitUntil ?? limits.deadline) + tally.faultedMs;
    const left = Math.min(waitUntil, limits.deadline - CALL_ROOM_MS) - started;
    if (left <= 0) return false;
    // Full jitter: requests refused together do not return together.
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - candidates.length));
    await clock.sleep(Math.min(left, random() * longest));
    tally.waitedMs += clock.now() - started;
    return true;
  }

  private choose<T>({ limits, candidates, memory, tally }: Journey<T>): string | undefined {
    const { clock, random } = this.settings;
    const choice = { candidates, memory, now: clock.now(), random };
    if (tally.attempts === 0) return chooseFirst(choice, limits.preferredRegion);
    return tally.attempts < candidates.length ? chooseUntried(choice, tally.tried) : chooseProbe(choice);
  }
}
