/** JSON as a policy may be written: JSON.parse lets a later key silently win over an earlier one of the same name. */

export type Parsed =
  { readonly kind: "value"; readonly value: unknown } | { readonly kind: "fault"; readonly why: string };

/** Strings and structure; numbers, literals and white space say nothing about keys. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** @returns why it is not JSON, or which key occurs twice in one object (case ignored, as AWS does with condition keys) */
export function parseStrictly(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (fault) {
    return { kind: "fault", why: `it is not JSON (${fault instanceof Error ? fault.message : String(fault)})` };
  }
  const twice = repeatedKey(text);
  return twice === undefined
    ? { kind: "value", value }
    : { kind: "fault", why: `the key "${twice}" occurs twice in one object, and readers differ in which one counts` };
}

/** Of valid JSON: the first key that its object has already. */
function repeatedKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  const tokens = text.match(TOKENS) ?? [];
  for (const [index, token] of tokens.entries()) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token.startsWith('"') && tokens[index + 1] === ":") {
      const key = String(JSON.parse(token));
      const keys = open.at(-1);
      if (keys?.has(key.toLowerCase())) return key;
      keys?.add(key.toLowerCase());
    }
  }
  return undefined;
}

/** The same question about a document that never was text: only keys that differ in case can stand side by side. */
export function keysThatDifferInCase(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) {
    const keys = Object.keys(value);
    const folded = keys.map((key) => key.toLowerCase());
    const twice = keys.find((_, index) => folded.indexOf(folded[index] ?? "") !== index);
    if (twice !== undefined) return twice;
  }
  for (const inner of Object.values(value)) {
    const twice = keysThatDifferInCase(inner);
    if (twice !== undefined) return twice;
  }
  return undefined;
}
