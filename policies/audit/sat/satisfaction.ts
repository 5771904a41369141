/** The answer to "can this formula be true?", and what is known of its variables beforehand. */
import type { Variable } from "./formula";
import type { Pattern } from "./pattern";

/** The values that a variable may have at all. */
export interface Domain {
  /** "texts" is a multivalued key: a set, whose elements follow the grammar. */
  readonly kind: "text" | "texts";
  /** A value has to fit one of these; none means any text. */
  readonly grammar: readonly Pattern[];
  readonly mayBeAbsent: boolean;
}

/** A variable without an entry is optional, single-valued and of any non-empty text. */
export type Domains = ReadonlyMap<Variable, Domain>;

/** Values of the variables that the formula mentions; absent ones are left out. */
export type Assignment = ReadonlyMap<Variable, string | readonly string[]>;

export type Satisfaction =
  | { readonly kind: "satisfied"; readonly assignment: Assignment }
  | { readonly kind: "unsatisfiable" }
  /** A limit was reached, or tests were mixed that the search cannot combine: never to be read as "no". */
  | { readonly kind: "undecided"; readonly why: string };

export interface SearchLimits {
  /** Decisions on atoms. */
  readonly decisions: number;
  /** States of automata, over all theory checks. */
  readonly states: number;
}
