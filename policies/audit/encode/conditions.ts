/** The Condition of a statement, as bounds of the requests that meet it: all operators and keys hold; of the values any one, or negated none. */
import type { Conditions } from "../../document";
import { ALWAYS, all, any, type Bounds, doubtedWhere, NEVER, sure } from "./bounds";
import {
  type MeasureOperator,
  negatedIf,
  operatorUse,
  type OperatorUse,
  type Quantifier,
  type TextOperator,
} from "./condition-operators";
import { keyVariable } from "./key-variable";
import { and, FALSE, type Formula, not, or } from "../sat/formula";
import { anyOf, isEmptyText, presence, type Scope, type KeyShape } from "./scope";
import { type Reading, unsetIn, valueMatches } from "./values";
import { writtenTest } from "./written-test";

export function conditionsBounds(conditions: Conditions, scope: Scope, reading: Reading): Bounds {
  const bounds = Object.entries(conditions).flatMap(([name, keys]) => {
    const operator = operatorUse(name);
    if (!operator) throw new Error(`Condition operator ${name} has no meaning here.`);
    return Object.entries(keys).map(([key, values]) => conditionClaim(operator, key, listed(values), scope, reading));
  });
  return all(...bounds);
}

function conditionClaim(
  operator: OperatorUse,
  key: string,
  values: readonly string[],
  scope: Scope,
  reading: Reading,
): Bounds {
  const isPresent = presence(scope, key);
  if (operator.kind === "null")
    return sure(anyOf(values, (value) => (value.toLowerCase() === "true" ? not(isPresent) : isPresent)));
  const shape = scope.shapeOf(key);
  if (shape === "absent") return absentBounds(operator, values, scope, reading);
  if (operator.kind === "measure") return measureClaim(operator, key, values, scope, shape);
  const held = textClaim(operator, key, values, scope, reading);
  // "Equals nothing" or "voids the statement": AWS says both of a variable without a value.
  return doubtedWhere(unsetIn(values, scope, reading), held);
}

/** ForAnyValue finds no value to pass, IfExists or not; ForAllValues has none to object to. */
function absentBounds(operator: OperatorUse, values: readonly string[], scope: Scope, reading: Reading): Bounds {
  const { quantifier, ifExists } = operator;
  if (quantifier === "ForAnyValue") return NEVER;
  const negated = operator.kind !== "null" && operator.negated;
  if (quantifier === undefined && !negated && !ifExists) return NEVER;
  return operator.kind === "text" ? doubtedWhere(unsetIn(values, scope, reading), ALWAYS) : ALWAYS;
}

function textClaim(
  operator: TextOperator & OperatorUse,
  key: string,
  values: readonly string[],
  scope: Scope,
  reading: Reading,
): Bounds {
  const { comparison, negated, quantifier, ifExists } = operator;
  const on = keyVariable(key);
  if (scope.shapeOf(key) === "list") {
    if (quantifier === undefined) return listOnSingleOperator(scope, key, negated || ifExists);
    const kind = quantifier === "ForAllValues" ? "every" : "some";
    const held = writtenTest({ on, comparison, values, negated, quantifier: kind, ...reading });
    const noArn = { on, comparison, values: [ANY_ARN], negated: true, quantifier: "some" } as const;
    return saysNotWhich(operator) ? doubtedWhere(writtenTest(noArn), sure(held)) : sure(held);
  }
  const matches = anyOf(values, (value) => valueMatches(on, comparison, value, reading));
  const passes = negated ? not(matches) : matches;
  const held = sure(singleValue(scope, key, passes, quantifier, ifExists));
  if (!saysNotWhich(operator)) return held;
  return doubtedWhere(and(presence(scope, key), not(valueMatches(on, comparison, ANY_ARN, {}))), held);
}

const ANY_ARN = "arn:*:*:*:*:*";

/** Of a text that is not an ARN, AWS does not say whether it "is not" this ARN. */
function saysNotWhich({ comparison, negated }: TextOperator): boolean {
  return comparison === "arn" && negated;
}

/** A key of one value under an operator: set operators take it for a set of one. */
function singleValue(
  scope: Scope,
  key: string,
  passes: Formula,
  quantifier: Quantifier | undefined,
  ifExists: boolean,
): Formula {
  const isPresent = presence(scope, key);
  if (quantifier === "ForAnyValue") return and(isPresent, passes);
  // "Or if the keys resolve to a null data set, such as an empty string".
  if (quantifier === "ForAllValues") return or(not(isPresent), isEmptyText(scope, key), passes);
  return ifExists ? or(not(isPresent), passes) : passes;
}

function measureClaim(
  operator: MeasureOperator & OperatorUse,
  key: string,
  values: readonly string[],
  scope: Scope,
  shape: KeyShape,
): Bounds {
  const { negated, quantifier, ifExists } = operator;
  if (shape === "list" && quantifier === undefined) return listOnSingleOperator(scope, key, negated || ifExists);
  // A list of sizes under a set operator: no key is one, so it may be anything and is nothing for certain.
  if (shape === "list") return { upper: ALWAYS.upper, lower: FALSE };
  const held = negatedIf(negated, any(...values.map((value) => operator.passes(keyVariable(key), value))));
  const reading = (formula: Formula) => singleValue(scope, key, formula, quantifier, ifExists);
  return { upper: reading(held.upper), lower: reading(held.lower) };
}

/** AWS does not say what an operator for one value does with several. */
function listOnSingleOperator(scope: Scope, key: string, holdsWhenAbsent: boolean): Bounds {
  const isPresent = presence(scope, key);
  return holdsWhenAbsent ? { upper: ALWAYS.upper, lower: not(isPresent) } : { upper: isPresent, lower: FALSE };
}

export function listed(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
