/**
 * A formula in clause form: of each clause one literal has to be true. A part of the formula that is more than one test gets a proposition
 * of its own, which implies that part. The other direction is not needed where a part occurs in one polarity only (Plaisted and Greenbaum:
 * A Structure-preserving Clause Form Translation, 1986).
 */
import type { Formula, Test, Variable } from "./formula";
import type { Pattern } from "./pattern";
import { remembered } from "../remembered";

/** A proposition, from 1 up; negative: its negation. */
export type Literal = number;

export interface Clause {
  readonly literals: readonly Literal[];
  /** The proposition that this clause defines: as long as that is not true, the clause is not needed. */
  readonly definitionOf?: number | undefined;
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

  private add(literals: readonly Literal[], definitionOf?: number): void {
    const distinct = new Set(literals);
    if (literals.some((literal) => distinct.has(-literal))) return;
    this.clauses.push({ literals: [...distinct], definitionOf });
  }
}

/** Patterns are long and used again and again, in every formula about the same texts. */
const keys = new WeakMap<Pattern, string>();

/** Two tests that ask the same have the same key, so that they are decided once. */
export function testKey(test: Test): string {
  switch (test.kind) {
    case "present":
      return "present";
    case "matches":
      return `matches ${patternKey(test.pattern)}`;
    case "inNetwork":
      return `in ${test.cidr}`;
    case "compares":
      return `${test.unit} ${test.how} ${test.to}`;
    default:
      return `${test.kind} ${test.negated ? "not " : ""}${testKey(test.test)}`;
  }
}

function patternKey(pattern: Pattern): string {
  return remembered(keys, pattern, () => keyOfPattern(pattern));
}

function keyOfPattern(pattern: Pattern): string {
  let key = "";
  for (const token of pattern) {
    const isRun = "many" in token;
    const { characters, negated } = isRun ? token.many : token.one;
    // The length tells where the characters end, whatever they are.
    key += `${isRun ? "*" : ""}${negated ? "^" : ""}${characters.length}${characters}`;
  }
  return key;
}
