import type { Statement } from "../../../../policies/document";
import type { NamedPolicy } from "../../../../policies/evaluate/decision";
import { decideAssumeRole } from "../../../../policies/evaluate/assume-role";
import { decideSameAccount } from "../../../../policies/evaluate/evaluate";
import { isCoveredByRcps } from "../../../../policies/evaluate/guardrails/covered-by-rcps";
import type { AccountGuardrails, Guardrails } from "../../../../policies/evaluate/guardrails/guardrails";
import { decideKey } from "../../../../policies/evaluate/key";
import type { AccessRequest, Principal } from "../../../../policies/evaluate/request";
import { ACCOUNT, ALLOW_ALL, ROLE, ROLE_ARN } from "../example-requests";

const OTHER_ACCOUNT = "999988887777";
const OPEN: Statement = { ...ALLOW_ALL, Principal: "*" };
const BUCKET = "arn:aws:s3:::images";
const LINKED: Principal = {
  kind: "role",
  roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
  account: ACCOUNT,
};
const S3: Principal = { kind: "service", service: "s3.amazonaws.com" };

function named(name: string, ...statements: readonly Statement[]): NamedPolicy {
  return { name, document: { Version: "2012-10-17", Statement: statements } };
}

function get(changes: Partial<AccessRequest> = {}): AccessRequest {
  const context = { "aws:ResourceAccount": ACCOUNT };
  return { action: "s3:GetObject", resource: `${BUCKET}/1`, principal: ROLE, context, ...changes };
}

const allow = (action: string): Statement => ({ Effect: "Allow", Action: action, Resource: "*" });
const deny = (action: string): Statement => ({ Sid: "DenyIt", Effect: "Deny", Action: action, Resource: "*" });
const forAll = (statement: Statement): Statement => ({ ...statement, Principal: "*" });
const bounded = (...statements: readonly Statement[]): Guardrails => ({
  boundary: named("the boundary", ...statements),
});
const own = [named("own", ALLOW_ALL)];

describe("a permissions boundary", () => {
  const rows: readonly (readonly [string, readonly Statement[], Statement | undefined, string, Partial<object>])[] = [
    ["has to allow what the role's policies allow", [allow("sqs:*")], undefined, "boundary", { allowed: false }],
    ["grants nothing by itself", [allow("s3:*")], undefined, "identity", { allowed: true }],
    ["denies whatever else allows", [allow("*"), deny("s3:*")], forAll(ALLOW_ALL), "boundary", { allowed: false }],
    [
      "limits what a bucket allows the role by its ARN",
      [allow("sqs:*")],
      { ...ALLOW_ALL, Principal: { AWS: ROLE_ARN } },
      "boundary",
      { allowed: false },
    ],
  ];
  test.each(rows)("%s", (_, statements, bucket, layer, expected) => {
    const layers = {
      identity: own,
      resource: bucket ? [named("bucket", bucket)] : [],
      guardrails: bounded(...statements),
    };
    expect(decideSameAccount(get(), layers)).toMatchObject({ layer, ...expected });
  });

  test("alone allows nothing", () => {
    expect(decideSameAccount(get(), { identity: [], guardrails: bounded(ALLOW_ALL) }).allowed).toBe(false);
  });

  test("and a bucket that allows everyone: AWS does not say which of them counts", () => {
    const layers = { identity: own, resource: [named("bucket", OPEN)] };
    expect(() => decideSameAccount(get(), { ...layers, guardrails: bounded(allow("sqs:*")) })).toThrow(
      /not documented/,
    );
    expect(decideSameAccount(get(), { ...layers, guardrails: bounded(allow("s3:*")) }).allowed).toBe(true);
  });

  test("without sts:AssumeRole keeps a role from becoming another one that trusts it by name", () => {
    const trust = [named("trust", { Effect: "Allow", Principal: { AWS: ROLE_ARN }, Action: "sts:*" })];
    const call = { roleArn: `${ROLE_ARN}2`, principal: ROLE, context: {}, sessionName: "s", tags: { Team: "red" } };
    const decide = (...actions: readonly string[]) =>
      decideAssumeRole(call, { identity: own, trust, guardrails: bounded(...actions.map(allow)) });
    expect(decide("sts:AssumeRole", "sts:TagSession").allowed).toBe(true);
    expect(decide("sts:AssumeRole").reason).toBe("Nothing in the boundary allows sts:TagSession.");
    expect(decide("s3:*")).toMatchObject({ allowed: false, layer: "boundary" });
  });

  test("keeps no caller from asking whose credentials it has, and none of AWS's services from anything", () => {
    const whoAmI = get({ action: "sts:GetCallerIdentity", resource: "*" });
    expect(decideSameAccount(whoAmI, { identity: [], guardrails: bounded(deny("*")) }).allowed).toBe(true);
    const layers = { resource: [named("bucket", OPEN)], guardrails: bounded(deny("*")) };
    expect(decideSameAccount(get({ principal: S3 }), layers).allowed).toBe(true);
  });
});

function account(scps: readonly (readonly Statement[])[], rcps: readonly (readonly Statement[])[] = []): Guardrails {
  const levels = (all: typeof scps) =>
    all.map((each, index) => ({ name: `level ${index}`, policies: [named(`policy ${index}`, ...each)] }));
  const guarded: AccountGuardrails = {
    account: ACCOUNT,
    scps: levels(scps),
    rcps: levels(rcps.map((r) => r.map(forAll))),
  };
  return { accounts: [guarded] };
}

describe("service control policies", () => {
  const decide = (guardrails: Guardrails, request = get()) =>
    decideSameAccount(request, { identity: own, resource: [named("bucket", OPEN)], guardrails });

  test("have to allow at every level, and say which one does not", () => {
    expect(decide(account([[ALLOW_ALL], [ALLOW_ALL]])).allowed).toBe(true);
    expect(decide(account([[ALLOW_ALL], [allow("sqs:*")], [ALLOW_ALL]])).reason).toBe(
      "Nothing in the service control policies of level 1 allows s3:GetObject.",
    );
    expect(decide(account([[ALLOW_ALL], []])).allowed).toBe(false);
  });

  test("deny at any level, also what a bucket's policy allows everyone", () => {
    expect(decide(account([[ALLOW_ALL, deny("s3:*")], [ALLOW_ALL]]))).toMatchObject({
      allowed: false,
      decidedBy: { layer: "scp", policy: "policy 0", sid: "DenyIt" },
    });
  });

  test.each([
    ["a service that calls for itself", S3],
    ["a service-linked role", LINKED],
    ["a caller without a signature", { kind: "anonymous" } as const],
  ])("do not reach %s", (_, principal) => {
    const layers = { ...(principal === LINKED && { identity: own }), resource: [named("bucket", OPEN)] };
    const decision = decideSameAccount(get({ principal }), { ...layers, guardrails: account([[deny("*")]]) });
    expect(decision.allowed).toBe(true);
  });
});

describe("resource control policies", () => {
  const closed = account([], [[ALLOW_ALL, deny("*")]]);
  const decide = (request: AccessRequest, guardrails = closed) =>
    decideSameAccount(request, {
      ...(request.principal.kind === "role" && { identity: own }),
      resource: [named("bucket", OPEN)],
      guardrails,
    }).allowed;

  test.each([
    ["a role of the account", ROLE, false],
    ["a service", S3, false],
    ["a caller without a signature", { kind: "anonymous" } as const, false],
    ["no service-linked role", LINKED, true],
  ])("reach %s", (_, principal, allowed) => {
    expect(decide(get({ principal }))).toBe(allowed);
  });

  test("reach services at the account's own keys, but for retiring grants, and no other account's resources", () => {
    const key = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`;
    const use = get({ action: "kms:Decrypt", resource: key, principal: S3 });
    const layers = { key: [named("key", OPEN)] };
    expect(decideKey(use, { ...layers, guardrails: closed }).allowed).toBe(false);
    expect(decideKey({ ...use, action: "kms:RetireGrant" }, { ...layers, guardrails: closed }).allowed).toBe(true);
    expect(decide(get({ context: { "aws:ResourceAccount": OTHER_ACCOUNT } }))).toBe(true);
  });

  test("reach the services that AWS lists, and what needs no resource by the caller's account", () => {
    expect(["s3:GetObject", "SQS:SendMessage", "dynamodb:GetItem"].map(isCoveredByRcps)).toEqual([true, true, true]);
    expect(["sagemaker:CreateApp", "execute-api:Invoke", "rekognition:DetectFaces"].some(isCoveredByRcps)).toBe(false);
    expect(decide(get({ action: "s3:ListAllMyBuckets", resource: "*", context: {} }))).toBe(false);
    expect(decide(get({ action: "rekognition:DetectFaces", resource: "*", context: {} }))).toBe(true);
  });

  test("about a bucket of which the request does not say whose it is, nothing is certain where they would refuse", () => {
    expect(() => decide(get({ context: {} }))).toThrow(/whose the resource is/);
    expect(decide(get({ context: {} }), account([], [[ALLOW_ALL]]))).toBe(true);
  });

  test("see which callers are AWS's own services", () => {
    const identity = { Bool: { "aws:PrincipalIsAWSService": "false" } };
    const guardrails = account([], [[ALLOW_ALL, { ...deny("s3:*"), Condition: identity }]]);
    expect(decide(get({ principal: S3 }), guardrails)).toBe(true);
    expect(decide(get(), guardrails)).toBe(false);
  });
});
