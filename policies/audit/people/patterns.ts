/** Everything that a person's names can be compared with: what policies write, what rules ask, and what an ARN can be. */
import { accountsAbove } from "../accounts/joint-estate";
import type { Estate, SourcedPolicy } from "../estate";
import { everyKnownAction } from "../encode/action-sets";
import { resourcesOfAction } from "../encode/request/arn-grammar";
import { onlyText, type Pattern } from "../sat/pattern";
import type { Formula } from "../sat/formula";
import { readWrittenTest } from "../encode/written-test";
import { comparisonsWith } from "./reading";
import { type Person, wordsOf } from "./people";
import { remembered } from "../remembered";

export interface Compared {
  readonly pattern: Pattern;
  /** It goes on with a policy variable. */
  readonly hasVariable: boolean;
  /** Of the identity policies of a role that belongs to no person: about a person only where that person's role is asked for. */
  readonly isOfOthers: boolean;
}

/**
 * What names no person: a renaming turns each person's own texts into another's.
 *
 * @param one a person of the kind, whose documents stand for those of all
 */
export function comparedWith(estate: Estate, people: readonly Person[], one: Person): readonly Compared[] {
  const own = new Set(people.flatMap(({ roles }) => roles));
  const others = estate.roles.filter((role) => !own.has(role));
  const held = [...estate.endpoints, ...estate.apis, ...estate.resources].flatMap(({ policies }) => policies);
  const permissions = estate.functions.flatMap((code) => code.permissions);
  const above = accountsAbove(estate).flatMap(({ organization: { scps, rcps } }) =>
    [...scps, ...rcps].flatMap(({ policies }) => policies),
  );
  const ofAll = [...held, ...permissions, ...above, ...others.map(({ trust }) => trust)];
  const theirs = one.roles.flatMap(({ trust, identity, boundary }) => [
    trust,
    ...identity,
    ...(boundary ? [boundary] : []),
  ]);
  const names = new Set(one.names);
  const unnamed = textsOf(theirs).filter((text) => !wordsOf(text).some((word) => names.has(word)));
  const ofRoles = textsOf(others.flatMap(({ identity, boundary }) => [...identity, ...(boundary ? [boundary] : [])]));
  return [
    ...[...textsOf(ofAll), ...unnamed].flatMap((text) => compared(text, false)),
    ...ofRoles.flatMap((text) => compared(text, true)),
    ...arnGrammar(estate.partition),
  ];
}

function textsOf(policies: readonly SourcedPolicy[]): readonly string[] {
  const texts = new Set<string>();
  for (const { document } of policies)
    for (const { Resource, NotResource, Principal, NotPrincipal, Condition } of document.Statement)
      textsIn([Resource, NotResource, Principal, NotPrincipal, Condition], texts);
  return [...texts];
}

function compared(text: string, isOfOthers: boolean): readonly Compared[] {
  const { patterns, hasVariable } = comparisonsWith(text);
  return patterns.map((pattern) => ({ pattern, hasVariable, isOfOthers }));
}

function textsIn(value: unknown, into: Set<string>): void {
  if (typeof value === "string") into.add(value);
  else if (typeof value === "object" && value !== null) for (const item of Object.values(value)) textsIn(item, into);
}

const grammars = new Map<string, readonly Compared[]>();

function arnGrammar(partition: string): readonly Compared[] {
  return remembered(grammars, partition, () => grammarOf(partition));
}

function grammarOf(partition: string): readonly Compared[] {
  const all = new Set<Pattern>();
  for (const action of everyKnownAction())
    for (const pattern of resourcesOfAction(action, { partition })) all.add(pattern);
  const once = new Map([...all].map((pattern) => [JSON.stringify(pattern), pattern]));
  return [...once.values()].map((pattern) => ({ pattern, hasVariable: false, isOfOthers: false }));
}

/** What a formula compares parts of a request with. */
export function inFormula(formula: Formula): readonly Compared[] {
  switch (formula.kind) {
    case "constant":
      return [];
    case "not":
      return inFormula(formula.of);
    case "and":
    case "or":
      return formula.of.flatMap(inFormula);
    case "atom": {
      const { variable, test } = formula;
      const written = readWrittenTest(variable);
      if (written) return written.values.flatMap((value) => compared(value, false));
      const single = test.kind === "some" || test.kind === "every" ? test.test : test;
      return single.kind === "matches" ? [{ pattern: single.pattern, hasVariable: false, isOfOthers: false }] : [];
    }
  }
}

/** The pattern with its wildcards as characters that are in no name. */
export function shownText(pattern: Pattern): string {
  return onlyText(pattern) ?? pattern.map((token) => onlyText([token]) ?? "\n").join("");
}
