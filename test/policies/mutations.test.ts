import type { Conditions, PolicyDocument, Statement } from "../../policies/document";
import { caseFilesAbout, type Changed, flips, list, type Mutation, mutations, nameOf } from "./mutation";
import { attachedByOthers, SHIPPED_DOCUMENTS } from "./shipped-documents";

/**
 * Every shipped document is weakened in every way below, one at a time; each must turn a case from "deny" to "allow" (or make it
 * unanswerable). And every Allow, and every condition of a Deny, is taken away, which must turn a case from "allow" to "deny": no
 * statement and no condition is there for nothing.
 */
const ours = Object.entries(SHIPPED_DOCUMENTS).filter(([name]) => !Object.keys(attachedByOthers()).includes(name));
const FOREIGN_ENDPOINT = "vpce-0ffffffffffffffff";

describe.each(ours)("%s", (name, document) => {
  const files = caseFilesAbout(name);

  test.each(weakenings(document))("$what: a case that was denied is not any more", (mutation) => {
    expect(flips(files, name, mutation.document, "deny")).not.toEqual([]);
  });

  const allows = removals(document, "Allow");
  if (allows.length > 0) {
    test.each(allows)("$what: a case that was allowed is not any more", (mutation) => {
      expect(flips(files, name, mutation.document, "allow")).not.toEqual([]);
    });
  }
});

/** A condition makes a Deny narrower: without it the Deny refuses a caller who is let through for a reason. */
describe.each(ours)("%s", (name, document) => {
  const files = caseFilesAbout(name);
  const stricter = document.Statement.flatMap((statement, index) =>
    statement.Effect === "Deny" ? mutations(document, index, withoutEachKey(statement)) : [],
  );

  if (stricter.length > 0) {
    test.each(stricter)("$what: a case that was allowed is not any more", (mutation) => {
      expect(flips(files, name, mutation.document, "allow")).not.toEqual([]);
    });
  }
});

test("there are mutations to look at", () => {
  expect(ours.flatMap(([, document]) => weakenings(document)).length).toBeGreaterThan(120);
});

function weakenings(document: PolicyDocument): Mutation[] {
  return [
    ...removals(document, "Deny"),
    ...document.Statement.flatMap((statement, index) =>
      mutations(document, index, statement.Effect === "Allow" ? widened(statement) : narrowed(statement)),
    ),
  ];
}

function removals(document: PolicyDocument, effect: Statement["Effect"]): Mutation[] {
  return document.Statement.flatMap((statement, index) =>
    statement.Effect === effect
      ? [
          {
            what: `without ${nameOf(statement, index)}`,
            document: { ...document, Statement: document.Statement.toSpliced(index, 1) },
          },
        ]
      : [],
  );
}

/** An Allow that allows more. */
function widened(statement: Statement): Changed[] {
  const weaker: Changed[] = [["any action", { ...statement, Action: "*" }]];
  const trust = statement.Resource === undefined;
  if (!trust && statement.Resource !== "*") weaker.push(["any resource", { ...statement, Resource: "*" }]);
  if (trust) {
    weaker.push([
      "any principal may become it",
      { ...statement, Principal: { AWS: "*", Service: "ec2.amazonaws.com" } },
    ]);
    // What a trust policy is about is the role itself, and becoming it is all that can be asked of it.
    weaker.shift();
  }
  return [...weaker, ...withoutEachKey(statement), ...withForeignEndpoint(statement)];
}

/** A Deny that denies less. */
function narrowed(statement: Statement): Changed[] {
  const weaker: Changed[] = withForeignEndpoint(statement);
  if (statement.NotResource !== undefined) {
    weaker.push(["any resource excepted", { ...statement, NotResource: [...list(statement.NotResource), "*"] }]);
  }
  if (statement.NotAction !== undefined) {
    weaker.push([
      "all of the service excepted",
      { ...statement, NotAction: [...list(statement.NotAction), `${serviceOf(statement.NotAction)}:*`] },
    ]);
  }
  for (const action of list(statement.Action).filter(() => list(statement.Action).length > 1)) {
    weaker.push([
      `${action} forgotten`,
      { ...statement, Action: list(statement.Action).filter((each) => each !== action) },
    ]);
  }
  return weaker;
}

function serviceOf(actions: string | readonly string[]): string {
  return list(actions)[0]?.split(":")[0] ?? "";
}

function withoutEachKey(statement: Statement): Changed[] {
  return Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key): Changed => {
      const { [key]: _dropped, ...others } = keys;
      const { [operator]: _operator, ...rest } = statement.Condition ?? {};
      const condition: Conditions = Object.keys(others).length > 0 ? { ...rest, [operator]: others } : rest;
      return [`${operator} ${key} dropped`, { ...statement, Condition: condition }];
    }),
  );
}

/** A stranger's endpoint id slips into the list. */
function withForeignEndpoint(statement: Statement): Changed[] {
  return Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys)
      .filter(([key]) => /sourcevpce/i.test(key))
      .map(([key, values]): Changed => {
        const ids = [...list(values), FOREIGN_ENDPOINT];
        const condition = { ...statement.Condition, [operator]: { ...keys, [key]: ids } };
        return ["a stranger's endpoint listed", { ...statement, Condition: condition }];
      }),
  );
}
