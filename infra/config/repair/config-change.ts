/** One thing to set, or without a value to remove, in a stack's configuration. */
export interface ConfigChange {
  /** A key of ours, or one of a package as `namespace:key`. The CLI puts the project's name before a key without a namespace. */
  readonly name: string;
  /** Path below the key in the notation of `pulumi config set --path`: "", "[1]", ".peerVpcId". */
  readonly at: string;
  readonly value?: string | number | boolean;
}

/**
 * The command that makes a change.
 *
 * @param stack named in the command: another one may be selected when it is pasted
 */
export function commandOf({ name, at, value }: ConfigChange, stack: string): string {
  const verb = value === undefined ? "rm" : "set";
  const path = at === "" ? [] : ["--path"];
  const type = at === "" || value === undefined ? [] : typeOption(value);
  // What begins with a hyphen would be taken for an option.
  const last = value === undefined ? [] : String(value).startsWith("-") ? ["--", String(value)] : [String(value)];
  const words = ["--stack", stack, ...path, ...type, `${name}${at}`, ...last];
  return ["pulumi config", verb, ...words.map(quoted)].join(" ");
}

/** Below a key the CLI reads digits as a number and true as a boolean, but no fractions, unless it is told the type. */
function typeOption(value: string | number | boolean): string[] {
  if (typeof value === "number") return Number.isInteger(value) ? [] : ["--type", "float"];
  return typeof value === "string" && /^(\d+|true|false)$/.test(value) ? ["--type", "string"] : [];
}

/** For a POSIX shell; what needs no quotes gets none, so that most lines also paste into PowerShell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
