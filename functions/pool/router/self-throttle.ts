import type { AttemptKind } from "./call";

/** While so large a share of the calls gets through, there is all the hope there is. */
const HEALTHY_SHARE = 0.7;
const LEAST_HOPE = 0.04;
const MEMORY_MS = 60_000;
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
    const kept = Math.exp(-Math.max(0, now - this.at) / MEMORY_MS);
    this.asked *= kept;
    this.got *= kept;
    this.at = now;
  }
}
