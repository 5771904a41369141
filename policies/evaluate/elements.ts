/** Documents also come from JSON files and recorded inputs, so nothing about their shape is believed. */

export type Elements = Readonly<Record<string, unknown>>;

/** What is wrong and what is supported, after the name of the policy and the statement. */
export type Must = (holds: boolean, sentence: string) => asserts holds;

/** A text, or a list of at least one, as a list. */
export function texts(value: unknown, what: string, must: Must): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const found = list.filter((entry) => typeof entry === "string");
  must(found.length > 0 && found.length === list.length, `supported in ${what} are a text and a list of at least one`);
  return found;
}

export function isObject(value: unknown): value is Elements {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
