import type { PrincipalElement, Statement } from "../../../policies/document";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import type { Principal } from "../../../policies/evaluate/request";
import { ACCOUNT, ALLOW_ALL, DENY_ALL, mintRequest, policy, ROLE, ROLE_ARN } from "./example-requests";

const ANYBODY: Principal = { kind: "anonymous" };
const GATEWAY: Principal = { kind: "service", service: "apigateway.amazonaws.com" };
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

/** [element, who, an Allow is enough by itself, a Deny applies] */
const rows: readonly (readonly [PrincipalElement, Principal, boolean, boolean])[] = [
  ["*", ROLE, true, true],
  ["*", ANYBODY, true, true],
  ["*", GATEWAY, true, true],
  [{ AWS: "*" }, ANYBODY, true, true],
  [{ AWS: ROLE_ARN }, ROLE, true, true],
  [{ AWS: ROLE_ARN }, ANYBODY, false, false],
  [{ AWS: [`${ROLE_ARN}2`, ROLE_ARN] }, ROLE, true, true],
  [{ AWS: `${ROLE_ARN}2` }, ROLE, false, false],
  [{ AWS: ACCOUNT }, ROLE, false, true],
  [{ AWS: ROOT }, ROLE, false, true],
  [{ AWS: "444455556666" }, ROLE, false, false],
  [{ AWS: "arn:aws-cn:iam::111122223333:root" }, ROLE, false, false],
  [{ AWS: ROOT }, ANYBODY, false, false],
  [{ Service: "apigateway.amazonaws.com" }, GATEWAY, true, true],
  [{ Service: "lambda.amazonaws.com" }, GATEWAY, false, false],
  [{ Service: "apigateway.amazonaws.com" }, ROLE, false, false],
  [{ AWS: ROLE_ARN, Service: ["lambda.amazonaws.com", "apigateway.amazonaws.com"] }, GATEWAY, true, true],
];

test.each(rows)(
  "Principal %j and %j: an Allow is enough %s, a Deny applies %s",
  (element, principal, enough, denies) => {
    const decide = (...statements: Statement[]) =>
      decideSameAccount(mintRequest({ principal }), { resource: [policy(...statements)] }).allowed;
    expect(decide({ ...ALLOW_ALL, Principal: element })).toBe(enough);
    const everyone: Statement = { ...ALLOW_ALL, Principal: "*" };
    expect(decide(everyone, { ...DENY_ALL, Principal: element })).toBe(!denies);
  },
);

test("a resource policy that allows the account leaves the decision to the identity policies", () => {
  const resource = [policy({ ...ALLOW_ALL, Principal: { AWS: ROOT } })];
  expect(decideSameAccount(mintRequest(), { identity: [], resource })).toMatchObject({
    allowed: false,
    layer: "identity",
  });
  expect(decideSameAccount(mintRequest(), { identity: [policy(ALLOW_ALL)], resource }).allowed).toBe(true);
});

describe("NotPrincipal", () => {
  const decide = (principal: Principal, NotPrincipal: PrincipalElement) => {
    const deny: Statement = { ...DENY_ALL, NotPrincipal };
    return decideSameAccount(mintRequest({ principal }), {
      resource: [policy({ ...ALLOW_ALL, Principal: "*" }, deny)],
    });
  };

  test.each<[string, Principal, PrincipalElement]>([
    ["another role", ROLE, { AWS: `${ROLE_ARN}2` }],
    ["another account", ROLE, { AWS: "444455556666" }],
    ["a role among services", ROLE, { Service: "apigateway.amazonaws.com" }],
    ["nobody that IAM knows", ANYBODY, { AWS: [ROLE_ARN, ROOT] }],
    ["another service", GATEWAY, { Service: "lambda.amazonaws.com", AWS: ROOT }],
  ])("denies those who are not named: %s", (_, principal, element) => {
    expect(decide(principal, element)).toMatchObject({ allowed: false, decidedBy: { sid: "DenyAll" } });
  });

  test("spares a service that is named", () => {
    expect(decide(GATEWAY, { Service: "apigateway.amazonaws.com" }).allowed).toBe(true);
  });

  test.each<[string, PrincipalElement]>([
    ["the role alone", { AWS: ROLE_ARN }],
    ["the account alone", { AWS: ROOT }],
    ["role and account, but no session", { AWS: [ROLE_ARN, ROOT] }],
  ])("is refused where AWS says that it might deny: %s", (_, element) => {
    expect(() => decide(ROLE, element)).toThrow("NotPrincipal may spare a role's session or not");
  });

  test("is not a doubt where the rest of the statement does not apply", () => {
    const deny: Statement = { ...DENY_ALL, Action: "s3:*", NotPrincipal: { AWS: ROLE_ARN } };
    const resource = [policy({ ...ALLOW_ALL, Principal: "*" }, deny)];
    expect(decideSameAccount(mintRequest(), { resource }).allowed).toBe(true);
  });
});
