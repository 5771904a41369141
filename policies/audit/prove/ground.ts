/**
 * From what policies and rules say to single tests of single values: lists become elements, variables become values, or, as
 * long as no values are chosen, tests of their own of which only the consequences are known.
 */
import { keyVariable } from "../encode/key-variable";
import { and, atom, FALSE, type Formula, not, or, type Test, TRUE, type Variable } from "../sat/formula";
import { isEmptyText } from "../encode/scope";
import { valueHolds } from "../sat/holds";
import { variablesIn } from "../encode/template";
import { patternOf } from "../encode/text-patterns";
import type { RequestModel } from "../encode/request/request-model";
import { readWrittenTest, type WrittenTest } from "../encode/written-test";

/** Values for the keys that stand as variables in policies; undefined for an absent key. Names are in lower case. */
export type Chosen = ReadonlyMap<string, string | undefined>;

/** A test against a value with variables: true only if the variables have values, and the text matches with these. */
export interface OpenTest {
  readonly name: Variable;
  readonly on: Variable;
  readonly test: WrittenTest;
  readonly value: string;
}

export class Grounding {
  private readonly memory = new WeakMap<Formula, Formula>();
  private readonly open = new Map<string, OpenTest>();

  /** @param elements of each list key, how many elements may be needed */
  constructor(
    private readonly model: RequestModel,
    private readonly elements: ReadonlyMap<Variable, readonly Variable[]>,
    private readonly chosen?: Chosen,
  ) {}

  get openTests(): readonly OpenTest[] {
    return [...this.open.values()];
  }

  ground(formula: Formula): Formula {
    if (formula.kind === "constant") return formula;
    const known = this.memory.get(formula);
    if (known) return known;
    const grounded = this.groundAnew(formula);
    this.memory.set(formula, grounded);
    return grounded;
  }

  private groundAnew(formula: Exclude<Formula, { readonly kind: "constant" }>): Formula {
    switch (formula.kind) {
      case "not":
        return not(this.ground(formula.of));
      case "and":
        return and(...this.partsOf(formula.of, FALSE));
      case "or":
        return or(...this.partsOf(formula.of, TRUE));
      case "atom":
        return this.groundAtom(formula.variable, formula.test);
    }
  }

  /** Up to the first part that decides alone. */
  private partsOf(formulas: readonly Formula[], deciding: Formula): readonly Formula[] {
    const parts: Formula[] = [];
    for (const formula of formulas) {
      const part = this.ground(formula);
      if (part === deciding) return [part];
      parts.push(part);
    }
    return parts;
  }

  private groundAtom(variable: Variable, test: Test): Formula {
    const written = readWrittenTest(variable);
    if (written) return this.groundWritten(written);
    const list = this.elements.get(variable);
    if (list) return this.testOfList(list, test);
    if (this.isAbsent(variable)) return FALSE;
    return this.testOf(variable, test);
  }

  /** A test of one value means some element of a list. */
  private testOfList(list: readonly Variable[], test: Test): Formula {
    const { test: ofOne, negated } = test.kind === "some" || test.kind === "every" ? test : { test, negated: false };
    const passes = list.map((each) => (negated ? not(this.testOf(each, ofOne)) : this.testOf(each, ofOne)));
    const present = list.map((each) => this.testOf(each, { kind: "present" }));
    if (test.kind === "every") return and(...passes.map((pass, index) => or(not(present[index] ?? TRUE), pass)));
    return or(...passes.map((pass, index) => and(present[index] ?? TRUE, pass)));
  }

  testOf(variable: Variable, test: Test): Formula {
    if (variable === "action" && this.model.scope.action !== undefined)
      return constant(holdsOf(test, this.model.scope.action));
    const value = this.model.known.get(variable);
    if (value !== undefined) return constant(holdsOf(test, value));
    const folded = variable.slice(KEY.length);
    if (!this.chosen?.has(folded) || !variable.startsWith(KEY)) return atom(variable, test);
    const chosen = this.chosen.get(folded);
    return constant(chosen !== undefined && holdsOf(test, chosen));
  }

  private groundWritten(written: WrittenTest): Formula {
    const { on, quantifier, negated } = written;
    const list = this.elements.get(on);
    if (!list) {
      if (this.isAbsent(on)) return constant(quantifier === "every" || (quantifier === undefined && negated));
      const passes = this.oneOf(on, written);
      if (quantifier === undefined) return passes;
      const present = this.testOf(on, { kind: "present" });
      return quantifier === "some" ? and(present, passes) : or(not(present), passes);
    }
    const present = (element: Variable) => this.testOf(element, { kind: "present" });
    if (quantifier === "every") return and(...list.map((each) => or(not(present(each)), this.oneOf(each, written))));
    return or(...list.map((each) => and(present(each), this.oneOf(each, written))));
  }

  private oneOf(on: Variable, written: WrittenTest): Formula {
    const matches = or(...written.values.map((value) => this.valueTest(on, value, written)));
    return written.negated ? not(matches) : matches;
  }

  valueTest(on: Variable, value: string, written: WrittenTest): Formula {
    const { comparison, isPlain, emptyIsNothing, defaultIsLive } = written;
    const variables = isPlain ? [] : variablesIn(value);
    if (variables.length > 0 && !this.chosen) return this.openTest(on, value, written);
    const meaning = (key: string, otherwise: string | undefined) => {
      const chosen = this.chosen?.get(key.toLowerCase());
      const isNothing = chosen === undefined || (chosen === "" && emptyIsNothing);
      if (!isNothing) return { text: chosen };
      return otherwise === undefined ? undefined : { text: otherwise, isLive: defaultIsLive ?? false };
    };
    const pattern = isPlain ? patternOf(comparison, value) : patternOf(comparison, value, meaning);
    return pattern ? this.testOf(on, { kind: "matches", pattern }) : FALSE;
  }

  /** One test for both readings of empty values, as far as that is said by the values being empty or not. */
  private openTest(on: Variable, value: string, written: WrittenTest): Formula {
    const variables = variablesIn(value);
    const required = variables.filter(({ otherwise }) => otherwise === undefined);
    if (required.some(({ key }) => this.isAbsent(keyVariable(key)))) return FALSE;
    const hasDefault = required.length < variables.length;
    const { comparison, emptyIsNothing = false, defaultIsLive = false } = written;
    const text = JSON.stringify([on, comparison, value, hasDefault && emptyIsNothing, hasDefault && defaultIsLive]);
    const plain: WrittenTest = { ...written, emptyIsNothing: hasDefault && emptyIsNothing };
    const test = this.open.get(text) ?? { name: `open#${this.open.size}`, on, test: plain, value };
    this.open.set(text, test);
    const holds = atom(test.name, { kind: "present" });
    if (!emptyIsNothing) return holds;
    return and(holds, ...required.map(({ key }) => not(this.ground(isEmptyText(this.model.scope, key)))));
  }

  private isAbsent(variable: Variable): boolean {
    return variable.startsWith(KEY) && this.model.scope.shapeOf(variable.slice(KEY.length)) === "absent";
  }
}

const KEY = "key:";

function holdsOf(test: Test, value: string): boolean {
  if (test.kind === "present") return true;
  if (test.kind === "some" || test.kind === "every") return valueHolds(test.test, value) !== test.negated;
  return valueHolds(test, value);
}

function constant(value: boolean): Formula {
  return value ? TRUE : FALSE;
}
