import { ratio } from "./confusion";
import { binomialUpperBound, ruleOfThree } from "./bounds";
import type { Spread } from "./resampling";

/** Errors among attempts. */
export interface Seen {
  readonly errors: number;
  readonly attempts: number;
  /** See MeasuredRate. */
  readonly independent: number;
}

/** An error rate with what it may be in truth. Ratios, 0 to 1. */
export interface MeasuredRate {
  readonly errors: number;
  readonly attempts: number;
  /** Different pairs of people among the attempts: as many as can be called independent. */
  readonly independent: number;
  readonly rate: number;
  /** 95 % interval, by bootstrap over people; from 0 to the rule of three's bound when no error was seen. */
  readonly low: number;
  readonly high: number;
  /** One-sided 95 % upper bound: what a promise has to rest on. */
  readonly upper: number;
  readonly bound: "bootstrap" | "binomial" | "rule-of-three";
}

/** With more errors than these resampling people tells enough, and the exact bound takes long. */
const FEW_ERRORS = 100;

/**
 * Where few errors were seen, resampling people sees no more of them than there were: the bound is then the exact binomial one, if that is
 * higher. It is never lower than either.
 *
 * @param spread of the rate, when people were resampled; undefined when that gave nothing
 * @returns undefined without attempts
 */
export function measuredRate(seen: Seen, spread: Spread | undefined): MeasuredRate | undefined {
  const { errors, attempts, independent } = seen;
  const rate = ratio(errors, attempts);
  if (rate === undefined) return undefined;
  if (errors === 0) {
    const upper = ruleOfThree(independent);
    return { ...seen, rate, low: 0, high: upper, upper, bound: "rule-of-three" };
  }
  const isExact = errors <= FEW_ERRORS || spread === undefined;
  const exact = isExact ? binomialUpperBound(errors, attempts) : rate;
  const upper = Math.max(exact, spread?.upper ?? 0);
  return {
    ...seen,
    rate,
    low: Math.min(rate, spread?.low ?? 0),
    high: Math.max(upper, spread?.high ?? 0),
    upper,
    bound: isExact && upper === exact ? "binomial" : "bootstrap",
  };
}
