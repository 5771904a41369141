/**
 * What each condition operator asks of one value. A second reading of AWS's page, independent of the evaluator's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { type Bounds, opposite, sure } from "./bounds";
import { and, atom, FALSE, type Formula, not, or, type Variable } from "../sat/formula";
import type { Comparison } from "./written-test";

export interface TextOperator {
  readonly kind: "text";
  readonly comparison: Comparison;
  readonly negated: boolean;
}

/** Compares sizes, so that wildcards and variables mean nothing to it. */
export interface MeasureOperator {
  readonly kind: "measure";
  /** Whether the key's value passes against one value of the policy. */
  passes(variable: Variable, value: string): Bounds;
  readonly negated: boolean;
}

export type Quantifier = "ForAllValues" | "ForAnyValue";

export type OperatorUse = (TextOperator | MeasureOperator | { readonly kind: "null" }) & {
  readonly quantifier: Quantifier | undefined;
  readonly ifExists: boolean;
};

/** Reads an operator's name; undefined when there is none of that name. */
export function operatorUse(text: string): OperatorUse | undefined {
  const [, quantifier, name = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  const operator = OPERATORS.get(name);
  return (
    operator && { ...operator, quantifier: quantifier as Quantifier | undefined, ifExists: ifExists !== undefined }
  );
}

/** Everything that is a size at all is at most this. */
const LARGEST = { number: 999_999_999_999_999, date: 8.64e15 } as const;

type Unit = "number" | "date";

const text = (comparison: Comparison, negated = false): TextOperator => ({ kind: "text", comparison, negated });

const network = (negated: boolean): MeasureOperator => ({
  kind: "measure",
  negated,
  passes: (variable, value) => {
    // Of IPv6 the search knows nothing: such a network may hold the address, and no request is found by it.
    if (value.includes(":")) return { upper: atom(variable, { kind: "present" }), lower: FALSE };
    return sure(atom(variable, { kind: "inNetwork", cidr: value }));
  },
});

const size = (unit: Unit, how: "<" | "<=" | "=", negated = false): MeasureOperator => ({
  kind: "measure",
  negated,
  passes: (variable, value) => {
    const holds = compares(variable, how, value, unit);
    // Of a word AWS does not say whether it "is not 5".
    const mayHold = or(holds, and(atom(variable, { kind: "present" }), not(isSize(variable, unit))));
    return { upper: negated ? mayHold : holds, lower: holds };
  },
});

/** Greater is "not at most", of something that is a size at all. */
const above = (unit: Unit, opposite_: "<" | "<="): MeasureOperator => ({
  kind: "measure",
  negated: false,
  passes: (variable, value) => {
    const isPresent = atom(variable, { kind: "present" });
    const beyond = not(compares(variable, opposite_, value, unit));
    return { upper: and(isPresent, beyond), lower: and(isSize(variable, unit), beyond) };
  },
});

const OPERATORS: ReadonlyMap<string, TextOperator | MeasureOperator | { readonly kind: "null" }> = new Map<
  string,
  TextOperator | MeasureOperator | { readonly kind: "null" }
>([
  ["StringEquals", text("equals")],
  ["StringNotEquals", text("equals", true)],
  ["StringEqualsIgnoreCase", text("equalsIgnoreCase")],
  ["StringNotEqualsIgnoreCase", text("equalsIgnoreCase", true)],
  ["StringLike", text("like")],
  ["StringNotLike", text("like", true)],
  ["ArnEquals", text("arn")],
  ["ArnLike", text("arn")],
  ["ArnNotEquals", text("arn", true)],
  ["ArnNotLike", text("arn", true)],
  ["Bool", text("equalsIgnoreCase")],
  ["Null", { kind: "null" }],
  ["IpAddress", network(false)],
  ["NotIpAddress", network(true)],
  ...(["Numeric", "Date"] as const).flatMap((prefix): [string, MeasureOperator][] => {
    const unit = prefix === "Numeric" ? "number" : "date";
    return [
      [`${prefix}Equals`, size(unit, "=")],
      [`${prefix}NotEquals`, size(unit, "=", true)],
      [`${prefix}LessThan`, size(unit, "<")],
      [`${prefix}LessThanEquals`, size(unit, "<=")],
      [`${prefix}GreaterThan`, above(unit, "<=")],
      [`${prefix}GreaterThanEquals`, above(unit, "<")],
    ];
  }),
]);

function isSize(variable: Variable, unit: Unit): Formula {
  return atom(variable, { kind: "compares", how: "<=", to: LARGEST[unit], unit });
}

function compares(variable: Variable, how: "<" | "<=" | "=", value: string, unit: Unit): Formula {
  const to = /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) * (unit === "date" ? 1000 : 1) : Date.parse(value);
  return atom(variable, { kind: "compares", how, to, unit });
}

/** Of an operator in its negated form. */
export function negatedIf(negated: boolean, bounds: Bounds): Bounds {
  return negated ? opposite(bounds) : bounds;
}
