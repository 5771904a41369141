/** Tests by what they ask: two that ask the same have the same key, so that they are decided once. */
import type { Test } from "../formula";
import type { Pattern } from "../pattern";

/** Patterns are long and used again and again, in every question about the same policies. */
const keys = new WeakMap<Pattern, string>();

export function testKey(test: Test): string {
  switch (test.kind) {
    case "present":
      return "present";
    case "matches":
      return `matches ${patternKey(test.pattern)}`;
    case "inNetwork":
      return `in ${test.cidr}`;
    case "compares":
      return `${test.unit} ${test.how} ${test.to}`;
    default:
      return `${test.kind} ${test.negated ? "not " : ""}${testKey(test.test)}`;
  }
}

function patternKey(pattern: Pattern): string {
  const known = keys.get(pattern);
  if (known !== undefined) return known;
  let key = "";
  for (const token of pattern) {
    const isRun = "many" in token;
    const { characters, negated } = isRun ? token.many : token.one;
    // The length tells where the characters end, whatever they are.
    key += `${isRun ? "*" : ""}${negated ? "^" : ""}${characters.length}${characters}`;
  }
  keys.set(pattern, key);
  return key;
}
