import type { AttemptKind } from "./call";

const THROTTLE_MS = 10_000;
/** As long as the hope for quota is remembered: self-throttle.ts. */
const REFUSAL_KEPT_MS = 60_000;
const SHARE_MEMORY_MS = 60_000;
const FAULT_MS = 10_000;
const FAULT_MAX_MS = 60_000;
const SILENCE_MS = 2_500;
const CONFIG_MS = 60_000;

/**
 * What one environment remembers of one Region, for one operation. It is advice: it puts Regions in order, and in an overload makes a
 * request ask fewer of them (quota-wait.ts). It excludes none, because a quota's bucket fills again within a second and another
 * environment may know better.
 */
export class Cooldown {
  private throttledUntil = Number.NEGATIVE_INFINITY;
  private refusedAt = Number.NEGATIVE_INFINITY;
  private faultedUntil = Number.NEGATIVE_INFINITY;
  private faultsInARow = 0;
  private got = 0;
  private asked = 0;
  private countedAt = 0;

  constructor(private readonly random: () => number) {}

  isHealthy(now: number): boolean {
    return this.throttledUntil <= now && !this.isFaulted(now);
  }

  isFaulted(now: number): boolean {
    return this.faultedUntil > now;
  }

  /** It has answered nothing since its last refusal for want of quota, which a long wait outlives, and it is not sick. */
  isShortOfQuota(now: number): boolean {
    return this.refusedAt > now - REFUSAL_KEPT_MS && !this.isFaulted(now);
  }

  /**
   * The share of calls that it has answered in the last minute; 1 before the first. Every Region of a pool that is weighted by quota has
   * about the same share. One with too large a weight has a smaller one.
   */
  answeredShare(now: number): number {
    this.forget(now);
    return (this.got + 1) / (this.asked + 1);
  }

  note(kind: Exclude<AttemptKind, "CALLER_ERROR">, now: number): void {
    if (kind === "OK" || kind === "THROTTLE") {
      // Either way the Region itself answered.
      this.faultedUntil = Number.NEGATIVE_INFINITY;
      this.faultsInARow = 0;
      this.forget(now);
      this.asked += 1;
      if (kind === "OK") this.got += 1;
    }
    if (kind === "OK") this.throttledUntil = this.refusedAt = Number.NEGATIVE_INFINITY;
    if (kind === "THROTTLE") {
      this.throttledUntil = now + this.jittered(THROTTLE_MS);
      this.refusedAt = now;
    }
    if (kind === "CONFIG") this.faultedUntil = now + this.jittered(CONFIG_MS);
    if (kind === "FAULT") {
      this.faultedUntil = now + this.jittered(Math.min(FAULT_MAX_MS, FAULT_MS * 2 ** this.faultsInARow));
      this.faultsInARow += 1;
    }
  }

  /** It did not answer in time: that may have been the image, so it is held against the Region for less than a fault is. */
  noteSilence(now: number): void {
    this.faultedUntil = now + this.jittered(Math.min(FAULT_MAX_MS, SILENCE_MS * 2 ** this.faultsInARow));
    this.faultsInARow += 1;
  }

  private forget(now: number): void {
    const kept = Math.exp(-Math.max(0, now - this.countedAt) / SHARE_MEMORY_MS);
    this.got *= kept;
    this.asked *= kept;
    this.countedAt = now;
  }

  /** ± 25 %: environments that learnt the same at once do not come back at once. */
  private jittered(ms: number): number {
    return ms * (0.75 + 0.5 * this.random());
  }
}
