import type { PolicyDocument, Statement } from "../../../../policies/document";
import { decideSameAccount } from "../../../../policies/evaluate/evaluate";
import type { AccessRequest } from "../../../../policies/evaluate/request";
import { whyRefused } from "../../../../policies/evaluate/why/why";
import { onlyThrough, SOURCE_VPCE, unlessThrough } from "../../../../policies/from-our-endpoints";

const ROLE = "arn:aws:iam::111122223333:role/minting";
const OWN = "arn:aws:sagemaker:eu-central-1:111122223333:user-profile/d-1/alice";
const ALLOW = { Sid: "AllowAll", Effect: "Allow", Action: "*", Resource: "*" } as const;

function ask(statements: readonly Statement[], changes: Partial<AccessRequest> = {}) {
  const request: AccessRequest = {
    action: "sagemaker:CreatePresignedDomainUrl",
    resource: OWN,
    principal: { kind: "role", roleArn: ROLE, account: "111122223333" },
    context: {},
    ...changes,
  };
  const document: PolicyDocument = { Version: "2012-10-17", Statement: statements };
  const policies = { identity: [{ name: "policy of the role", document }] };
  return whyRefused(decideSameAccount(request, policies), [request], policies);
}

function denied(part: Partial<Statement>, context: AccessRequest["context"]): string | undefined {
  const everything = "NotResource" in part ? {} : { Resource: "*" };
  const deny: Statement = { Sid: "DenyIt", Effect: "Deny", Action: "*", ...everything, ...part };
  return ask([ALLOW, deny], { context })?.fact;
}

const key = (operator: string, values: string | string[]) => ({ Condition: { [operator]: { "aws:Key": values } } });

test.each<[string, Partial<Statement>, AccessRequest["context"], string]>([
  [
    "the endpoint condition",
    { Condition: unlessThrough(["vpce-a", "vpce-b"]) },
    {},
    `${SOURCE_VPCE} has to be vpce-a or vpce-b; the request has none`,
  ],
  [
    "another endpoint",
    { Condition: unlessThrough(["vpce-a"]) },
    { [SOURCE_VPCE]: "vpce-c" },
    `${SOURCE_VPCE} has to be vpce-a; the request has vpce-c`,
  ],
  ["a value that is refused", key("StringEquals", "x"), { "aws:Key": "x" }, "aws:Key must not be x; the request has x"],
  ["a pattern", key("StringNotLike", ["a*"]), { "aws:Key": "b" }, "aws:Key has to match a*; the request has b"],
  ["an ARN", key("ArnNotLike", ["arn:aws:s3:::a"]), {}, "aws:Key has to match arn:aws:s3:::a; the request has none"],
  ["a missing key", key("Null", "true"), {}, "aws:Key has to be there; the request has none"],
  ["a key too many", key("Null", "false"), { "aws:Key": "x" }, "aws:Key must not be there; the request has x"],
  ["a truth value", key("Bool", "false"), { "aws:Key": "false" }, "aws:Key must not be false; the request has false"],
  [
    "a number",
    key("NumericGreaterThan", "5"),
    { "aws:Key": "6" },
    "aws:Key must not be more than 5; the request has 6",
  ],
  [
    "other resources",
    { NotResource: ["arn:aws:sagemaker:*:111122223333:user-profile/d-1/bob"] },
    {},
    `the resource has to match arn:aws:sagemaker:*:111122223333:user-profile/d-1/bob; the request is for ${OWN}`,
  ],
  [
    "a variable",
    { Condition: { StringNotEquals: { "aws:Key": "${aws:PrincipalTag/Name}" } } },
    { "aws:Key": "bob", "aws:PrincipalTag/Name": "alice" },
    "aws:Key has to be alice; the request has bob",
  ],
  [
    "many values",
    { Condition: { StringNotEquals: { "aws:Key": ["a", "b", "c", "d", "e", "f"] } } },
    { "aws:Key": "" },
    'aws:Key has to be a, b, c, d or 2 more; the request has ""',
  ],
  [
    "two conditions, each of which is a way out",
    { Condition: { ...unlessThrough(["vpce-a"]), Bool: { "aws:ViaAWSService": "false" } } },
    { "aws:ViaAWSService": "false" },
    `${SOURCE_VPCE} has to be vpce-a; the request has none, or aws:ViaAWSService must not be false; the request has false`,
  ],
  ["no condition", {}, {}, `it denies sagemaker:CreatePresignedDomainUrl on ${OWN} in any case`],
])("a Deny says what was compared with what: %s", (_name, part, context, fact) => {
  expect(denied(part, context)).toBe(fact);
});

describe("where an Allow is missing", () => {
  const near: Statement = {
    Sid: "Near",
    Effect: "Allow",
    Action: "sagemaker:*",
    Resource: OWN,
    Condition: onlyThrough(["vpce-a"]),
  };
  const far: Statement = { ...near, Sid: "Far", Resource: `${OWN}x` };

  test("the one that lacks least is named, with what it asks for", () => {
    expect(ask([far, near])).toEqual({
      fact: `${SOURCE_VPCE} has to be vpce-a; the request has none`,
      nearest: { layer: "identity", policy: "policy of the role", index: 1, sid: "Near", effect: "Allow" },
    });
  });

  test("everything that it lacks is said", () => {
    expect(ask([far])?.fact).toBe(
      `the resource has to match ${OWN}x; the request is for ${OWN}, and ${SOURCE_VPCE} has to be vpce-a; the request has none`,
    );
  });

  test("an action that no statement names is said to be one", () => {
    expect(ask([near], { action: "sagemaker-geospatial:Go" })).toEqual({
      fact: "no statement there allows sagemaker-geospatial:Go to anyone",
    });
  });

  test("without any policy there is nothing to compare", () => {
    expect(ask([])?.fact).toBe("no statement there allows sagemaker:CreatePresignedDomainUrl to anyone");
  });
});

test("what is allowed needs no reason", () => expect(ask([ALLOW])).toBeUndefined());
