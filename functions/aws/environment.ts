/** Reading a function's environment: everything at once, so that one failed start tells the whole story. */

export interface Variable<T> {
  readonly key: string;
  /** What is allowed, as the end of the sentence "It must be …". */
  readonly allowed: string;
  /** Undefined, or an Error thrown, means the text is not allowed. A missing variable is the empty text. */
  readonly parse: (text: string) => T | undefined;
}

/**
 * @param owner whose environment it is, for the message
 * @throws Error with a line per variable at fault; it ends the function's start
 */
export function readEnvironment<S extends object>(
  owner: string,
  variables: Readonly<Record<string, string | undefined>>,
  shape: { readonly [K in keyof S]: Variable<S[K]> },
): S {
  const faults: string[] = [];
  const settings: Partial<S> = {};
  for (const name of Object.keys(shape) as (keyof S)[]) {
    const { key, allowed, parse } = shape[name];
    const text = variables[key];
    const value = attempt(() => parse(text ?? ""));
    if (value.result !== undefined) settings[name] = value.result;
    else faults.push(`  ${key} is ${shown(text)}${value.why}. It must be ${allowed}.`);
  }
  if (faults.length > 0) throw new Error(`The environment of ${owner} cannot be used:\n${faults.join("\n")}`);
  return settings as S;
}

function attempt<T>(parse: () => T | undefined): { result: T | undefined; why: string } {
  try {
    return { result: parse(), why: "" };
  } catch (error) {
    return { result: undefined, why: error instanceof Error ? ` (${error.message})` : "" };
  }
}

function shown(text: string | undefined): string {
  if (text === undefined || text === "") return "missing";
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** The parts of a comma separated list, trimmed, empty ones left out. */
export function commaSeparated(text: string): string[] {
  return text.split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
}
