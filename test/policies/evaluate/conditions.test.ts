import { UndecidableError } from "../../../policies/evaluate/decision";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { ALLOW_ALL, applies, conditionHolds, DENY_ALL, mintRequest, policy } from "./example-requests";

describe("a Condition", () => {
  const context = { "test:A": "1", "test:B": "2" };
  test.each([
    ["both keys of one operator hold", { StringEquals: { "test:A": "1", "test:B": "2" } }, true],
    ["one key of one operator fails", { StringEquals: { "test:A": "1", "test:B": "3" } }, false],
    ["both operators hold", { StringEquals: { "test:A": "1" }, StringLike: { "test:B": "?" } }, true],
    ["one of two operators fails", { StringEquals: { "test:A": "1" }, Null: { "test:B": "true" } }, false],
    ["the key is written in another case", { StringEquals: { "TEST:a": "1" } }, true],
    ["there is no test in it", {}, true],
  ])("when %s", (_, Condition, holds) => {
    expect(applies({ Condition }, mintRequest({ context }))).toBe(holds);
  });

  test("on a Deny is weakened by every key that is added", () => {
    const outside = mintRequest({ context: { "aws:ViaAWSService": "true" } });
    const deny = (Condition: Record<string, Record<string, string>>) =>
      decideSameAccount(outside, { identity: [policy(ALLOW_ALL, { ...DENY_ALL, Condition })] }).allowed;
    expect(deny({ StringNotEquals: { "test:Endpoint": "ours" } })).toBe(false);
    expect(deny({ StringNotEquals: { "test:Endpoint": "ours" }, Bool: { "aws:ViaAWSService": "false" } })).toBe(true);
  });
});

test.each([
  ["Bool", false, "false"],
  ["Bool", [true], "true"],
  ["NumericEquals", 5, "5"],
])("AWS takes values without quotes: %s %j", (operator, value, actual) => {
  const Condition = { [operator]: { "test:Key": value as never } };
  expect(applies({ Condition }, mintRequest({ context: { "test:Key": actual } }))).toBe(true);
  expect(applies({ Condition }, mintRequest({ context: { "test:Key": "0" } }))).toBe(false);
});

describe("what AWS leaves undocumented", () => {
  test.each([
    ["a single-valued operator on a list of values", "StringEquals", "a", ["a"]],
    ["its negated form", "StringNotEquals", "a", ["b"]],
    ["a negated test against a variable that is not set", "StringNotEquals", "${test:Missing}", "a"],
    ["IfExists beside a variable that is not set", "StringEqualsIfExists", "${test:Missing}", undefined],
    ["a match beside a variable that is not set", "StringEquals", ["a", "${test:Missing}"], "a"],
    [
      "ForAllValues of nothing beside a variable that is not set",
      "ForAllValues:StringEquals",
      "${test:Missing}",
      undefined,
    ],
    ["a variable with a list of values", "StringEquals", "${test:List}", "a"],
    ["a variable with a list of values and a default", "StringEquals", "${test:List, 'a'}", "a"],
    ["a word that is not a number", "NumericNotEquals", "1", "one"],
    ["a text that is not an ARN", "ArnNotLike", "arn:aws:iam::111122223333:role/admin*", "not-an-arn"],
    ["an ARN's beginning", "ArnNotEquals", "arn:aws:iam::111122223333:role/admin", "arn:aws:iam"],
    ["a list with a text that is not an ARN", "ForAllValues:ArnNotLike", "arn:aws:iam::*:role/a", ["not-an-arn"]],
    ["a text that is not an address", "NotIpAddress", "10.0.0.0/8", "proxy.corp.example"],
    ["an instant on a day without a time", "DateLessThan", "2026-01-31", "2026-01-31T12:00:00Z"],
    ["an instant on that day somewhere else", "DateGreaterThan", "2026-01-31", "2026-02-01T08:00:00Z"],
    ["an instant that is a day without a time", "DateEquals", "2026-01-31", "2026-01-31T00:00:00Z"],
    ["a date alone that is not an instant", "DateNotEquals", "2026-01-31T12:00:00Z", "2026-01-31"],
  ])("is refused: %s", (_, operator, expected, actual) => {
    expect(() => conditionHolds(operator, expected, actual, { "test:List": ["a"] })).toThrow(UndecidableError);
  });

  test("is not refused where one value settles it", () => {
    const lists = ["arn:aws:iam::111122223333:role/a", "not-an-arn"];
    expect(conditionHolds("ForAllValues:ArnNotLike", "arn:aws:iam::*:role/a", lists)).toBe(false);
    expect(conditionHolds("ForAnyValue:ArnNotLike", "arn:aws:iam::*:role/b", lists)).toBe(true);
    expect(conditionHolds("DateLessThan", ["2026-01-31", "2027-01-01T00:00:00Z"], "2026-01-31T12:00:00Z")).toBe(true);
  });

  test("is not refused where every reading says no", () => {
    expect(conditionHolds("StringEquals", "${test:Missing}", "a")).toBe(false);
    expect(conditionHolds("StringEquals", ["b", "${test:Missing}"], "a")).toBe(false);
    expect(conditionHolds("StringNotEquals", ["a", "${test:Missing}"], "a")).toBe(false);
  });

  const unclear = { StringEquals: { "test:List": "a" } };
  const request = mintRequest({ context: { "test:List": ["a"] } });

  test("does not matter beside a Deny that applies for certain, in either order", () => {
    const statements = [{ ...DENY_ALL, Sid: "Unclear", Condition: unclear }, DENY_ALL, ALLOW_ALL];
    for (const order of [statements, statements.toReversed()])
      expect(decideSameAccount(request, { identity: [policy(...order)] }).decidedBy?.sid).toBe("DenyAll");
  });

  test("does not matter in an Allow beside an Allow that applies for certain", () => {
    const identity = [policy({ ...ALLOW_ALL, Sid: "Unclear", Condition: unclear }, ALLOW_ALL)];
    expect(decideSameAccount(request, { identity }).decidedBy?.sid).toBe("AllowAll");
  });

  test("does not matter in a Deny where nothing allows anyway", () => {
    const identity = [policy({ ...DENY_ALL, Condition: unclear })];
    expect(decideSameAccount(request, { identity })).toMatchObject({ allowed: false, layer: "identity" });
  });

  test("does not matter in a statement whose other tests fail", () => {
    const Condition = { ...unclear, Bool: { "aws:SecureTransport": "true" } };
    expect(applies({ Condition }, request)).toBe(false);
  });

  test("is refused by a sentence that names policy, statement and key", () => {
    const identity = [policy(ALLOW_ALL, { ...DENY_ALL, Sid: "DenyUnclear", Condition: unclear })];
    expect(() => decideSameAccount(request, { identity })).toThrow(
      'Policy "example", statement "DenyUnclear" cannot be decided: test:List has a list of values and StringEquals compares one.',
    );
  });
});
