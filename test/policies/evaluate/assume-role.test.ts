import type { Conditions, Statement } from "../../../policies/document";
import { type AssumeRoleRequest, decideAssumeRole } from "../../../policies/evaluate/evaluate";
import { ACCOUNT, ALLOW_ALL, DENY_ALL, OUR_ENDPOINT, policy, ROLE, ROLE_ARN } from "./example-requests";

const TARGET = `arn:aws:iam::${ACCOUNT}:role/target`;
const ask = (changes: Partial<AssumeRoleRequest> = {}): AssumeRoleRequest => ({
  roleArn: TARGET,
  principal: ROLE,
  context: {},
  sessionName: "studio-url",
  tags: {},
  ...changes,
});
const tags = { StudioDomainId: "d-aaaa", StudioUserProfile: "alice" };
const trust = (Action: string | string[], more: Partial<Statement> = {}) =>
  policy({ Sid: "Trust", Effect: "Allow", Principal: { AWS: ROLE_ARN }, Action, ...more });
const byAccount = { Principal: { AWS: ACCOUNT } };
const foreign = { kind: "role", roleArn: "arn:aws:iam::444455556666:role/x", account: "444455556666" } as const;

describe("who may become the role", () => {
  test.each<[string, Partial<AssumeRoleRequest>, Statement[], ReturnType<typeof policy>, boolean, string]>([
    ["named by the trust, no identity policy", {}, [], trust("sts:AssumeRole"), true, "trust"],
    ["everyone trusted, no identity policy", {}, [], trust("sts:AssumeRole", { Principal: "*" }), true, "trust"],
    ["the account trusted, no identity policy", {}, [], trust("sts:AssumeRole", byAccount), false, "identity"],
    ["the account trusted, allowed by identity", {}, [ALLOW_ALL], trust("sts:AssumeRole", byAccount), true, "trust"],
    [
      "not trusted, allowed by identity",
      {},
      [ALLOW_ALL],
      trust("sts:AssumeRole", { Principal: { AWS: TARGET } }),
      false,
      "trust",
    ],
    ["trusted for another action", {}, [ALLOW_ALL], trust("sts:TagSession"), false, "trust"],
    ["named by the trust, denied by identity", {}, [DENY_ALL], trust("sts:AssumeRole"), false, "identity"],
    ["denied by the trust", {}, [ALLOW_ALL], trust("sts:*", { Effect: "Deny" }), false, "trust"],
    [
      "of another account, named, no identity policy",
      { principal: foreign },
      [],
      trust("sts:AssumeRole", { Principal: { AWS: foreign.roleArn } }),
      false,
      "identity",
    ],
    [
      "of another account, named, allowed by identity",
      { principal: foreign },
      [ALLOW_ALL],
      trust("sts:AssumeRole", { Principal: { AWS: foreign.roleArn } }),
      true,
      "trust",
    ],
    [
      "a trusted service",
      { principal: { kind: "service", service: "lambda.amazonaws.com" } },
      [],
      trust("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } }),
      true,
      "trust",
    ],
    [
      "another service",
      { principal: { kind: "service", service: "ec2.amazonaws.com" } },
      [],
      trust("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } }),
      false,
      "identity",
    ],
    [
      "a caller without credentials",
      { principal: { kind: "anonymous" } },
      [],
      trust("sts:AssumeRole", { Principal: "*" }),
      false,
      "identity",
    ],
  ])("%s", (_, changes, own, trusted, allowed, layer) => {
    const identity = own.length > 0 ? [policy(...own)] : [];
    expect(decideAssumeRole(ask(changes), { identity, trust: [trusted] })).toMatchObject({ allowed, layer });
  });

  test("an identity policy has to name the role", () => {
    const identity = (Resource: string) => [policy({ Effect: "Allow", Action: "sts:*", Resource })];
    const decide = (arn: string) =>
      decideAssumeRole(ask(), { identity: identity(arn), trust: [trust("sts:AssumeRole", byAccount)] }).allowed;
    expect(decide(TARGET)).toBe(true);
    expect(decide(`${TARGET}2`)).toBe(false);
  });

  test("through an endpoint, its policy has to allow each action", () => {
    const endpoint = (Action: string) => [policy({ Effect: "Allow", Principal: "*", Action, Resource: TARGET })];
    const request = ask({ context: OUR_ENDPOINT, tags });
    const decide = (action: string) =>
      decideAssumeRole(request, { identity: [], trust: [trust("sts:*")], endpoint: endpoint(action) });
    expect(decide("sts:*").allowed).toBe(true);
    expect(decide("sts:AssumeRole")).toMatchObject({
      allowed: false,
      layer: "endpoint",
      reason: "Nothing in the endpoint layer allows sts:TagSession.",
    });
    const denying = [
      policy({ ...ALLOW_ALL, Principal: "*" }, { ...DENY_ALL, Principal: "*", Action: "sts:TagSession" }),
    ];
    const decision = decideAssumeRole(request, { identity: [], trust: [trust("sts:*")], endpoint: denying });
    expect(decision.decidedBy).toMatchObject({ layer: "endpoint", sid: "DenyAll" });
  });
});

describe("what is passed along needs an action of its own", () => {
  const sourceIdentity = "caller";
  test.each<[string, Partial<AssumeRoleRequest>, string[]]>([
    ["nothing", {}, ["sts:AssumeRole"]],
    ["tags", { tags }, ["sts:AssumeRole", "sts:TagSession"]],
    ["a source identity", { sourceIdentity }, ["sts:AssumeRole", "sts:SetSourceIdentity"]],
    ["both", { tags, sourceIdentity }, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]],
  ])("%s", (_, changes, actions) => {
    const decide = (allowed: string[]) => decideAssumeRole(ask(changes), { identity: [], trust: [trust(allowed)] });
    expect(decide(actions)).toMatchObject({ allowed: true, decidedBy: { layer: "trust", sid: "Trust" } });
    for (const missing of actions) {
      const rest = actions.filter((action) => action !== missing);
      const refusal = decide(rest.length > 0 ? rest : ["sts:GetCallerIdentity"]);
      expect(refusal).toMatchObject({ allowed: false });
      expect(refusal.reason).toContain(missing);
    }
  });
});

describe("each action sees only the keys AWS documents for it", () => {
  const keys: readonly (readonly [key: string, assume: boolean, tag: boolean, source: boolean])[] = [
    ["aws:RequestTag/StudioDomainId", true, true, false],
    ["aws:TagKeys", true, true, false],
    ["sts:SourceIdentity", true, false, true],
    ["sts:RoleSessionName", true, false, false],
    ["aws:PrincipalArn", true, true, true],
    ["aws:SecureTransport", true, true, true],
  ];
  const actions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
  test.each(keys)("%s: AssumeRole %s, TagSession %s, SetSourceIdentity %s", (key, ...present) => {
    const request = ask({ tags, sourceIdentity: "caller", context: { "aws:SecureTransport": "true" } });
    const Condition: Conditions = { Null: { [key]: "false" } };
    for (const [index, action] of actions.entries()) {
      const others = trust(actions.filter((other) => other !== action));
      const decision = decideAssumeRole(request, { identity: [], trust: [others, trust(action, { Condition })] });
      expect(decision.allowed).toBe(present[index]);
    }
  });

  test("so a condition on both tags and source identity in one statement for all three denies every request", () => {
    const Condition: Conditions = {
      Null: { "aws:RequestTag/StudioUserProfile": "false", "sts:SourceIdentity": "false" },
    };
    const request = ask({ tags, sourceIdentity: "caller" });
    expect(decideAssumeRole(request, { identity: [], trust: [trust(actions, { Condition })] }).allowed).toBe(false);
  });

  test("without tags and source identity their keys are absent", () => {
    const Condition: Conditions = { Null: { "aws:TagKeys": "true", "sts:SourceIdentity": "true" } };
    expect(decideAssumeRole(ask(), { identity: [], trust: [trust("sts:AssumeRole", { Condition })] }).allowed).toBe(
      true,
    );
  });

  test.each(["sts:SourceIdentity", "aws:RequestTag/x", "AWS:tagkeys"])("%s as a global key is refused", (key) => {
    expect(() => decideAssumeRole(ask({ context: { [key]: "x" } }), { identity: [], trust: [] })).toThrow(
      `key "${key}" is derived from the request`,
    );
  });
});

describe("a bound on session tags", () => {
  const Condition: Conditions = {
    Null: { "aws:RequestTag/StudioDomainId": "false", "aws:RequestTag/StudioUserProfile": "false" },
    StringNotLike: { "aws:RequestTag/StudioUserProfile": "*/*" },
    "ForAllValues:StringEquals": { "aws:TagKeys": ["StudioDomainId", "StudioUserProfile"] },
  };
  test.each<[string, Record<string, string>, boolean]>([
    ["exactly the two", tags, true],
    ["one missing", { StudioDomainId: "d-aaaa" }, false],
    ["one more", { ...tags, Admin: "true" }, false],
    ["a slash in the profile", { ...tags, StudioUserProfile: "d-a/bob" }, false],
  ])("%s: %j is %s", (_, passed, allowed) => {
    const statements = trust(["sts:AssumeRole", "sts:TagSession"], { Condition });
    expect(decideAssumeRole(ask({ tags: passed }), { identity: [], trust: [statements] }).allowed).toBe(allowed);
  });
});
