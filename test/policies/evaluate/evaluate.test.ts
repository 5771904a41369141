import type { Statement } from "../../../policies/document";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { UnmodelledPolicyError } from "../../../policies/evaluate/modelled";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { ALLOW_ALL, anyPolicy, DENY_ALL, mintRequest, OUR_ENDPOINT, policy, ROLE_ARN } from "./example-requests";

const anyone = (statement: Statement): Statement => ({ ...statement, Principal: "*" });
const silent = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
const silentForAll = policy({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" });
const through = mintRequest({ context: OUR_ENDPOINT });

const identity = { allow: policy(ALLOW_ALL), silent, deny: policy(ALLOW_ALL, DENY_ALL) };
const attached = {
  allow: policy(anyone(ALLOW_ALL)),
  silent: silentForAll,
  deny: policy(anyone(ALLOW_ALL), anyone(DENY_ALL)),
};
type Says = keyof typeof attached;

test("who has credentials may ask whose they are, in spite of a Deny; an endpoint still decides what passes it", () => {
  const request = mintRequest({ action: "sts:GetCallerIdentity", resource: "*", context: OUR_ENDPOINT });
  const identity = [policy(DENY_ALL)];
  const open = policy({ ...ALLOW_ALL, Principal: "*" });
  expect(decideSameAccount({ ...request, context: {} }, { identity }).allowed).toBe(true);
  expect(decideSameAccount(request, { identity, endpoint: [open] }).allowed).toBe(true);
  expect(decideSameAccount(request, { identity, endpoint: [policy({ ...DENY_ALL, Principal: "*" })] }).allowed).toBe(
    false,
  );
  expect(decideSameAccount({ ...request, principal: { kind: "anonymous" }, context: {} }, {}).allowed).toBe(false);
});

describe("identity, resource and endpoint policies together", () => {
  const rows: readonly (readonly [Says, Says, Says | "absent", allowed: boolean, layer: string])[] = [
    ["allow", "silent", "absent", true, "identity"],
    ["silent", "allow", "absent", true, "resource"],
    ["allow", "allow", "absent", true, "identity"],
    ["silent", "silent", "absent", false, "identity"],
    ["allow", "deny", "absent", false, "resource"],
    ["deny", "allow", "absent", false, "identity"],
    ["allow", "silent", "allow", true, "identity"],
    ["silent", "allow", "allow", true, "resource"],
    ["allow", "allow", "silent", false, "endpoint"],
    ["silent", "silent", "allow", false, "identity"],
    ["allow", "allow", "deny", false, "endpoint"],
    ["silent", "silent", "deny", false, "endpoint"],
    ["deny", "deny", "deny", false, "identity"],
  ];
  test.each(rows)(
    "identity %s, resource %s, endpoint %s: allowed %s, by the %s layer",
    (own, resource, endpoint, allowed, layer) => {
      const layers = { identity: [identity[own]], resource: [attached[resource]] };
      const decision = decideSameAccount(
        through,
        endpoint === "absent" ? layers : { ...layers, endpoint: [attached[endpoint]] },
      );
      expect(decision).toMatchObject({ allowed, layer });
    },
  );

  test("an endpoint whose list of policies is empty allows nothing", () => {
    const decision = decideSameAccount(through, { identity: [identity.allow], endpoint: [] });
    expect(decision).toMatchObject({ allowed: false, layer: "endpoint" });
  });

  test("without any policy nothing is allowed", () => {
    expect(decideSameAccount(mintRequest(), {})).toMatchObject({ allowed: false, layer: "resource" });
  });
});

describe("a decision", () => {
  test("names the statement that decided, by layer, policy, position, sentence and effect", () => {
    const layers = { identity: [silent, { ...policy(ALLOW_ALL, DENY_ALL), name: "the minting role" }] };
    expect(decideSameAccount(mintRequest(), layers)).toEqual({
      allowed: false,
      decidedBy: { layer: "identity", policy: "the minting role", index: 1, sid: "DenyAll", effect: "Deny" },
      layer: "identity",
      reason: 'Statement "DenyAll" of identity policy "the minting role" denies sagemaker:CreatePresignedDomainUrl.',
    });
  });

  test("names a statement without a sentence by its position", () => {
    const { decidedBy, reason } = decideSameAccount(mintRequest(), {
      identity: [policy({ Effect: "Allow", Action: "*", Resource: "*" })],
    });
    expect(decidedBy).toEqual({ layer: "identity", policy: "example", index: 0, effect: "Allow" });
    expect(reason).toBe(
      'Statement at position 0 of identity policy "example" allows sagemaker:CreatePresignedDomainUrl.',
    );
  });

  test("names the first of several statements that say the same", () => {
    const also = { ...DENY_ALL, Sid: "DenyAllAgain" };
    expect(decideSameAccount(mintRequest(), { identity: [policy(DENY_ALL, also)] }).decidedBy?.sid).toBe("DenyAll");
  });

  test("without a statement says which layer has no Allow", () => {
    expect(decideSameAccount(mintRequest(), { identity: [silent] })).toEqual({
      allowed: false,
      layer: "identity",
      reason: "Nothing in the identity layer allows sagemaker:CreatePresignedDomainUrl.",
    });
  });
});

describe("what the evaluator knows of a role session", () => {
  const onlyFor = (key: string, value: string): Statement => ({
    ...ALLOW_ALL,
    Condition: { StringEquals: { [key]: value } },
  });
  test.each([
    ["aws:PrincipalArn", ROLE_ARN],
    ["aws:PrincipalAccount", "111122223333"],
  ])("%s follows from the principal", (key, value) => {
    const decide = (context: Record<string, string>) =>
      decideSameAccount(mintRequest({ context }), { identity: [policy(onlyFor(key, value))] }).allowed;
    expect(decide({})).toBe(true);
    expect(decide({ [key.toLowerCase()]: "something else" })).toBe(false);
  });
});

describe("a request that cannot occur is refused", () => {
  test.each<[string, Parameters<typeof mintRequest>[0], string]>([
    [
      "two sources",
      { context: { ...OUR_ENDPOINT, "aws:SourceIp": "203.0.113.1" } },
      `aws:SourceIp occurs beside ${SOURCE_VPCE}`,
    ],
    [
      "an endpoint's VPC without the endpoint",
      { context: { "aws:sourcevpc": "vpc-1" } },
      `aws:SourceVpc occurs without ${SOURCE_VPCE}`,
    ],
    [
      "an address in a VPC without the endpoint",
      { context: { "aws:VpcSourceIp": "10.0.0.1" } },
      "aws:VpcSourceIp occurs without",
    ],
    ["several endpoints", { context: { [SOURCE_VPCE]: ["vpce-1"] } }, `${SOURCE_VPCE} has several values`],
    [
      "one key twice",
      { context: { "aws:SourceIp": "192.0.2.1", "AWS:sourceip": "192.0.2.2" } },
      'key "AWS:sourceip" occurs twice',
    ],
    ["a pattern as action", { action: "sagemaker:*" }, 'action "sagemaker:*" is not one action'],
    ["a resource that is not an ARN", { resource: "user-profile/d/alice" }, "resource is not an ARN"],
    [
      "another account's resource",
      { resource: "arn:aws:sagemaker:eu-central-1:444455556666:user-profile/d/a" },
      "resource is in another account",
    ],
    [
      "a role of another account than it says",
      { resource: "*", principal: { kind: "role", roleArn: ROLE_ARN, account: "444455556666" } },
      "principal is not a role of account 444455556666",
    ],
    [
      "a session's ARN",
      { principal: { kind: "role", roleArn: "arn:aws:sts::111122223333:assumed-role/x/y", account: "111122223333" } },
      "principal is not a role",
    ],
  ])("%s", (_, changes, message) => {
    expect(() => decideSameAccount(mintRequest(changes), { identity: [identity.allow] })).toThrow(message);
  });

  test("endpoint policies without an endpoint", () => {
    expect(() => decideSameAccount(mintRequest(), { endpoint: [attached.allow] })).toThrow(
      "endpoint policies are given but",
    );
  });

  test("identity policies of a principal that is not a role", () => {
    const request = mintRequest({ principal: { kind: "anonymous" } });
    expect(() => decideSameAccount(request, { identity: [identity.allow] })).toThrow("only a role does");
  });
});

test("a policy that is not modelled is refused even where it would not have mattered", () => {
  const odd = anyPolicy({ Version: "2012-10-17", Statement: [{ ...DENY_ALL, Action: "s3:*", NotPrincipal: "*" }] });
  expect(() => decideSameAccount(mintRequest(), { identity: [policy(DENY_ALL), odd] })).toThrow(UnmodelledPolicyError);
});
