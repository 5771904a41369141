/**
 * Tests that a formula's atoms cannot hold: against texts with policy variables, and against all elements of a list at once.
 * They travel through a formula as variables of their own, and get their meaning where a question is asked.
 */
import { atom, type Formula, type Variable } from "../sat/formula";
import { remembered } from "../remembered";

/** How a policy compares texts. "resource" is the Resource element: an ARN whose service has no wildcards, or "*". */
export type Comparison = "equals" | "equalsIgnoreCase" | "like" | "arn" | "resource";

export interface WrittenTest {
  readonly on: Variable;
  readonly comparison: Comparison;
  /** As a policy writes them, `${…}` and all; any one of them has to match, or with `negated` none may. */
  readonly values: readonly string[];
  readonly negated: boolean;
  /** Of a list's elements; without it the key is single-valued. `every` is true of none. */
  readonly quantifier?: "some" | "every";
  /** Whether a variable whose value is empty stands for nothing, as one without a value does. AWS does not say. */
  readonly emptyIsNothing?: boolean;
  /** Whether wildcards in a variable's default value are wildcards: AWS does not say that either. */
  readonly defaultIsLive?: boolean;
  /** Whether `${…}` is text, as in documents of Version 2008-10-17. */
  readonly isPlain?: boolean;
}

const PREFIX = "written:";

export function writtenTest(test: WrittenTest): Formula {
  const values = test.isPlain ? test.values : test.values.map(withFoldedKeys);
  return atom(`${PREFIX}${JSON.stringify({ ...test, values })}`, { kind: "present" });
}

/**
 * `${aws:PrincipalTag/Team}` and `${aws:principaltag/team}` are one variable: names of keys, those of tags included, have no case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
function withFoldedKeys(value: string): string {
  return value.replace(/\$\{[a-z0-9-]+:[^{},]+/gi, (key) => key.toLowerCase());
}

const memory = new Map<Variable, WrittenTest>();

/** The test that a variable stands for, if it is not a part of a request. */
export function readWrittenTest(variable: Variable): WrittenTest | undefined {
  if (!variable.startsWith(PREFIX)) return undefined;
  return remembered(memory, variable, () => JSON.parse(variable.slice(PREFIX.length)) as WrittenTest);
}
