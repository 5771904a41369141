/** How much quota there is to hope for, by what one environment has seen: for all calls alike, and for calls in lanes. */
import type { Lane } from "../lanes/lanes";
import type { AttemptKind } from "./call";

/** Short, because a lane that sends little learns little: what it believes has to wear off by itself for it to notice free quota. */
const MEMORY_MS = 7_000;
/** Longer, because the pace is for the calls of important lanes, and one environment's bad luck shall not slow them down. */
const PACE_MEMORY_MS = 30_000;
/** Answers that are taken for granted before there were any, so that a first refusal does not close a lane. */
const GRANTED = 1;
/** Answers for each refusal, times this, squared: what a lane's weight is multiplied by. */
const GENEROSITY = 0.58;
/** Below about five answers for three refusals all lanes ask less often: by the square. */
const HASTE = 0.6;
const LEAST_PACE = 0.02;
/** While the Regions answer less than this share, a floor is not kept at the price of ever more refusals. */
const LEAST_ANSWERED = 0.2;
/** With fewer answers for each refusal the most important lane alone asks for more than there is, and all lanes wait alike. */
const OVERLOADED = 1.2;

type LaneTerms = Pick<Lane, "weight" | "floor">;

/**
 * How a lane's calls stand, by what one environment has seen of one operation in the last seconds: the client-side throttling of
 * https://sre.google/sre-book/handling-overload/, with the importance as its multiplier.
 *
 * One call is one observation: its first Region that had room, or that none of the Regions it may use had any. A Region that refuses while
 * another has room is weighted wrongly, and says nothing of the sum. What a call finds out while it waits is not counted either: those who
 * wait ask most just when there is least, and all lanes would close together, and open together when quota has long been left over.
 *
 * The most important lane is always sent. Of the others so large a share is sent as there are answers for each refusal, in proportion to their
 * importance; when nothing is refused, all of them.
 */
export class LaneOdds {
  private readonly recent = new FadingCounts(MEMORY_MS);
  private readonly lasting = new FadingCounts(PACE_MEMORY_MS);

  /** What became of one call at first. */
  note(kind: AttemptKind, now: number): void {
    if (kind !== "OK" && kind !== "THROTTLE") return;
    this.recent.add(kind === "OK", now);
    this.lasting.add(kind === "OK", now);
  }

  /** The share of a lane's calls that is sent to a Region: 0 < chance ≤ 1. */
  chance(lane: LaneTerms, now: number): number {
    return Math.min(1, Math.max(this.floorChance(lane, now), this.oddsChance(lane, now)));
  }

  /**
   * Whether a call that found no quota waits for it. While some of its lane's calls are held back the next one has the same chance, so a wait
   * would only take quota from more important calls that wait, and executions from all. In an overload of the most important lane itself
   * shares are kept by waiting alike, and what is sent to keep a floor waits in any case.
   */
  mayWait(lane: LaneTerms, now: number): boolean {
    const odds = this.oddsChance(lane, now);
    return odds >= 1 || this.floorChance(lane, now) >= odds || this.recent.answersEach(now) <= OVERLOADED;
  }

  /** How often waiting calls ask, of any lane: 1 while most calls are answered at once, less in an overload. */
  pace(now: number): number {
    return Math.max(LEAST_PACE, Math.min(1, HASTE * this.lasting.answersEach(now)) ** 2);
  }

  private oddsChance({ weight }: LaneTerms, now: number): number {
    return weight * Math.max(1, (GENEROSITY * this.recent.answersEach(now)) ** 2);
  }

  /** What is sent is answered in the same share, so more of it has to be sent for a floor: up to five times as much. */
  private floorChance({ floor }: LaneTerms, now: number): number {
    const each = this.recent.answersEach(now);
    const answered = each === Infinity ? 1 : each / (1 + each);
    return Math.min(1, floor / Math.max(answered, LEAST_ANSWERED));
  }
}

/** Answers and refusals, of which the older ones count less and less. */
class FadingCounts {
  private got = 0;
  private refused = 0;
  private at = 0;

  constructor(private readonly memoryMs: number) {}

  add(isAnswer: boolean, now: number): void {
    this.fade(now);
    if (isAnswer) this.got += 1;
    else this.refused += 1;
  }

  /** Answers for each refusal; Infinity before the first refusal. */
  answersEach(now: number): number {
    this.fade(now);
    return (this.got + GRANTED) / this.refused;
  }

  private fade(now: number): void {
    const kept = Math.exp(-Math.max(0, now - this.at) / this.memoryMs);
    this.got *= kept;
    this.refused *= kept;
    this.at = now;
  }
}

/** While so large a share of the calls gets through, there is all the hope there is. */
const HEALTHY_SHARE = 0.7;
const LEAST_HOPE = 0.04;
const HOPE_MEMORY_MS = 60_000;
/** What is believed before anything was seen: two of three calls. */
const BELIEVED = { got: 2, asked: 3 };

/**
 * How much hope there is that a Region has quota, by what one environment has seen of one operation in the last minute. Beyond the quotas
 * most calls are refused in any case, and asking more often wins nothing for all callers together.
 *
 * It is the client-side throttling of https://sre.google/sre-book/handling-overload/, which spaces probes out in place of dropping them.
 */
export class SelfThrottle {
  private asked = 0;
  private got = 0;
  private at = 0;

  note(kind: AttemptKind, now: number): void {
    if (kind !== "OK" && kind !== "THROTTLE") return;
    this.forget(now);
    this.asked += 1;
    if (kind === "OK") this.got += 1;
  }

  /** 0 < hope ≤ 1 */
  hope(now: number): number {
    this.forget(now);
    // Cubed, so that a half of the healthy share already makes an eighth of the calls: measured, less leaves too many in an overload.
    const share = (this.got + BELIEVED.got) / (this.asked + BELIEVED.asked);
    return Math.max(LEAST_HOPE, Math.min(1, share / HEALTHY_SHARE) ** 3);
  }

  private forget(now: number): void {
    const kept = Math.exp(-Math.max(0, now - this.at) / HOPE_MEMORY_MS);
    this.asked *= kept;
    this.got *= kept;
    this.at = now;
  }
}
