/** One value of a policy against one part of a request. Values without variables become patterns at once; the others wait. */
import { atom, FALSE, type Formula, not, or, type Variable } from "../sat/formula";
import type { Pattern } from "../sat/pattern";
import { isEmptyText, presence, type Scope } from "./scope";
import { type TemplateVariable, variablesIn } from "./template";
import { patternOf } from "./text-patterns";
import { type Comparison, writtenTest } from "./written-test";
import { remembered } from "../remembered";

/** How a statement is read where AWS is silent, and whether its document has variables at all. */
export interface Reading {
  readonly emptyIsNothing?: boolean;
  readonly defaultIsLive?: boolean;
  readonly isPlain?: boolean;
}

const memory = new Map<string, Pattern | undefined>();

export function valueMatches(on: Variable, comparison: Comparison, value: string, reading: Reading): Formula {
  if (!reading.isPlain && variablesIn(value).length > 0)
    return writtenTest({ on, comparison, values: [value], negated: false, ...reading });
  const pattern = plainPattern(comparison, value, reading);
  return pattern ? atom(on, { kind: "matches", pattern }) : FALSE;
}

/** Whether a variable in one of the values stands for nothing. */
export function unsetIn(values: readonly string[], scope: Scope, reading: Reading): Formula {
  if (reading.isPlain) return FALSE;
  return or(...values.flatMap((value) => variablesIn(value).map((variable) => isUnset(variable, scope, reading))));
}

export function isUnset({ key, otherwise }: TemplateVariable, scope: Scope, reading: Reading): Formula {
  if (otherwise !== undefined) return FALSE;
  return or(not(presence(scope, key)), reading.emptyIsNothing ? isEmptyText(scope, key) : FALSE);
}

function plainPattern(comparison: Comparison, value: string, { isPlain }: Reading): Pattern | undefined {
  const name = `${comparison} ${isPlain ? "plain" : ""} ${value}`;
  return remembered(memory, name, () =>
    isPlain ? patternOf(comparison, value) : patternOf(comparison, value, () => undefined),
  );
}
