/** What one environment remembers: for each operation, how every Region and all of them together have done lately. */
import type { OperationName } from "../operations";
import type { AttemptKind } from "./call";
import { LaneOdds, SelfThrottle } from "./throttling";

/** What one environment remembers of one operation: every Region's cooldown, the Region that worked last, and how all are doing. */
export class OperationMemory {
  lastWorked: string | undefined;
  readonly answerTimes = new AnswerTimes();
  readonly selfThrottle = new SelfThrottle();
  private readonly cooldowns = new Map<string, Cooldown>();
  private readonly oddsByRegions = new Map<string, LaneOdds>();
  private readonly timesByRegion = new Map<string, AnswerTimes>();

  constructor(private readonly random: () => number) {}

  /** By name: lists of Regions differ from caller to caller, and from one deployment to the next. */
  of(region: string): Cooldown {
    return known(this.cooldowns, region, () => new Cooldown(this.random));
  }

  /** Of the calls that may use just these Regions: quota that is short for them may be plentiful for others. */
  laneOdds(regions: readonly string[]): LaneOdds {
    return known(this.oddsByRegions, [...regions].sort().join(" "), () => new LaneOdds());
  }

  /** @param tookMs what the attempt took */
  note(region: string, kind: Exclude<AttemptKind, "CALLER_ERROR">, now: number, tookMs: number): void {
    this.of(region).note(kind, now);
    this.selfThrottle.note(kind, now);
    if (kind !== "OK") return;
    this.lastWorked = region;
    this.answerTimes.note(tookMs);
    this.timesOf(region).note(tookMs);
  }

  /** A Region has left a request unanswered which another one answered, or at least spoke to, meanwhile. */
  noteSilence(region: string, now: number): void {
    this.of(region).noteSilence(now);
  }

  /** The image decides most of it, which all Regions have alike, and yet one of them may be slower than the others (ms). */
  patienceMs(region: string): number {
    const own = this.timesOf(region);
    const { patienceMs } = this.answerTimes;
    return own.isEmpty ? patienceMs : Math.max(patienceMs, own.patienceMs);
  }

  private timesOf(region: string): AnswerTimes {
    return known(this.timesByRegion, region, () => new AnswerTimes());
  }
}

function known<T>(all: Map<string, T>, name: string, make: () => T): T {
  const value = all.get(name) ?? make();
  all.set(name, value);
  return value;
}

/** One memory per operation: a Region out of quota for labels may have all of its quota for faces. */
export class Memory {
  private readonly operations = new Map<OperationName, OperationMemory>();

  constructor(private readonly random: () => number) {}

  of(operation: OperationName): OperationMemory {
    const known = this.operations.get(operation);
    if (known) return known;
    const fresh = new OperationMemory(this.random);
    this.operations.set(operation, fresh);
    return fresh;
  }
}

/** Answers that are remembered: at a call a second, half a minute. */
const KEPT = 32;
const HIGH = 0.95;
/** What an answer is taken to need before there has been one (ms). */
const UNSEEN_MS = 650;
/** AWS speaks of 1–1.5 s for an image with one face and more for several. https://repost.aws/questions/QUhiR3XQ6PQtOQWKSZFVy8aQ */
const UNSEEN_PATIENCE_MS = 3_000;
const LEAST_PATIENCE_MS = 2_100;
const TIMES_USUAL = 2;

/**
 * How long answers to one operation have taken one environment lately.
 *
 * Only answers count. A Region that hangs answers nothing and so teaches nothing: it cannot raise the patience that lets it be found.
 * A service that has become slow still answers within the patience most of the time, each such answer raises it, and after two or
 * three it is above what the service takes.
 */
export class AnswerTimes {
  private readonly recent: number[] = [];

  note(ms: number): void {
    this.recent.push(ms);
    if (this.recent.length > KEPT) this.recent.shift();
  }

  get isEmpty(): boolean {
    return this.recent.length === 0;
  }

  /** What nearly every answer keeps within (ms). */
  get usualMs(): number {
    const ascending = [...this.recent].sort((one, other) => one - other);
    return ascending[Math.floor(HIGH * ascending.length)] ?? UNSEEN_MS;
  }

  /** For how long an answer is waited for before another Region is asked too (ms): the less is known, the longer beyond what is. */
  get patienceMs(): number {
    if (this.isEmpty) return UNSEEN_PATIENCE_MS;
    return Math.max(LEAST_PATIENCE_MS, TIMES_USUAL * (1 + 1 / this.recent.length) * this.usualMs);
  }
}

const THROTTLE_MS = 10_000;
/** As long as the hope for quota is remembered: throttling.ts. */
const REFUSAL_KEPT_MS = 60_000;
const SHARE_MEMORY_MS = 60_000;
const FAULT_MS = 10_000;
const FAULT_MAX_MS = 60_000;
const SILENCE_MS = 2_500;
const CONFIG_MS = 60_000;

/**
 * What one environment remembers of one Region, for one operation. It is advice: it puts Regions in order, and in an overload makes a
 * request ask fewer of them (choice.ts). It excludes none, because a quota's bucket fills again within a second and another
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
