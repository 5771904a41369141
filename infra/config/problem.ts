import type { Fault, Key, Setting } from "./key";
import { commandOf, type ConfigChange } from "./repair/config-change";

/** One thing a person has to change before the program can run. */
export interface Problem {
  /**
   * The place, as `pulumi config` takes it: `corporateCidrs[1]`. A key without a namespace is the project's own, whatever name
   * `pulumi new` gave it.
   */
  readonly key: string;
  /** The value found there, as JSON, or "(not set)". */
  readonly found: string;
  readonly fault: string;
  readonly allowed: string;
  /** What puts it right, in this order. */
  readonly fix: readonly ConfigChange[];
}

const LONGEST_VALUE = 120;

/** Turns a fault of one key's value into what a person reads. */
export function problemOf(key: Pick<Key<unknown>, "allowed" | "example">, name: string, fault: Fault): Problem {
  return {
    key: `${name}${fault.at}`,
    found: fault.hidden ? "(not shown)" : printed(fault.found),
    fault: fault.fault,
    allowed: key.allowed,
    fix: changesOf(key, fault).map((setting) => ({ name, ...setting })),
  };
}

function changesOf(key: Pick<Key<unknown>, "example">, { at, found, fix, remove }: Fault): readonly Setting[] {
  if (remove) return [{ at }];
  const settings = fix === undefined ? [key.example] : typeof fix === "object" ? fix : [{ at, value: fix }];
  // The CLI puts nothing into a list by name, nor into a map by number: what is there has to go first.
  const isContainer = at === "" && typeof found === "object" && found !== null;
  const isReplaced = isContainer && settings.some((setting) => setting.at[0] !== (Array.isArray(found) ? "[" : "."));
  const isEmptied = settings.some((setting) => setting.at === at && setting.value === undefined);
  return isReplaced && !isEmptied ? [{ at }, ...settings] : settings;
}

/** The problem of a value that is stored encrypted: it goes to terminals and logs without it. */
export function withoutValues(problem: Problem): Problem {
  const fix = problem.fix.map((change) => (change.value === undefined ? change : { ...change, value: "<value>" }));
  return { ...problem, found: "(not shown)", fix };
}

/**
 * All problems as one text: a line for each thing found, what is allowed, and the commands that fix it.
 *
 * @param stack whose configuration it is
 */
export function describeProblems(problems: readonly Problem[], stack: string): string {
  const count = problems.length === 1 ? "One setting" : `${problems.length} settings`;
  const paragraphs = problems.map(({ key, found, fault, allowed, fix }) => {
    const commands = fix.map((change) => commandOf(change, stack)).join(" &&\n             ");
    const sentence = fault.endsWith("?") ? fault : `${fault}.`;
    const told = `${key}: ${found} ${sentence}\n    allowed: ${allowed}`;
    // What only AWS's side can mend has no command here.
    return commands === "" ? told : `${told}\n    fix:     ${commands}`;
  });
  const title = `${count} of stack ${stack} (Pulumi.${stack}.yaml) must change before anything is deployed.`;
  return [title, ...paragraphs].join("\n\n");
}

/** A value as a line can show it. */
export function printed(value: unknown): string {
  if (value === undefined) return "(not set)";
  const json = JSON.stringify(value);
  return json.length > LONGEST_VALUE ? `${json.slice(0, LONGEST_VALUE)}…` : json;
}
