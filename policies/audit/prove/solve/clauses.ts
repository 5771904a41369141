/**
 * A formula as clauses, of each of which one literal has to be true. A part of the formula that is more than one test gets a
 * proposition of its own, which implies that part; nothing needs it to be implied by it.
 */
import type { Formula, Test, Variable } from "../formula";
import { testKey } from "./test-key";

/** A proposition, from 1 up; negative: its negation. */
export type Literal = number;

export interface Clause {
  readonly literals: readonly Literal[];
  /** The proposition that this clause explains: as long as it is not true, nobody needs the clause. */
  readonly explains?: number | undefined;
}

export interface Atom {
  readonly variable: Variable;
  readonly test: Test;
}

export interface Clauses {
  readonly clauses: readonly Clause[];
  readonly propositions: number;
  /** By proposition; the others stand for parts of the formula. */
  readonly atoms: ReadonlyMap<number, Atom>;
}

export function clausesOf(formula: Formula): Clauses {
  const builder = new ClauseBuilder();
  builder.require(formula, true);
  return builder;
}

class ClauseBuilder implements Clauses {
  readonly clauses: Clause[] = [];
  readonly atoms = new Map<number, Atom>();
  propositions = 0;
  private readonly atomLiterals = new Map<string, Literal>();
  private readonly partLiterals = new Map<string, Literal>();

  require(formula: Formula, value: boolean): void {
    if (formula.kind === "not") this.require(formula.of, !value);
    else if (formula.kind === (value ? "and" : "or")) for (const part of formula.of) this.require(part, value);
    else {
      const isChoice = formula.kind === "and" || formula.kind === "or";
      const literals = (isChoice ? formula.of : [formula]).map((part) => this.literalOf(part, value));
      if (!literals.includes(true)) this.add(literals.filter((literal) => typeof literal === "number"));
    }
  }

  private literalOf(formula: Formula, value: boolean): Literal | boolean {
    switch (formula.kind) {
      case "constant":
        return formula.value === value;
      case "not":
        return this.literalOf(formula.of, !value);
      case "atom":
        return value ? this.atomLiteral(formula) : -this.atomLiteral(formula);
      default:
        return this.partLiteral(formula.of, value, (formula.kind === "and") === value);
    }
  }

  private partLiteral(parts: readonly Formula[], value: boolean, isAnd: boolean): Literal | boolean {
    const literals = new Set(parts.map((part) => this.literalOf(part, value)));
    if (literals.delete(!isAnd)) return !isAnd;
    literals.delete(isAnd);
    const telling = [...literals].filter((literal) => typeof literal === "number").sort((left, right) => left - right);
    const [only] = telling;
    if (only === undefined) return isAnd;
    if (telling.length === 1) return only;
    const key = `${isAnd ? "and" : "or"} ${telling.join()}`;
    const known = this.partLiterals.get(key);
    if (known !== undefined) return known;
    const part = ++this.propositions;
    this.partLiterals.set(key, part);
    for (const clause of isAnd ? telling.map((literal) => [literal]) : [telling]) this.add([-part, ...clause], part);
    return part;
  }

  private atomLiteral({ variable, test }: Atom): Literal {
    const key = `${variable}\n${testKey(test)}`;
    const known = this.atomLiterals.get(key);
    if (known !== undefined) return known;
    const atom = ++this.propositions;
    this.atomLiterals.set(key, atom);
    this.atoms.set(atom, { variable, test });
    return atom;
  }

  private add(literals: readonly Literal[], explains?: number): void {
    const distinct = new Set(literals);
    if (literals.some((literal) => distinct.has(-literal))) return;
    this.clauses.push({ literals: [...distinct], explains });
  }
}
