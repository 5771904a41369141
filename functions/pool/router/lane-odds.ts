import type { Lane } from "../lanes/lanes";
import type { AttemptKind } from "./call";

/** Refused calls that the most important lane may spend on each of its calls; others by their weight. */
const REFUSALS_EACH = 1.5;
/** Short, because a lane that sends little learns little: what it believes has to wear off by itself for it to notice free quota. */
const MEMORY_MS = 5_000;
/** While the Regions answer less than this share, a floor is not kept at the price of ever more refusals. */
const LEAST_ANSWERED = 0.2;
/** An answer that is taken for granted before there was any, so that a first refusal does not close a lane. */
const GRANTED = 1;

/**
 * How a lane's calls stand, by what one environment has seen of one operation in the last seconds: the client-side throttling of
 * https://sre.google/sre-book/handling-overload/, with the importance as its multiplier.
 *
 * A lane sends so many of its calls that its refusals are about a fixed number for each of them, in proportion to its importance. When the
 * Regions refuse more, every lane sends less, the unimportant ones first: their answers are then to each other as importance times number
 * of calls, and nothing was counted in common. When the Regions refuse nothing, every lane sends everything.
 */
export class LaneOdds {
  private got = 0;
  private refused = 0;
  private at = 0;

  note(kind: AttemptKind, now: number): void {
    if (kind !== "OK" && kind !== "THROTTLE") return;
    this.forget(now);
    if (kind === "OK") this.got += 1;
    else this.refused += 1;
  }

  /** The share of a lane's calls that is sent to a Region: 0 < chance ≤ 1. */
  chance({ weight, floor }: Pick<Lane, "weight" | "floor">, now: number): number {
    this.forget(now);
    const got = this.got + GRANTED;
    const answered = got / (got + this.refused);
    // What is sent is answered in the same share, so more of it has to be sent for a floor: up to five times as much.
    return Math.min(
      1,
      Math.max(floor / Math.max(answered, LEAST_ANSWERED), (REFUSALS_EACH * weight * got) / this.refused),
    );
  }

  private forget(now: number): void {
    const kept = Math.exp(-Math.max(0, now - this.at) / MEMORY_MS);
    this.got *= kept;
    this.refused *= kept;
    this.at = now;
  }
}
