import type { Lane } from "../lanes/lanes";
import type { RouterClock } from "./call";
import type { LaneOdds } from "./lane-odds";

/** What a call of a lane has to wait for before it is sent at all. */
export interface Turn {
  readonly isHeldBack: boolean;
  readonly waitedMs: number;
  /** When it is worth coming back (s); with a call that is held back. */
  readonly retryAfterSeconds: number;
}

const LONGEST_RETRY_S = 30;

/**
 * Draws whether a call is sent, and once more after a while when it is not: a part of the lane's wait that is as large as its chance. What
 * waits in vain would hold executions that other lanes need, so the less hope there is, the sooner it is sent away.
 *
 * @param waitMs how long the lane's calls may wait in all
 * @param random 0 ≤ random() < 1
 */
export async function takeTurn(
  lane: Lane,
  odds: LaneOdds,
  waitMs: number,
  { clock, random }: { readonly clock: RouterClock; readonly random: () => number },
): Promise<Turn> {
  const started = clock.now();
  const chance = odds.chance(lane, started);
  if (random() < oneOfTwo(chance)) return { isHeldBack: false, waitedMs: 0, retryAfterSeconds: 0 };
  if (lane.isEnforced) await clock.sleep(random() * chance * waitMs, new AbortController().signal);
  const now = clock.now();
  const later = odds.chance(lane, now);
  const isHeldBack = random() >= oneOfTwo(later);
  const retryAfterSeconds = Math.min(LONGEST_RETRY_S, Math.ceil((1 + 2 * random()) / later));
  return { isHeldBack, waitedMs: now - started, retryAfterSeconds };
}

/** The chance of one draw, so that two of them make a call's chance: else an unimportant lane would be sent twice as often as is due. */
function oneOfTwo(chance: number): number {
  return 1 - Math.sqrt(1 - chance);
}
