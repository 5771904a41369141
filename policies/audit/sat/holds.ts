/** Whether a given assignment makes a formula true: what a search has found is checked with it. */
import { fits } from "./fits";
import type { Formula, Test, ValueTest } from "./formula";
import { measureHolds } from "./measures";
import type { Assignment } from "./satisfaction";

export function holds(formula: Formula, assignment: Assignment): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "atom":
      return testHolds(formula.test, assignment.get(formula.variable));
    case "not":
      return !holds(formula.of, assignment);
    case "and":
      return formula.of.every((part) => holds(part, assignment));
    case "or":
      return formula.of.some((part) => holds(part, assignment));
  }
}

export function valueHolds(test: ValueTest, value: string): boolean {
  return test.kind === "matches" ? fits(test.pattern, value) : measureHolds(test, value);
}

export function testHolds(test: Test, value: string | readonly string[] | undefined): boolean {
  if (test.kind === "present") return value !== undefined;
  if (test.kind === "some" || test.kind === "every") {
    const elements = value === undefined ? [] : typeof value === "string" ? [value] : value;
    const passes = (element: string) => valueHolds(test.test, element) !== test.negated;
    return test.kind === "some" ? elements.some(passes) : elements.every(passes);
  }
  if (value === undefined) return false;
  if (typeof value !== "string") throw new Error("A test of one value meets a set of values.");
  return valueHolds(test, value);
}
