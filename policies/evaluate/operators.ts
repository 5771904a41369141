/**
 * The condition operators we model. One line each in the table below; whatever is not in it is refused.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { isIPv4 } from "node:net";
import { arnSegments, arnTemplateSegments, matchesGlob } from "./match";
import { type Pattern, textOf } from "./variables";

/** How one value of a request is compared with one value of a policy. */
interface Comparison {
  /** AWS resolves variables in String and Arn operators only, and only these make sense over several values. */
  readonly text: boolean;
  /** The value cut where wildcards must not reach across; each part is resolved by itself. */
  segments(template: string): readonly string[];
  matches(actual: string, expected: readonly Pattern[]): boolean;
  /** What a policy may hold as value, when this one is not it. */
  fault(template: string): string | undefined;
}

export interface Operator {
  readonly comparison: Comparison;
  /** Negated operators hold when none of the policy's values matches, and when the key is absent. */
  readonly negated: boolean;
}

const whole = (template: string) => [template];
const anyText = () => undefined;
const join = (expected: readonly Pattern[]) => expected.map(textOf).join("");

const equals: Comparison = {
  text: true,
  segments: whole,
  fault: anyText,
  matches: (actual, expected) => actual === join(expected),
};

const equalsIgnoreCase: Comparison = {
  ...equals,
  matches: (actual, expected) => actual.toLowerCase() === join(expected).toLowerCase(),
};

const like: Comparison = {
  ...equals,
  matches: (actual, expected) => expected.every((pattern) => matchesGlob(pattern, actual)),
};

/** ArnEquals and ArnLike are the same on AWS: wildcards within each of the six segments, the last may hold colons. */
const arn: Comparison = {
  text: true,
  segments: arnTemplateSegments,
  fault: (template) =>
    template.startsWith("arn:") && arnTemplateSegments(template).length === 6 ? undefined : "an ARN of six segments",
  matches(actual, expected) {
    const segments = arnSegments(actual);
    return segments.length === 6 && expected.every((pattern, index) => matchesGlob(pattern, segments[index] ?? ""));
  },
};

const truth: Comparison = {
  text: false,
  segments: whole,
  fault: (template) => (/^(true|false)$/.test(template) ? undefined : `"true" and "false"`),
  matches: (actual, expected) => actual.toLowerCase() === join(expected),
};

const address: Comparison = {
  text: false,
  segments: whole,
  fault: (template) => (ipv4Range(template) ? undefined : "an IPv4 address, alone or with /0 to /32"),
  matches(actual, expected) {
    const range = ipv4Range(join(expected));
    return isIPv4(actual) && range !== undefined && (ipv4Number(actual) & range.mask) === (range.base & range.mask);
  },
};

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

function ipv4Range(text: string): { readonly base: number; readonly mask: number } | undefined {
  const [, base = "", bits = "32"] = /^([\d.]+)(?:\/(\d|[12]\d|3[0-2]))?$/.exec(text) ?? [];
  // A shift by 32 is a shift by 0 in JavaScript, hence the two cases.
  return isIPv4(base) ? { base: ipv4Number(base), mask: bits === "0" ? 0 : -1 << (32 - Number(bits)) } : undefined;
}

function ipv4Number(text: string): number {
  return text.split(".").reduce((number, octet) => (number << 8) | Number(octet), 0);
}
