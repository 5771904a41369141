/** What is certain and what cannot be excluded, side by side: AWS leaves a few outcomes open, and the evaluator calls them undecidable. */
import { and, FALSE, type Formula, not, or, TRUE } from "./formula";

/** `must` implies `may`. Where AWS documents the outcome, the two are the same. */
export interface Claim {
  /** True of every request of which this might hold, in some reading. */
  readonly may: Formula;
  /** True only of requests of which it holds in every reading. */
  readonly must: Formula;
}

export const NEVER: Claim = sure(FALSE);
export const ALWAYS: Claim = sure(TRUE);

export function sure(formula: Formula): Claim {
  return { may: formula, must: formula };
}

export function all(...claims: readonly Claim[]): Claim {
  return { may: and(...claims.map(({ may }) => may)), must: and(...claims.map(({ must }) => must)) };
}

export function any(...claims: readonly Claim[]): Claim {
  return { may: or(...claims.map(({ may }) => may)), must: or(...claims.map(({ must }) => must)) };
}

export function opposite({ may, must }: Claim): Claim {
  return { may: not(must), must: not(may) };
}

/** Two readings of the same text: it may hold if either says so, and must hold if both do. */
export function eitherReading(one: Claim, other: Claim): Claim {
  return { may: or(one.may, other.may), must: and(one.must, other.must) };
}

/** What holds might not, where this is so. */
export function doubtedWhere(where: Formula, { may, must }: Claim): Claim {
  return { may, must: and(must, not(where)) };
}
