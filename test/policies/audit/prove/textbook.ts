/** What patterns and formulas mean, by regular expressions and by definition: slow, obvious, and nothing of the solver's. */
import type { Formula, Test, ValueTest } from "../../../../policies/audit/sat/formula";
import type { CharacterClass, Pattern } from "../../../../policies/audit/sat/pattern";
import type { Assignment } from "../../../../policies/audit/sat/satisfaction";

const expressions = new WeakMap<Pattern, RegExp>();

export function expressionOf(pattern: Pattern): RegExp {
  const known = expressions.get(pattern) ?? newExpression(pattern);
  expressions.set(pattern, known);
  return known;
}

function newExpression(pattern: Pattern): RegExp {
  const source = pattern.map((token) => ("one" in token ? setOf(token.one) : `${setOf(token.many)}*`)).join("");
  return new RegExp(`^${source}$`, "u");
}

export function isTrue(formula: Formula, assignment: Assignment): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "atom":
      return passes(formula.test, assignment.get(formula.variable));
    case "not":
      return !isTrue(formula.of, assignment);
    case "and":
      return !formula.of.some((part) => !isTrue(part, assignment));
    case "or":
      return formula.of.some((part) => isTrue(part, assignment));
  }
}

function setOf({ characters, negated }: CharacterClass): string {
  const escaped = Array.from(characters, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return `[${negated ? "^" : ""}${escaped.join("")}]`;
}

function passes(test: Test, value: string | readonly string[] | undefined): boolean {
  if (test.kind === "present") return value !== undefined;
  const elements = value === undefined ? [] : [value].flat();
  if (test.kind === "some") return elements.some((element) => valuePasses(test.test, element) !== test.negated);
  if (test.kind === "every") return !elements.some((element) => valuePasses(test.test, element) === test.negated);
  return elements.some((element) => valuePasses(test, element));
}

function valuePasses(test: ValueTest, value: string): boolean {
  if (test.kind === "matches") return expressionOf(test.pattern).test(value);
  if (test.kind === "inNetwork") {
    const [network = "", bits = "32"] = test.cidr.split("/");
    const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(value);
    return isAddress && binary(value).slice(0, Number(bits)) === binary(network).slice(0, Number(bits));
  }
  const isNumber = /^-?\d+(\.\d+)?$/.test(value);
  const size = test.unit === "number" ? (isNumber ? Number(value) : NaN) : Date.parse(value);
  return test.how === "=" ? size === test.to : test.how === "<" ? size < test.to : size <= test.to;
}

function binary(address: string): string {
  return address
    .split(".")
    .map((octet) => Number(octet).toString(2).padStart(8, "0"))
    .join("");
}
