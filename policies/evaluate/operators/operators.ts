/**
 * The condition operators we model. One line each in the table below; whatever is not in it is refused.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { address } from "./addresses";
import { arn, type Comparison, date, equals, equalsIgnoreCase, like, number, type Order, truth } from "./comparisons";

export interface Operator {
  readonly comparison: Comparison;
  /** Negated operators hold when none of the policy's values matches, and when the key is absent. */
  readonly negated: boolean;
}

const same: Order = (actual, expected) => actual === expected;
const less: Order = (actual, expected) => actual < expected;
const atMost: Order = (actual, expected) => actual <= expected;
const greater: Order = (actual, expected) => actual > expected;
const atLeast: Order = (actual, expected) => actual >= expected;

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["StringEquals", { comparison: equals, negated: false }],
  ["StringNotEquals", { comparison: equals, negated: true }],
  ["StringEqualsIgnoreCase", { comparison: equalsIgnoreCase, negated: false }],
  ["StringNotEqualsIgnoreCase", { comparison: equalsIgnoreCase, negated: true }],
  ["StringLike", { comparison: like, negated: false }],
  ["StringNotLike", { comparison: like, negated: true }],
  ["ArnEquals", { comparison: arn, negated: false }],
  ["ArnLike", { comparison: arn, negated: false }],
  ["ArnNotEquals", { comparison: arn, negated: true }],
  ["ArnNotLike", { comparison: arn, negated: true }],
  ["Bool", { comparison: truth, negated: false }],
  ["NumericEquals", { comparison: number(same), negated: false }],
  ["NumericNotEquals", { comparison: number(same), negated: true }],
  ["NumericLessThan", { comparison: number(less), negated: false }],
  ["NumericLessThanEquals", { comparison: number(atMost), negated: false }],
  ["NumericGreaterThan", { comparison: number(greater), negated: false }],
  ["NumericGreaterThanEquals", { comparison: number(atLeast), negated: false }],
  ["DateEquals", { comparison: date(same), negated: false }],
  ["DateNotEquals", { comparison: date(same), negated: true }],
  ["DateLessThan", { comparison: date(less), negated: false }],
  ["DateLessThanEquals", { comparison: date(atMost), negated: false }],
  ["DateGreaterThan", { comparison: date(greater), negated: false }],
  ["DateGreaterThanEquals", { comparison: date(atLeast), negated: false }],
  ["IpAddress", { comparison: address, negated: false }],
  ["NotIpAddress", { comparison: address, negated: true }],
  // Null compares the key's absence with "true" or "false"; conditions.ts hands it that absence as the value.
  ["Null", { comparison: truth, negated: false }],
]);

export interface OperatorUse extends Operator {
  readonly name: string;
  readonly quantifier?: "ForAllValues" | "ForAnyValue";
  readonly ifExists: boolean;
}

export const SUPPORTED_OPERATORS = `${[...OPERATORS.keys()].join(", ")}; IfExists behind all but Null; ForAllValues: and ForAnyValue: before String and Arn operators`;

/** Reads an operator as a policy writes it, or undefined when it is not modelled. */
export function operatorNamed(text: string): OperatorUse | undefined {
  const [, quantifier, name = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  const operator = OPERATORS.get(name);
  if (!operator || (name === "Null" && ifExists) || (quantifier && !operator.comparison.text)) return undefined;
  const use = { ...operator, name, ifExists: ifExists !== undefined };
  return quantifier === "ForAllValues" || quantifier === "ForAnyValue" ? { ...use, quantifier } : use;
}
