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
    const isIn = atom(variable, { kind: "inNetwork", cidr: value });
    if (!negated) return sure(isIn);
    // Of a text that is not an address, AWS does not say whether it "is not in" a network; of IPv6 the search knows nothing.
    const isKnown = atom(variable, { kind: "inNetwork", cidr: "0.0.0.0/0" });
    return { upper: or(isIn, and(atom(variable, { kind: "present" }), not(isKnown))), lower: isIn };
  },
});

const size = (unit: Unit, how: "<" | "<=" | "=", negated = false): MeasureOperator => ({
  kind: "measure",
  negated,
  passes: (variable, value) => {
    const { upper, lower } = compares(variable, how, value, unit);
    // Of a word AWS does not say whether it "is not 5".
    const mayHold = or(upper, and(atom(variable, { kind: "present" }), not(isSize(variable, unit))));
    return { upper: negated ? mayHold : upper, lower };
  },
});

/** Greater is "not at most", of something that is a size at all. */
const above = (unit: Unit, opposite_: "<" | "<="): MeasureOperator => ({
  kind: "measure",
  negated: false,
  passes: (variable, value) => {
    const isPresent = atom(variable, { kind: "present" });
    const beyond = opposite(compares(variable, opposite_, value, unit));
    return { upper: and(isPresent, beyond.upper), lower: and(isSize(variable, unit), beyond.lower) };
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

function compares(variable: Variable, how: "<" | "<=" | "=", value: string, unit: Unit): Bounds {
  const than = (to: number, by = how) => atom(variable, { kind: "compares", how: by, to, unit });
  if (/^[+-]?\d+(\.\d+)?$/.test(value)) return sure(than(Number(value) * (unit === "date" ? 1000 : 1)));
  if (value.includes("T")) return sure(than(Date.parse(value)));
  // A day alone, in some zone from 14 hours ahead to 12 behind: AWS does not say at which instant.
  const [first, last] = [Date.parse(`${value}T00:00:00+14:00`), Date.parse(`${value}T23:59:59.999-12:00`) + 1];
  if (how === "=") return { upper: and(not(than(first, "<")), than(last, "<=")), lower: FALSE };
  return { upper: than(last, "<="), lower: than(first, "<") };
}

/** Of an operator in its negated form. */
export function negatedIf(negated: boolean, bounds: Bounds): Bounds {
  return negated ? opposite(bounds) : bounds;
}
