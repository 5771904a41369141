import { type Expression, parse } from "./expressions";

/**
 * Whether a line of JSON matches a metric filter's pattern. What the stack's filters are made of: selectors, `=` and `!=` with text, whose
 * `*` stands for any text, numbers with all comparisons, `&&` before `||`, parentheses.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function matches(pattern: string, line: unknown): boolean {
  const known = terms.get(pattern) ?? termOf(pattern);
  terms.set(pattern, known);
  return holds(known, line);
}

/** A pattern is asked about every line of its log group. */
const terms = new Map<string, Expression>();

function termOf(pattern: string): Expression {
  const [, inner] = /^\{(.*)\}$/s.exec(pattern.trim()) ?? [];
  if (inner === undefined) throw new Error(`${pattern} is not a pattern for JSON.`);
  return parse(inner);
}

/** What stands at a selector such as `$.message.region`. */
export function selected(selector: string, line: unknown): unknown {
  const steps = selector.split(".").slice(1);
  return steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), line);
}

function holds(term: Expression, line: unknown): boolean {
  if (term.kind !== "operation") throw new Error("A term of a pattern compares something.");
  const { operator, left, right } = term;
  if (operator === "&&") return holds(left, line) && holds(right, line);
  if (operator === "||") return holds(left, line) || holds(right, line);
  if (left.kind !== "name" || right.kind !== "value") throw new Error("A term compares a selector with a value.");
  const found = selected(left.name, line);
  // A field that is not there matches nothing, not even "!=".
  if (found === undefined || found === null || isObject(found)) return false;
  return compares(operator, found as string | number | boolean, right.value);
}

function compares(operator: string, found: string | number | boolean, wanted: string | number): boolean {
  if (operator === "=" || operator === "!=") {
    const isEqual = typeof wanted === "string" ? wildcard(wanted).test(String(found)) : found === wanted;
    return isEqual === (operator === "=");
  }
  if (typeof found !== "number" || typeof wanted !== "number") return false;
  return { ">": found > wanted, "<": found < wanted, ">=": found >= wanted, "<=": found <= wanted }[operator] ?? false;
}

function wildcard(text: string): RegExp {
  const parts = text.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
