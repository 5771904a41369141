/**
 * Policy variables: `${aws:PrincipalTag/StudioDomainId}` stands for that key's value, `${*}` `${?}` `${$}` for the character itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */

/** A part of a value. What came from a variable is literal: its `*` and `?` are ordinary characters. */
export interface Piece {
  readonly text: string;
  readonly literal: boolean;
}

export type Pattern = readonly Piece[];

/** The text a variable stands for, or undefined when the request has none. */
export type Resolve = (key: string) => string | undefined;

const VARIABLE = /\$\{([^{}]*)\}/g;
const ESCAPES: ReadonlySet<string> = new Set(["*", "?", "$"]);

/** The pieces of a value, or undefined when one of its variables stands for nothing. */
export function resolveVariables(template: string, resolve: Resolve): Pattern | undefined {
  if (!template.includes("${")) return [{ text: template, literal: false }];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(VARIABLE)) {
    const name = match[1] ?? "";
    const text = ESCAPES.has(name) ? name : resolve(name);
    if (text === undefined) return undefined;
    pieces.push({ text: template.slice(end, match.index), literal: false }, { text, literal: true });
    end = match.index + match[0].length;
  }
  pieces.push({ text: template.slice(end), literal: false });
  return pieces;
}

/** What is supported, when the variables in a value are not. Default values, `${key, 'text'}`, are not modelled. */
export function variableFault(template: string): string | undefined {
  const names = [...template.matchAll(VARIABLE)].map(([, name = ""]) => name);
  const known = names.every((name) => ESCAPES.has(name) || /^[a-z0-9-]+:[\w.:/=+@ -]+$/i.test(name));
  const closed = !template.replace(VARIABLE, "").includes("${");
  return known && closed ? undefined : "${service:Key} without a default value, ${*}, ${?} and ${$}";
}

export function textOf(pattern: Pattern): string {
  return pattern.map(({ text }) => text).join("");
}
