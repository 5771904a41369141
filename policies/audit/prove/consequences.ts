/** What follows from a test whose variables have no values yet, whatever those are going to be. */
import { keyVariable } from "../encode/key-variable";
import { and, atom, FALSE, type Formula, implies, or, TRUE, type Variable } from "../sat/formula";
import type { Grounding, OpenTest } from "./ground";
import { parsesOf } from "./parses";
import { literal } from "../sat/pattern";
import { variablesIn } from "../encode/template";
import { patternOf } from "../encode/text-patterns";

/** @param literals the texts that a variable of the request is compared with */
export function consequencesOf(
  grounding: Grounding,
  open: OpenTest,
  literals: (variable: Variable) => readonly string[],
): Formula {
  const { on, value, test } = open;
  const holds = atom(open.name, { kind: "present" });
  const required = variablesIn(value).filter(({ otherwise }) => otherwise === undefined);
  const widest = patternOf(test.comparison, value, () => "anything");
  const rules = [implies(holds, widest ? grounding.testOf(on, { kind: "matches", pattern: widest }) : FALSE)];
  for (const { key } of required) {
    const variable = keyVariable(key);
    rules.push(implies(holds, grounding.testOf(variable, { kind: "present" })));
    if (!test.emptyIsNothing) rules.push(...literals(variable).map((text) => withText(grounding, open, key, text)));
  }
  if (required.length < variablesIn(value).length || test.comparison === "equalsIgnoreCase") return and(...rules);
  return and(...rules, ...literals(on).map((text) => onText(grounding, open, text)));
}

/** If a variable is this text, the test is the one with the text in its place. */
function withText(grounding: Grounding, { name, on, value, test }: OpenTest, key: string, text: string): Formula {
  // Where a colon would add a segment, nothing is said.
  if (text.includes(":")) return TRUE;
  const holds = atom(name, { kind: "present" });
  const then = grounding.valueTest(on, filledIn(value, key, text), test);
  return implies(isText(grounding, keyVariable(key), text), and(implies(holds, then), implies(then, holds)));
}

/** If what is tested is this text, the variables are the parts of it that they can be. */
function onText(grounding: Grounding, { name, on, value }: OpenTest, text: string): Formula {
  const parses = parsesOf(value, text);
  if (!parses) return TRUE;
  const ways = parses.map((parse) => and(...[...parse].map(([key, part]) => isText(grounding, `key:${key}`, part))));
  return implies(and(isText(grounding, on, text), atom(name, { kind: "present" })), or(...ways));
}

function isText(grounding: Grounding, variable: Variable, text: string): Formula {
  return grounding.testOf(variable, { kind: "matches", pattern: literal(text) });
}

/** A value with one variable replaced by a text, whose own wildcards mean nothing. */
function filledIn(value: string, key: string, text: string): string {
  const escaped = text.replace(/[*?$]/g, (character) => `\${${character}}`);
  return value.split(`\${${key}}`).join(escaped);
}
