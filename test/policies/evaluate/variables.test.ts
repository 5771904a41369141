import type { PolicyDocument, Statement } from "../../../policies/document";
import { UndecidableError } from "../../../policies/evaluate/decision";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { ALLOW_ALL, applies, conditionHolds, mintRequest, policy, profileArn } from "./example-requests";

const TAG = "aws:PrincipalTag/Profile";
const asked = (name: string, tag?: string) =>
  mintRequest({ resource: profileArn(name), context: tag === undefined ? {} : { [TAG]: tag } });
const own = (otherwise: string) => profileArn(`\${${TAG}, '${otherwise}'}`);

describe("a default value", () => {
  test.each([
    ["stands in for a missing key", "guest", asked("guest"), true],
    ["is not used beside a value", "guest", asked("guest", "alice"), false],
    ["does not keep the value out", "guest", asked("alice", "alice"), true],
    ["may hold spaces and colons", "a: guest", asked("a: guest"), true],
    ["may look like another variable's name", "aws:userid", asked("aws:userid"), true],
  ])("%s", (_, otherwise, request, matches) => {
    expect(applies({ Resource: own(otherwise) }, request)).toBe(matches);
  });

  test.each([
    ["guest", undefined, true],
    ["alice", undefined, false],
    ["alice", "alice", true],
    ["guest", "alice", false],
  ])("in a condition: %s against the tag %s is %s", (actual, tag, holds) => {
    const others = tag === undefined ? {} : { [TAG]: tag };
    expect(conditionHolds("StringEquals", `\${${TAG}, 'guest'}`, actual, others)).toBe(holds);
    expect(conditionHolds("StringNotEquals", `\${${TAG}, 'guest'}`, actual, others)).toBe(!holds);
  });

  test("stands in for an empty value, or does not: that is refused where it matters", () => {
    expect(() => applies({ Resource: own("guest") }, asked("guest", ""))).toThrow("a variable whose value is empty");
    expect(applies({ Resource: own("guest") }, asked("alice", ""))).toBe(false);
  });

  test("with wildcards is refused where it matters whether they are wildcards", () => {
    expect(() => applies({ Resource: own("*") }, asked("alice"))).toThrow("it turns on a default value with wildcards");
    expect(() => applies({ Resource: own("*") }, asked("alice", ""))).toThrow(UndecidableError);
    expect(() => conditionHolds("StringLike", `\${${TAG}, 'al*'}`, "alice")).toThrow(UndecidableError);
    expect(() => applies({ NotResource: own("*") }, asked("alice"))).toThrow(UndecidableError);
  });

  test("with wildcards is decided where both readings agree", () => {
    expect(applies({ Resource: own("*") }, asked("*"))).toBe(true);
    expect(applies({ Resource: own("al*") }, asked("bob"))).toBe(false);
    expect(applies({ Resource: own("*") }, asked("alice", "alice"))).toBe(true);
    expect(applies({ Resource: own("*") }, asked("alice", "bob"))).toBe(false);
    expect(conditionHolds("StringEquals", `\${${TAG}, 'al*'}`, "alice")).toBe(false);
    expect(conditionHolds("StringEquals", `\${${TAG}, 'al*'}`, "al*")).toBe(true);
  });
});

describe("in a document of the older version", () => {
  const decide = (statement: Partial<Statement>, request = asked("alice", "alice"), Version?: "2008-10-17") => {
    const document = { Statement: [{ ...ALLOW_ALL, ...statement }], ...(Version && { Version }) } as PolicyDocument;
    return decideSameAccount(request, { identity: [{ name: "old", document }] }).allowed;
  };
  const variable = `\${${TAG}}`;

  test.each(["2008-10-17", undefined] as const)("(Version %s) a variable is its own text", (version) => {
    expect(decide({ Resource: profileArn(variable) }, asked("alice", "alice"), version)).toBe(false);
    expect(decide({ Resource: profileArn(variable) }, asked(variable, "alice"), version)).toBe(true);
  });

  test("so a Deny on it falls away, and a negated one falls on all", () => {
    const deny = (Condition: Statement["Condition"]) =>
      decideSameAccount(asked("alice", "alice"), {
        identity: [
          policy(ALLOW_ALL),
          {
            name: "old",
            document: {
              Version: "2008-10-17",
              Statement: [{ Effect: "Deny", Action: "*", Resource: "*", ...(Condition && { Condition }) }],
            },
          },
        ],
      }).allowed;
    expect(deny({ StringEquals: { [TAG]: variable } })).toBe(true);
    expect(deny({ StringNotEquals: { [TAG]: variable } })).toBe(false);
  });

  test("wildcards stay wildcards, between braces too", () => {
    expect(decide({ Resource: profileArn("al*") })).toBe(true);
    expect(decide({ Resource: profileArn("${*}") }, asked("${anything}"))).toBe(true);
    expect(decide({ Resource: profileArn("${*}") }, asked("*"))).toBe(false);
    expect(decide({ Condition: { StringLike: { [TAG]: "${?}" } } }, asked("alice", "${x}"))).toBe(true);
  });

  test("what would be an unknown variable, or an unclosed one, is text", () => {
    expect(decide({ Resource: profileArn("${username") }, asked("${username"))).toBe(true);
    expect(decide({ Condition: { ArnLike: { [TAG]: "arn:${a:b:c:d:e" } } }, asked("alice", "arn:${a:b:c:d:e"))).toBe(
      true,
    );
  });

  test("the name of the deciding statement is the one that was written", () => {
    const document: PolicyDocument = { Version: "2008-10-17", Statement: [{ ...ALLOW_ALL, Sid: "Old" }] };
    const decision = decideSameAccount(asked("alice"), { identity: [{ name: "old", document }] });
    expect(decision.decidedBy).toMatchObject({ sid: "Old", index: 0 });
  });
});
