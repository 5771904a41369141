import type { Conditions, Statement } from "../../../../policies/document";
import { ask } from "../../../../policies/audit/prove/ask";
import { action, and, type Formula, key, resource } from "../../../../policies/audit/encode/vocabulary";
import { estate, PROFILES, role } from "./small-estate";

const MINT = "sagemaker:CreatePresignedDomainUrl";

function kindOf(that: Formula, ...statements: readonly Statement[]): string {
  const who = role("minting", ...statements);
  return ask({ estate: estate({ roles: [who] }), asker: { kind: "role", role: who }, route: { kind: "service" }, that })
    .kind;
}

const allow = (over: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action: MINT,
  Resource: `${PROFILES}/*`,
  ...over,
});
const others = (tag: string): Statement => ({
  Effect: "Deny",
  Action: MINT,
  NotResource: `${PROFILES}/d-1/\${aws:PrincipalTag/${tag}}`,
});

test("who has credentials may ask whose they are, whatever the policies say", () => {
  const all: Statement = { Effect: "Deny", Action: "*", Resource: "*" };
  expect(kindOf(action("sts:GetCallerIdentity"), all)).toBe("possible");
  expect(kindOf(action("sts:GetSessionToken"), all)).toBe("never");
});

test("names of tags have no case: a variable is the same one in any", () => {
  const own = allow({ Resource: `${PROFILES}/d-1/\${aws:PrincipalTag/Profile}` });
  const asksForBob = and(action(MINT), resource(`${PROFILES}/d-1/bob`), key("aws:PrincipalTag/profile").is("alice"));
  expect(kindOf(asksForBob, own)).toBe("never");
  expect(kindOf(asksForBob, allow(), others("PROFILE"))).toBe("never");
});

test("a Deny with an unset variable in NotResource neither keeps out for certain nor lets through for certain", () => {
  const untagged = and(action(MINT), key("aws:PrincipalTag/Profile").absent);
  expect(kindOf(untagged, allow(), others("Profile"))).toBe("unknown");
});

test.each([
  ["a text that is not an ARN", { ArnNotLike: { "aws:PrincipalTag/Team": "arn:aws:iam::*:role/a" } }, "x", "unknown"],
  ["an ARN", { ArnNotLike: { "aws:PrincipalTag/Team": "arn:aws:iam::*:role/a" } }, "arn:aws:iam::1:role/b", "possible"],
  ["a text that is not an address", { NotIpAddress: { "aws:PrincipalTag/Team": "10.0.0.0/8" } }, "x", "unknown"],
  ["a day before", { DateLessThan: { "aws:TokenIssueTime": "2030-01-31" } }, "2030-01-29T00:00:00Z", "possible"],
  ["that day", { DateLessThan: { "aws:TokenIssueTime": "2030-01-31" } }, "2030-01-31T12:00:00Z", "unknown"],
  ["a day after", { DateLessThan: { "aws:TokenIssueTime": "2030-01-31" } }, "2030-02-02T00:00:00Z", "never"],
  ["that day, not equal", { DateNotEquals: { "aws:TokenIssueTime": "2030-01-31" } }, "2030-01-31T12:00:00Z", "unknown"],
])("what AWS leaves open is left open: %s", (_what, Condition, value, expected) => {
  const [name = ""] = Object.values(Condition as Conditions).flatMap((keys) => Object.keys(keys));
  expect(kindOf(and(action(MINT), key(name).is(value)), allow({ Condition }))).toBe(expected);
});
