import type { Lane } from "../lanes/lanes";
import type { RouterClock } from "./call";
import type { LaneOdds } from "./lane-odds";

/** What a call of a lane has to wait for before it is sent at all. */
export interface Turn {
  readonly isHeldBack: boolean;
  /** The lane's chance as it came: the share of the whole wait that the call may take. */
  readonly chance: number;
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
  if (random() < chance) return { isHeldBack: false, chance, waitedMs: 0, retryAfterSeconds: 0 };
  if (lane.isEnforced) await clock.sleep(random() * chance * waitMs, new AbortController().signal);
  const now = clock.now();
  const later = odds.chance(lane, now);
  const isHeldBack = random() >= later;
  const retryAfterSeconds = Math.min(LONGEST_RETRY_S, Math.ceil((1 + 2 * random()) / later));
  return { isHeldBack, chance, waitedMs: now - started, retryAfterSeconds };
}
