/** The theory of all variables together: they share nothing, so that each is decided by itself. Keeps the values that fit the tests decided so far. */
import type { Atom, Literal } from "./clauses";
import type { Budget } from "./find-text";
import type { Variable } from "./formula";
import { testHolds } from "./holds";
import { ANY, oneOrMore } from "./pattern";
import type { Assignment, Domain, Domains } from "./satisfaction";
import type { Theory } from "./cdcl";
import { type Result, VariableTheory } from "./variable-theory";

const ANY_TEXT: Domain = { kind: "text", grammar: [oneOrMore(ANY)], mayBeAbsent: true };

interface Part {
  /** The propositions that test this variable. */
  readonly atoms: readonly number[];
  readonly theory: VariableTheory;
  value: string | readonly string[] | undefined;
}

export class CombinedTheory implements Theory {
  /** Why an assignment was passed over that nothing rules out. */
  doubt: string | undefined;
  private readonly propagated = new Set<Literal>();
  private readonly parts = new Map<Variable, Part>();

  constructor(
    private readonly atoms: ReadonlyMap<number, Atom>,
    domains: Domains,
    budget: Budget,
  ) {
    const byVariable = new Map<Variable, number[]>();
    for (const [atom, { variable }] of atoms) byVariable.set(variable, [...(byVariable.get(variable) ?? []), atom]);
    for (const [variable, own] of byVariable) {
      const tests = own.flatMap((atom) => atoms.get(atom)?.test ?? []);
      const theory = new VariableTheory(domains.get(variable) ?? ANY_TEXT, tests, budget);
      this.parts.set(variable, { atoms: own, theory, value: undefined });
    }
  }

  /** Of the variables that have a value; absent ones are left out. */
  get assignment(): Assignment {
    const present = [...this.parts].flatMap(([variable, { value }]) =>
      value === undefined ? [] : [[variable, value] as const],
    );
    return new Map(present);
  }

  /** Before anything is decided: false when a variable that cannot be absent has no value at all. */
  isPossible(): boolean {
    return [...this.parts.values()].every((part) => !this.settle(part, () => false));
  }

  conflict(fresh: readonly Literal[], isTrue: (literal: Literal) => boolean): readonly Literal[] | undefined {
    const changed = new Set(fresh.flatMap((literal) => this.partOf(literal) ?? []));
    for (const part of changed) {
      const conflict = this.settle(part, isTrue);
      if (conflict) return conflict;
    }
    return undefined;
  }

  propagate(fresh: readonly Literal[]): readonly (readonly Literal[])[] {
    return fresh.flatMap((literal) => {
      const part = this.partOf(literal);
      if (!part || this.propagated.has(literal)) return [];
      this.propagated.add(literal);
      const test = part.atoms.indexOf(Math.abs(literal));
      const excluded = part.theory.excludedBy({ test, holds: literal > 0 });
      return excluded.map((result) => [-literal, -this.literalOf(part, result)]);
    });
  }

  prefers(literal: Literal): boolean {
    const test = this.atoms.get(Math.abs(literal))?.test;
    const part = this.partOf(literal);
    return test !== undefined && part !== undefined && testHolds(test, part.value) === literal > 0;
  }

  private settle(part: Part, isTrue: (literal: Literal) => boolean): readonly Literal[] | undefined {
    const decided = [...part.atoms.entries()].filter(([, atom]) => isTrue(atom) || isTrue(-atom));
    const results = decided.map(([test, atom]) => ({ test, holds: isTrue(atom) }));
    const verdict = part.theory.check(results);
    if (verdict.kind === "possible") {
      part.value = verdict.value;
      return undefined;
    }
    if (verdict.kind === "undecided") this.doubt ??= verdict.why;
    const against = verdict.kind === "undecided" ? results : verdict.conflict;
    return against.map((result) => -this.literalOf(part, result));
  }

  private literalOf({ atoms }: Part, { test, holds }: Result): Literal {
    const atom = atoms[test] ?? 0;
    return holds ? atom : -atom;
  }

  private partOf(literal: Literal): Part | undefined {
    const atom = this.atoms.get(Math.abs(literal));
    return atom && this.parts.get(atom.variable);
  }
}
