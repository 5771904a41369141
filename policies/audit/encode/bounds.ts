/**
 * An over-approximation and an under-approximation of a set of requests, side by side: AWS leaves a few outcomes open, and the evaluator
 * calls them undecidable. See THEORY.md.
 */
import { and, FALSE, type Formula, not, or, TRUE } from "../sat/formula";

/** `lower` implies `upper`. Where AWS documents the outcome, the two are the same. */
export interface Bounds {
  /** True of every request of which this might hold, in some reading. */
  readonly upper: Formula;
  /** True only of requests of which it holds in every reading. */
  readonly lower: Formula;
}

export const NEVER: Bounds = sure(FALSE);
export const ALWAYS: Bounds = sure(TRUE);

export function sure(formula: Formula): Bounds {
  return { upper: formula, lower: formula };
}

export function all(...bounds: readonly Bounds[]): Bounds {
  return { upper: and(...bounds.map(({ upper }) => upper)), lower: and(...bounds.map(({ lower }) => lower)) };
}

export function any(...bounds: readonly Bounds[]): Bounds {
  return { upper: or(...bounds.map(({ upper }) => upper)), lower: or(...bounds.map(({ lower }) => lower)) };
}

export function opposite({ upper, lower }: Bounds): Bounds {
  return { upper: not(lower), lower: not(upper) };
}

/** Two readings of the same text: it is within the upper bound if either says so, and within the lower one if both do. */
export function eitherReading(one: Bounds, other: Bounds): Bounds {
  return { upper: or(one.upper, other.upper), lower: and(one.lower, other.lower) };
}

/** Where this is so, what holds is not certain. */
export function doubtedWhere(where: Formula, { upper, lower }: Bounds): Bounds {
  return { upper, lower: and(lower, not(where)) };
}
