/** How texts, ARNs, truth values, numbers and dates of a request are compared with those of a policy. */
import { arnSegments, arnTemplateSegments, matchesGlob } from "./match";
import { dateIn, numberIn } from "./quantities";
import { type Pattern, textOf } from "./variables";

/** How one value of a request is compared with one value of a policy. */
export interface Comparison {
  /** AWS resolves variables in String and Arn operators only, and only these make sense over several values. */
  readonly text: boolean;
  /** The value cut where wildcards must not reach across; each part is resolved by itself. */
  segments(template: string): readonly string[];
  matches(actual: string, expected: readonly Pattern[]): boolean;
  /** What a policy may hold as value, when this one is not it. */
  fault(template: string): string | undefined;
  /** Whether the request's value is of the operator's kind; AWS does not say what "is not 5" means of a word. Without it, all are. */
  reads?(actual: string): boolean;
}

const whole = (template: string) => [template];

export function joined(expected: readonly Pattern[]): string {
  return expected.map(textOf).join("");
}

export const equals: Comparison = {
  text: true,
  segments: whole,
  fault: () => undefined,
  matches: (actual, expected) => actual === joined(expected),
};

export const equalsIgnoreCase: Comparison = {
  ...equals,
  matches: (actual, expected) => actual.toLowerCase() === joined(expected).toLowerCase(),
};

export const like: Comparison = {
  ...equals,
  matches: (actual, expected) => expected.every((pattern) => matchesGlob(pattern, actual)),
};

/** ArnEquals and ArnLike are the same on AWS: wildcards within each of the six segments, the last may hold colons. */
export const arn: Comparison = {
  text: true,
  segments: arnTemplateSegments,
  fault: (template) =>
    template.startsWith("arn:") && arnTemplateSegments(template).length === 6 ? undefined : "an ARN of six segments",
  matches(actual, expected) {
    const segments = arnSegments(actual);
    return segments.length === 6 && expected.every((pattern, index) => matchesGlob(pattern, segments[index] ?? ""));
  },
};

export const truth: Comparison = {
  text: false,
  segments: whole,
  fault: (template) => (/^(true|false)$/.test(template) ? undefined : `"true" and "false"`),
  matches: (actual, expected) => actual.toLowerCase() === joined(expected),
};

export type Order = (actual: number, expected: number) => boolean;

export function number(order: Order): Comparison {
  return quantity(order, numberIn, "a number of at most 15 digits");
}

export function date(order: Order): Comparison {
  return quantity(order, dateIn, "a date with time and zone (2026-01-31T12:00:00Z), or seconds since 1970");
}

function quantity(order: Order, read: (text: string) => number | undefined, supported: string): Comparison {
  return {
    text: false,
    segments: whole,
    fault: (template) => (read(template) === undefined ? supported : undefined),
    reads: (actual) => read(actual) !== undefined,
    matches(actual, expected) {
      const [ours, theirs] = [read(actual), read(joined(expected))];
      return ours !== undefined && theirs !== undefined && order(ours, theirs);
    },
  };
}
