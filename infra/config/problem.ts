import type { Fault, Key } from "./key";

/** The project's name in Pulumi.yaml, and so the namespace of its keys. */
export const PROJECT = "private-ml-gateway";

/** One thing a person has to change before the program can run. */
export interface Problem {
  /** The place, as `pulumi config` names it: `private-ml-gateway:corporateCidrs[1]`. */
  readonly key: string;
  /** The value found there, as JSON, or "not set". */
  readonly found: string;
  readonly fault: string;
  readonly allowed: string;
  /** The command line that puts it right. */
  readonly fix: string;
}

const LONGEST_VALUE = 120;

/** Turns a fault of one key's value into what a person reads. */
export function problemOf(key: Pick<Key<unknown>, "allowed" | "example">, name: string, fault: Fault): Problem {
  const place = `${name}${fault.at}`;
  const set =
    fault.fix === undefined ? setLine(name, key.example.at, key.example.value) : setLine(name, fault.at, fault.fix);
  return {
    key: place,
    found: fault.hidden ? "(not shown)" : printed(fault.found),
    fault: fault.fault,
    allowed: key.allowed,
    fix: fault.remove ? removeLine(name, fault.at) : set,
  };
}

/** `pulumi config set …`; below a key the CLI wants `--path`, and reads digits there as a number unless told otherwise. */
export function setLine(name: string, at: string, value: string): string {
  const options = at === "" ? "" : isReadAsAnotherType(value) ? "--path --type string " : "--path ";
  return `pulumi config set ${options}${quoted(`${name}${at}`)} ${quoted(value)}`;
}

export function removeLine(name: string, at: string): string {
  return `pulumi config rm ${at === "" ? "" : "--path "}${quoted(`${name}${at}`)}`;
}

/** All problems as one text: a line for each thing found, what is allowed, and the command that fixes it. */
export function describeProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "One setting" : `${problems.length} settings`;
  const paragraphs = problems.map(
    ({ key, found, fault, allowed, fix }) => `${key}: ${found} ${fault}.\n    allowed: ${allowed}\n    fix:     ${fix}`,
  );
  return [`${count} of this stack must change before anything is deployed.`, ...paragraphs].join("\n\n");
}

function printed(value: unknown): string {
  if (value === undefined) return "(not set)";
  const json = JSON.stringify(value);
  return json.length > LONGEST_VALUE ? `${json.slice(0, LONGEST_VALUE)}…` : json;
}

function isReadAsAnotherType(value: string): boolean {
  return /^\d+$/.test(value) || value === "true" || value === "false";
}

/** For a POSIX shell; what needs no quotes gets none, so that most lines also paste into PowerShell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
