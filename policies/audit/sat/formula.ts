/** Boolean formulas over single tests of variables: of texts, of sets of texts, of addresses, numbers and dates. */
import type { Pattern } from "./pattern";

/** What is tested, by name. */
export type Variable = string;

/** Of one value. All but "present" are false for an absent variable. */
export type ValueTest =
  | { readonly kind: "matches"; readonly pattern: Pattern }
  /** An IPv4 address or range as CIDR. */
  | { readonly kind: "inNetwork"; readonly cidr: string }
  /** The value as a number; a date is its milliseconds since 1970 (`unit: "date"` reads ISO 8601 and epoch seconds). */
  | {
      readonly kind: "compares";
      readonly to: number;
      readonly how: "<" | "<=" | "=";
      readonly unit: "number" | "date";
    };

/** `some` and `every` are about the elements of a multivalued key; every is true of none. */
export type Test =
  | { readonly kind: "present" }
  | ValueTest
  | { readonly kind: "some"; readonly test: ValueTest; readonly negated: boolean }
  | { readonly kind: "every"; readonly test: ValueTest; readonly negated: boolean };

export type Formula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "atom"; readonly variable: Variable; readonly test: Test }
  | { readonly kind: "not"; readonly of: Formula }
  | { readonly kind: "and" | "or"; readonly of: readonly Formula[] };

export const TRUE: Formula = { kind: "constant", value: true };
export const FALSE: Formula = { kind: "constant", value: false };

export function atom(variable: Variable, test: Test): Formula {
  return { kind: "atom", variable, test };
}

export function not(formula: Formula): Formula {
  if (formula.kind === "constant") return formula.value ? FALSE : TRUE;
  return formula.kind === "not" ? formula.of : { kind: "not", of: formula };
}

export function and(...formulas: readonly Formula[]): Formula {
  return junction("and", formulas, FALSE, TRUE);
}

export function or(...formulas: readonly Formula[]): Formula {
  return junction("or", formulas, TRUE, FALSE);
}

export function implies(premise: Formula, conclusion: Formula): Formula {
  return or(not(premise), conclusion);
}

/** Flattens, and drops what changes nothing: `absorbing` decides alone, `neutral` has no say. */
function junction(kind: "and" | "or", formulas: readonly Formula[], absorbing: Formula, neutral: Formula): Formula {
  const telling: Formula[] = [];
  for (const formula of formulas) {
    if (formula === absorbing) return absorbing;
    if (formula.kind === kind) telling.push(...formula.of);
    else if (formula !== neutral) telling.push(formula);
  }
  const [only] = telling;
  if (only === undefined) return neutral;
  return telling.length === 1 ? only : { kind, of: telling };
}
