/**
 * Whether the Condition of a statement holds: all operators and all keys, of the values any one (negated: none).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import type { Conditions } from "../document";
import { and, type Answer, asList, Doubt, opposite, or } from "./answer";
import { operatorNamed, type OperatorUse } from "./operators/operators";
import type { CheckedRequest, ContextValue } from "./request";
import { type Pattern, resolveVariables, type Variables } from "./variables";

export function conditionsHold(conditions: Conditions, request: CheckedRequest, variables: Variables): Answer {
  const answers = Object.entries(conditions).flatMap(([name, keys]) => {
    const operator = operatorNamed(name);
    // assertModelled has refused this before; saying so again keeps a skipped check from reading as "no condition".
    if (!operator) throw new Error(`Condition operator ${name} is not modelled.`);
    return Object.entries(keys).map(([key, expected]) =>
      // AWS takes `true` and `5` unquoted, and reads them as texts.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
      conditionHolds(operator, key, asList(expected).map(String), request, variables),
    );
  });
  return and(answers);
}

function conditionHolds(
  operator: OperatorUse,
  key: string,
  templates: readonly string[],
  request: CheckedRequest,
  variables: Variables,
): Answer {
  const present = request.valueOf(key);
  const actual = operator.name === "Null" ? String(present === undefined) : present;
  const expected = templates.map((template) => resolveAll(operator.comparison.segments(template), variables));
  const known = expected.filter((value) => value !== undefined);
  const held = compare(operator, key, actual, known);
  // A variable without a value equals nothing, or voids the whole statement: AWS says both. Where a test fails
  // either way the answer stands; where it would hold, it may not be relied on.
  if (held === true && known.length < expected.length)
    return new Doubt(`a variable in the values of ${key} is not set`);
  return held;
}

function compare(
  operator: OperatorUse,
  key: string,
  actual: ContextValue | undefined,
  expected: readonly (readonly Pattern[])[],
): Answer {
  const { comparison, negated, quantifier, ifExists, name } = operator;
  const passes = (value: string): Answer => {
    if (negated && comparison.reads?.(value) === false)
      return new Doubt(`the value of ${key} is nothing that ${name} compares`);
    const matched = or(expected.map((pattern) => comparison.matches(value, pattern)));
    return negated ? opposite(matched) : matched;
  };
  const values = asList(actual ?? []);
  // An absent key, or nothing but empty texts ("a null data set"), passes: the reason why ForAllValues belongs in no Allow alone.
  if (quantifier === "ForAllValues") return values.every((value) => value === "") || and(values.map(passes));
  // IfExists does not rescue ForAnyValue: there is no value that could pass.
  if (quantifier === "ForAnyValue") return or(values.map(passes));
  if (actual === undefined) return negated || ifExists;
  if (typeof actual !== "string") return new Doubt(`${key} has a list of values and ${name} compares one`);
  return passes(actual);
}

function resolveAll(segments: readonly string[], variables: Variables): Pattern[] | undefined {
  const patterns = segments
    .map((segment) => resolveVariables(segment, variables))
    .filter((found) => found !== undefined);
  return patterns.length === segments.length ? patterns : undefined;
}
