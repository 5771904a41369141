/** How texts, ARNs, truth values, numbers and dates of a request are compared with those of a policy. */
import { type Answer, Doubt } from "../answer";
import { arnSegments, arnTemplateSegments, matchesGlob } from "../match";
import { dateIn, instantsIn, numberIn } from "./quantities";
import { type Pattern, textOf } from "../variables";

/** How one value of a request is compared with one value of a policy. */
export interface Comparison {
  /** AWS resolves variables in String and Arn operators only, and only these make sense over several values. */
  readonly text: boolean;
  /** The value cut where wildcards must not reach across; each part is resolved by itself. */
  segments(template: string): readonly string[];
  matches(actual: string, expected: readonly Pattern[]): Answer;
  /** What a policy may hold as value, when this one is not it. */
  fault(template: string): string | undefined;
  /** Whether the request's value is of the operator's kind: AWS does not say whether a word "is not 5", or is outside a network. Without it, all are. */
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
  reads: (actual) => actual.startsWith("arn:") && arnSegments(actual).length === 6,
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
  const exactly = (text: string) => {
    const value = numberIn(text);
    return value === undefined ? undefined : ([value, value] as const);
  };
  return quantity(order, numberIn, exactly, "a number of at most 15 digits");
}

export function date(order: Order): Comparison {
  return quantity(
    order,
    dateIn,
    instantsIn,
    "a date, alone (2026-01-31) or with time and zone (2026-01-31T12:00:00Z), or seconds since 1970",
  );
}

/**
 * @param read the request's value
 * @param limits the policy's, between which AWS leaves open what it stands for
 */
function quantity(
  order: Order,
  read: (text: string) => number | undefined,
  limits: (text: string) => readonly [number, number] | undefined,
  supported: string,
): Comparison {
  return {
    text: false,
    segments: whole,
    fault: (template) => (limits(template) === undefined ? supported : undefined),
    reads: (actual) => read(actual) !== undefined,
    matches(actual, expected) {
      const ours = read(actual);
      const [first, last] = limits(joined(expected)) ?? [];
      if (ours === undefined || first === undefined || last === undefined) return false;
      const isOpen = first !== last && ours >= first && ours <= last;
      return isOpen ? new Doubt("AWS does not say which instant a date without a time is") : order(ours, first);
    },
  };
}
