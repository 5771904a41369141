/**
 * Lists, element by element: as many as there are tests that each ask for some element, since every one of those can be had by
 * an element of its own, and more elements add nothing.
 */
import { keyVariable } from "../key-variable";
import { and, atom, type Formula, not, or, type Variable } from "../../sat/formula";
import { testKey } from "../../sat/clauses";
import { literal } from "../../sat/pattern";
import type { Scope } from "../scope";
import { variablesIn } from "../template";
import { readWrittenTest } from "../written-test";

const TAG_KEYS = "key:aws:tagkeys";
const REQUEST_TAG = "key:aws:requesttag/";

/** The elements of each list that the formulas are about. Tags that are asked about by name have elements of their own. */
export function listElements(formulas: readonly Formula[], scope: Scope): ReadonlyMap<Variable, readonly Variable[]> {
  const tests = new Map<Variable, Set<string>>();
  const tags = new Set<string>();
  for (const { variable, test } of atomsOf(formulas)) {
    const written = readWrittenTest(variable);
    const on = written?.on ?? variable;
    const keys = (written?.values ?? []).flatMap(variablesIn).map(({ key }) => keyVariable(key));
    for (const part of [on, ...keys]) if (part.startsWith(REQUEST_TAG)) tags.add(part.slice(REQUEST_TAG.length));
    if (!on.startsWith("key:") || scope.shapeOf(on.slice("key:".length)) !== "list") continue;
    tests.set(on, (tests.get(on) ?? new Set()).add(`${variable} ${testKey(test)}`));
  }
  return new Map([...tests].map(([list, { size }]) => [list, elementsOf(list, size, tags)]));
}

function elementsOf(list: Variable, tests: number, tags: ReadonlySet<string>): Variable[] {
  const named = list === TAG_KEYS ? [...tags].sort().map((tag) => `element "${tag}" of ${list}`) : [];
  return [...named, ...Array.from({ length: tests }, (_, index) => `element ${index} of ${list}`)];
}

/** Of an element, its list and, for a tag that is asked about, its name; of anything else, itself. */
export function elementOf(variable: Variable): { readonly of: Variable; readonly name?: string } {
  const [, name, of] = /^element (?:"(.*)"|\d+) of (key:.*)$/s.exec(variable) ?? [];
  if (of === undefined) return { of: variable };
  return name === undefined ? { of } : { of, name };
}

/** A tag is in the request if and only if its name is among the tag keys, whatever its case. */
export function tagNames(mentioned: ReadonlySet<Variable>): Formula[] {
  const elements = [...mentioned].filter((variable) => elementOf(variable).of === TAG_KEYS && variable !== TAG_KEYS);
  const names = elements.flatMap((variable) => elementOf(variable).name ?? []);
  return elements.flatMap((variable) => {
    const { name } = elementOf(variable);
    const others = names.map((each) => not(atom(variable, { kind: "matches", pattern: literal(each, true) })));
    return name === undefined ? others : [same(present(variable), present(`${REQUEST_TAG}${name}`))];
  });
}

/** What a session hands on are tags of its own. */
export function inheritedTags(mentioned: ReadonlySet<Variable>): Formula[] {
  const elementsIn = (list: Variable) => [...mentioned].filter((each) => each !== list && elementOf(each).of === list);
  const handed = elementsIn(keyVariable("sts:TransitiveTagKeys"));
  const own = elementsIn(TAG_KEYS);
  // Where nothing else is asked about the tags, any one will do.
  const tags = own.length > 0 ? own : [`element 0 of ${TAG_KEYS}`];
  return handed.map((each) => or(not(present(each)), ...tags.map(present)));
}

export function variablesOf(formulas: readonly Formula[]): Set<Variable> {
  return new Set(atomsOf(formulas).map(({ variable }) => variable));
}

type Atom = Extract<Formula, { readonly kind: "atom" }>;

function atomsOf(formulas: readonly Formula[]): readonly Atom[] {
  const seen = new Set<Formula>();
  const found: Atom[] = [];
  const visit = (formula: Formula): void => {
    if (formula.kind === "constant" || seen.has(formula)) return;
    seen.add(formula);
    if (formula.kind === "atom") found.push(formula);
    else if (formula.kind === "not") visit(formula.of);
    else formula.of.forEach(visit);
  };
  formulas.forEach(visit);
  return found;
}

function present(variable: Variable): Formula {
  return atom(variable, { kind: "present" });
}

function same(one: Formula, other: Formula): Formula {
  return and(or(not(one), other), or(one, not(other)));
}
