import type { Place } from "../../policies/arns";
import type { Conditions, Statement } from "../../policies/document";
import { caseFilesAbout, type Changed, flips, list, mutations } from "./mutation";
import { poolDocuments } from "./pool-documents";
import { SHIPPED_DOCUMENTS } from "./shipped-documents";

/**
 * Of the pool's documents each single entry counts: every action, every resource and every value of a condition is taken away, and every
 * condition is made to hold for any value, and for a request without the key. Each change must turn a case the other way.
 */
const EXAMPLE: Place = { partition: "aws", region: "eu-central-1", account: "111122223333" };
const names = Object.keys(poolDocuments(EXAMPLE, { executionRolePath: "/" }));

/** Which case has to turn: one that is allowed, when the change is stricter, or one that is denied. */
type Turned = "allow" | "deny";
type Change = readonly [turns: Turned, changed: Changed];
const LISTS = ["Action", "NotAction", "Resource", "NotResource"] as const;

describe.each(names)("%s", (name) => {
  const document = SHIPPED_DOCUMENTS[name];
  if (!document) throw new Error(`There is no document ${name}.`);
  const all = document.Statement.flatMap((statement, index) =>
    [...shorter(statement), ...looser(statement)].flatMap(([turns, changed]) =>
      mutations(document, index, [changed]).map((mutation) => ({ ...mutation, turns })),
    ),
  );

  if (all.length > 0) {
    test.each(all)("$what: a case of $turns turns", ({ turns, document: changed }) => {
      expect(flips(caseFilesAbout(name), name, changed, turns)).not.toEqual([]);
    });
  }
});

test("there is something to take away", () => {
  const statements = names.flatMap((name) => SHIPPED_DOCUMENTS[name]?.Statement ?? []);
  expect(statements.flatMap((statement) => [...shorter(statement), ...looser(statement)]).length).toBeGreaterThan(100);
});

/** Without one entry of a list. What stands in a "Not…" list, or is compared by a negated operator, is what a statement leaves out. */
function shorter(statement: Statement): Change[] {
  const fromElements = LISTS.flatMap((element) => {
    const values = list(statement[element]);
    const isNegated = element.startsWith("Not");
    return without(values).map(([value, rest]): Change => [
      turnedBy(statement, isNegated),
      [`${element} ${value} taken away`, { ...statement, [element]: rest }],
    ]);
  });
  const fromConditions = eachKey(statement).flatMap(([operator, key, values]) =>
    without(values).map(([value, rest]): Change => [
      turnedBy(statement, isNegated(operator)),
      [`${operator} ${key} ${value} taken away`, withCondition(statement, operator, key, operator, rest)],
    ]),
  );
  return [...fromElements, ...fromConditions];
}

/** A shorter list of what a statement is about makes an Allow stricter and a Deny weaker; of what it leaves out, the other way round. */
function turnedBy({ Effect }: Statement, isNegated: boolean): Turned {
  return (Effect === "Allow") === isNegated ? "deny" : "allow";
}

/** Each condition as if its author had cared for the value only, or for the key's presence only. */
function looser(statement: Statement): Change[] {
  return eachKey(statement).flatMap(([operator, key]): Change[] => {
    const changed = (what: string, to: string, values: string | readonly string[]): Change => [
      "deny",
      [`${operator} ${key} ${what}`, withCondition(statement, operator, key, to, values)],
    ];
    const values = statement.Condition?.[operator]?.[key] ?? [];
    // With one of the two the other says next to nothing: all of the request's values, and that there is one.
    if (operator.startsWith("For"))
      return [["deny", [`${operator} ${key} taken away`, withoutKey(statement, operator, key)]]];
    if (statement.Effect === "Allow") {
      const anyValue = operator.startsWith("Bool")
        ? changed("of any value", operator, ["true", "false"])
        : changed("of any value", "StringLike", "*");
      return [anyValue, changed("or absent", `${operator}IfExists`, values)];
    }
    if (operator.endsWith("IfExists")) return [changed("never absent", operator.replace("IfExists", ""), values)];
    if (!isNegated(operator)) return [];
    const present = withCondition(statement, "Null", key, "Null", "false");
    return [changed("of any value", "StringNotLike", "*"), ["deny", [`${operator} ${key} never absent`, present]]];
  });
}

function eachKey({ Condition }: Statement): [operator: string, key: string, values: readonly string[]][] {
  return Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): [string, string, readonly string[]] => [operator, key, list(values)]),
  );
}

function isNegated(operator: string): boolean {
  return /Not(Equals|Like)/.test(operator);
}

/** Nothing for a single value: without it there is no list. */
function without(values: readonly string[]): [value: string, rest: readonly string[]][] {
  return values.length < 2 ? [] : values.map((value) => [value, values.filter((each) => each !== value)]);
}

function withoutKey(statement: Statement, operator: string, key: string): Statement {
  const { [key]: _gone, ...others } = statement.Condition?.[operator] ?? {};
  const { [operator]: _from, ...rest } = statement.Condition ?? {};
  return { ...statement, Condition: Object.keys(others).length > 0 ? { ...rest, [operator]: others } : rest };
}

/** The statement with a key moved from one operator to another. */
function withCondition(
  statement: Statement,
  from: string,
  key: string,
  to: string,
  values: string | readonly string[],
): Statement {
  const { [key]: _moved, ...others } = statement.Condition?.[from] ?? {};
  const { [from]: _from, ...rest } = statement.Condition ?? {};
  const kept: Conditions = Object.keys(others).length > 0 ? { ...rest, [from]: others } : rest;
  return { ...statement, Condition: { ...kept, [to]: { ...kept[to], [key]: values } } };
}
