/**
 * Policy variables: `${aws:PrincipalTag/StudioDomainId}` stands for that key's value, `${aws:username, 'nobody'}` for a text when
 * the request has none, `${*}` `${?}` `${$}` for the character itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */

/** A part of a value. What came from a variable is literal: its `*` and `?` are ordinary characters. */
export interface Piece {
  readonly text: string;
  readonly literal: boolean;
}

export type Pattern = readonly Piece[];

/** What variables stand for in one request, under one reading of what AWS leaves open. */
export interface Variables {
  /** The text a variable stands for, or undefined when the request has none. */
  valueOf(key: string): string | undefined;
  /** Whether wildcards in this default value are wildcards: AWS does not say. */
  isDefaultLive(text: string): boolean;
}

const VARIABLE = /\$\{([^{}]*)\}/g;
const ESCAPES: ReadonlySet<string> = new Set(["*", "?", "$"]);
/** AWS wants a comma and one space before the default, and single quotes around it. */
const KEY = /^([a-z0-9-]+:[\w.:/=+@ -]+)(?:, '([^']+)')?$/i;

/** The pieces of a value, or undefined when one of its variables stands for nothing. */
export function resolveVariables(template: string, variables: Variables): Pattern | undefined {
  if (!template.includes("${")) return [{ text: template, literal: false }];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(VARIABLE)) {
    const piece = pieceFor(match[1] ?? "", variables);
    if (piece === undefined) return undefined;
    pieces.push({ text: template.slice(end, match.index), literal: false }, piece);
    end = match.index + match[0].length;
  }
  pieces.push({ text: template.slice(end), literal: false });
  return pieces;
}

function pieceFor(name: string, variables: Variables): Piece | undefined {
  if (ESCAPES.has(name)) return { text: name, literal: true };
  const [, key = name, otherwise] = KEY.exec(name) ?? [];
  const text = variables.valueOf(key);
  if (text !== undefined) return { text, literal: true };
  return otherwise === undefined ? undefined : { text: otherwise, literal: !variables.isDefaultLive(otherwise) };
}

/** What is supported, when the variables in a value are not. */
export function variableFault(template: string): string | undefined {
  const names = [...template.matchAll(VARIABLE)].map(([, name = ""]) => name);
  const known = names.every((name) => ESCAPES.has(name) || KEY.test(name));
  const closed = !template.replace(VARIABLE, "").includes("${");
  return known && closed ? undefined : "${service:Key}, ${service:Key, 'default'}, ${*}, ${?} and ${$}";
}

export function textOf(pattern: Pattern): string {
  return pattern.map(({ text }) => text).join("");
}
