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
