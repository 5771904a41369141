import type { Statement } from "../../../policies/document";
import { UndecidableError } from "../../../policies/evaluate/decision";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { ACCOUNT, ALLOW_ALL, applies, mintRequest, policy, profileArn } from "./example-requests";

describe("Action and NotAction", () => {
  test.each<[string, Partial<Statement>, boolean]>([
    ["the same name", { Action: "sagemaker:CreatePresignedDomainUrl" }, true],
    ["the same name in another case", { Action: "SageMaker:createpresignedDOMAINurl" }, true],
    ["a star", { Action: "*" }, true],
    ["a service's star", { Action: "sagemaker:*" }, true],
    ["a prefix", { Action: "sagemaker:Create*" }, true],
    ["a question mark for each missing letter", { Action: "sagemaker:CreatePresignedDomainUr?" }, true],
    ["a question mark too many", { Action: "sagemaker:CreatePresignedDomainUrl?" }, false],
    ["a prefix without star", { Action: "sagemaker:Create" }, false],
    ["another service", { Action: "s3:*" }, false],
    ["one of a list", { Action: ["s3:*", "sagemaker:*Url"] }, true],
    ["none of NotAction", { NotAction: ["s3:*", "iam:*"] }, true],
    ["one of NotAction", { NotAction: ["s3:*", "sagemaker:*"] }, false],
  ])("%s", (_, statement, holds) => {
    expect(applies(statement, mintRequest())).toBe(holds);
  });
});

describe("Resource and NotResource", () => {
  const sagemaker = (rest: string) => `arn:aws:sagemaker:eu-central-1:${ACCOUNT}:${rest}`;
  test.each<[string, string, string, boolean]>([
    ["the same ARN", profileArn("alice"), profileArn("alice"), true],
    ["a longer name", profileArn("alice"), profileArn("alice2"), false],
    ["another case", profileArn("alice"), profileArn("Alice"), false],
    ["a star crossing slashes", sagemaker("user-profile/*"), profileArn("alice"), true],
    [
      "a star crossing colons",
      "arn:aws:logs:*",
      "arn:aws:logs:eu-central-1:111122223333:log-group:a:log-stream:b",
      true,
    ],
    ["any Region and account", "arn:aws:sagemaker:*:*:user-profile/*", profileArn("alice"), true],
    ["any partition", "arn:*:sagemaker:*", profileArn("alice"), true],
    ["another Region", "arn:aws:sagemaker:us-east-1:*:user-profile/*", profileArn("alice"), false],
    ["the service's name further on", "arn:*:s3:*", "arn:aws:sagemaker:eu-central-1:111122223333:x:s3:y", false],
    ["the collection without its members", sagemaker("user-profile"), profileArn("alice"), false],
    ["a star for nothing", sagemaker("user-profile/d-aaaa/alice*"), profileArn("alice"), true],
    ["two stars that have to share", sagemaker("user-profile/*a*a*e"), profileArn("alice"), true],
    ["a question mark for a slash", sagemaker("user-profile?d-aaaa?alice"), profileArn("alice"), true],
    ["an ARN for an action without resource types", profileArn("alice"), "*", false],
    ["a star for an action without resource types", "*", "*", true],
    ["a wildcard character in the request, which is only a character", profileArn("alice"), profileArn("*"), false],
    ["an emoji, which is one character", profileArn("?"), profileArn("🙂"), true],
  ])("%s", (_, pattern, resource, matches) => {
    expect(applies({ Resource: pattern }, mintRequest({ resource }))).toBe(matches);
    expect(applies({ NotResource: pattern }, mintRequest({ resource }))).toBe(!matches);
  });

  test("a list matches by any of its values, and NotResource by none", () => {
    const both = [profileArn("bob"), profileArn("alice")];
    expect(applies({ Resource: both }, mintRequest())).toBe(true);
    expect(applies({ NotResource: both }, mintRequest())).toBe(false);
    expect(applies({ NotResource: both }, mintRequest({ resource: profileArn("carol") }))).toBe(true);
  });

  test("a hostile pattern does not stall the decision", () => {
    // A matcher that tries every way to share the letters out among the stars would still be at it next year.
    const Resource = profileArn("*a".repeat(200) + "b");
    expect(applies({ Resource }, mintRequest({ resource: profileArn("a".repeat(2000)) }))).toBe(false);
  });
});

describe("variables in a resource", () => {
  const own = profileArn("${aws:PrincipalTag/Profile}");
  const tagged = (value: string | string[], resource = profileArn("alice")) =>
    mintRequest({ resource, context: { "aws:PrincipalTag/Profile": value } });
  const denyOthers = (request: ReturnType<typeof mintRequest>, NotResource: string | string[] = own) =>
    !decideSameAccount(request, { identity: [policy(ALLOW_ALL, { Effect: "Deny", Action: "*", NotResource })] })
      .allowed;

  test.each<[string, string, boolean]>([
    ["alice", "alice", true],
    ["alice", "alice2", false],
    ["alice", "Alice", false],
    ["*", "alice", false],
    ["*", "*", true],
    ["al?ce", "alice", false],
    ["${aws:PrincipalTag/Other}", "alice", false],
    ["alice", "bob/alice", false],
  ])("the value %j is literal beside the name %j: %s", (tag, name, matches) => {
    expect(applies({ Resource: own }, tagged(tag, profileArn(name)))).toBe(matches);
    expect(denyOthers(tagged(tag, profileArn(name)))).toBe(!matches);
  });

  test("wildcards written beside a variable stay wildcards", () => {
    const Resource = profileArn("${aws:PrincipalTag/Profile}*");
    expect(applies({ Resource }, tagged("alice", profileArn("alicea")))).toBe(true);
    expect(applies({ Resource }, tagged("a*", profileArn("alice")))).toBe(false);
  });

  test.each([
    ["${*}", "*", "x"],
    ["${?}", "?", "x"],
    ["${$}{aws:username}", "${aws:username}", "$"],
  ])("%s stands for the characters %s", (template, literal, other) => {
    expect(applies({ Resource: profileArn(template) }, mintRequest({ resource: profileArn(literal) }))).toBe(true);
    expect(applies({ Resource: profileArn(template) }, mintRequest({ resource: profileArn(other) }))).toBe(false);
  });

  test("names of variables are found in any case", () => {
    expect(applies({ Resource: profileArn("${AWS:principaltag/PROFILE}") }, tagged("alice"))).toBe(true);
  });

  test("an unset variable matches no resource", () => {
    expect(applies({ Resource: own }, mintRequest())).toBe(false);
    expect(applies({ Resource: [own, profileArn("bob")] }, mintRequest())).toBe(false);
  });

  test("a Deny with NotResource and an unset variable may hold or fall away: only a Deny on the missing tag closes that", () => {
    expect(() => denyOthers(mintRequest())).toThrow("a variable in its resources is not set");
    const onMissingTag: Statement = {
      Sid: "DenyWithoutTag",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Null: { "aws:PrincipalTag/Profile": "true" } },
    };
    const denyOthersToo: Statement = { Effect: "Deny", Action: "*", NotResource: own };
    const decision = decideSameAccount(mintRequest(), { identity: [policy(ALLOW_ALL, denyOthersToo, onMissingTag)] });
    expect(decision.decidedBy?.sid).toBe("DenyWithoutTag");
  });

  test("an Allow with NotResource does not reach what another of its values lists", () => {
    expect(applies({ NotResource: [own, profileArn("alice")] }, mintRequest())).toBe(false);
  });

  test("a Deny with NotResource still spares what another of its values lists", () => {
    expect(denyOthers(mintRequest(), [own, profileArn("alice")])).toBe(false);
  });

  test.each<[string, Partial<Statement>, ReturnType<typeof mintRequest>]>([
    ["an Allow with NotResource and an unset variable", { NotResource: own }, mintRequest()],
    ["a match beside an unset variable", { Resource: [own, profileArn("alice")] }, mintRequest()],
    ["a variable with a list of values", { Resource: own }, tagged(["alice"])],
    ["an empty value before a star", { Resource: profileArn("${aws:PrincipalTag/Profile}*") }, tagged("")],
  ])("%s is refused", (_, statement, request) => {
    expect(() => applies(statement, request)).toThrow(UndecidableError);
  });

  test("an empty value is refused in a Deny with NotResource, where one reading denies and the other falls away", () => {
    expect(() => denyOthers(tagged(""))).toThrow("cannot be decided");
  });

  test("an empty value is not a match where neither reading matches", () => {
    expect(applies({ Resource: own }, tagged(""))).toBe(false);
  });
});
