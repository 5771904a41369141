/**
 * Whether an assignment exists that makes a formula true. "unsatisfiable" is a proof: every way of making the formula true was
 * ruled out, by its form or because no value of some variable passes the tests that it would have to.
 */
import { clausesOf } from "./clauses";
import { OutOfBudgetError } from "./find-text";
import type { Formula } from "./formula";
import { holds } from "./holds";
import { CombinedTheory } from "./combined-theory";
import type { Domains, Satisfaction, SearchLimits } from "./satisfaction";
import { search } from "./cdcl";

const LIMITS: SearchLimits = { decisions: 20_000, states: 150_000 };

/**
 * Of an absent variable, `every` is true and all else false. A set may be present and yet empty, unless the formula asks for
 * `some` element; a single value is a set of one; a test of one value on a set is undecided.
 *
 * Throws when what was found does not make the formula true after all, which would be a fault of the search, and when a
 * network is not IPv4.
 */
export function satisfy(formula: Formula, domains: Domains, limits: Partial<SearchLimits> = {}): Satisfaction {
  const { decisions, states } = { ...LIMITS, ...limits };
  const problem = clausesOf(formula);
  const theory = new CombinedTheory(problem.atoms, domains, { states });
  try {
    if (theory.isPossible() && search(problem, theory, decisions)) {
      const { assignment } = theory;
      if (!holds(formula, assignment)) throw new Error("The assignment that was found does not make the formula true.");
      return { kind: "satisfied", assignment };
    }
  } catch (error) {
    if (error instanceof OutOfBudgetError) return { kind: "undecided", why: error.message };
    throw error;
  }
  return theory.doubt === undefined ? { kind: "unsatisfiable" } : { kind: "undecided", why: theory.doubt };
}
