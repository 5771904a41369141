import type { PrincipalElement, Statement } from "../../../policies/document";
import { decideKey, type KeyLayers } from "../../../policies/evaluate/key";
import type { AccessRequest } from "../../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { ACCOUNT, ALLOW_ALL, DENY_ALL, mintRequest, OUR_ENDPOINT, policy, ROLE_ARN } from "./example-requests";

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const decrypt = (changes: Partial<AccessRequest> = {}) =>
  mintRequest({ action: "kms:Decrypt", resource: KEY, ...changes });
const keyPolicy = (Principal: PrincipalElement, more: Partial<Statement> = {}) =>
  policy({ Sid: "OfTheKey", Effect: "Allow", Principal, Action: "kms:*", Resource: "*", ...more });

describe("the key's policy and the caller's own", () => {
  const rows: readonly (readonly [string, KeyLayers, boolean, string])[] = [
    ["nobody in the key's policy", { key: [policy()], identity: [policy(ALLOW_ALL)] }, false, "resource"],
    ["no key policy at all", { key: [], identity: [policy(ALLOW_ALL)] }, false, "resource"],
    [
      "the account, and the caller's own Allow",
      { key: [keyPolicy({ AWS: ROOT })], identity: [policy(ALLOW_ALL)] },
      true,
      "identity",
    ],
    [
      "the account by its number",
      { key: [keyPolicy({ AWS: ACCOUNT })], identity: [policy(ALLOW_ALL)] },
      true,
      "identity",
    ],
    ["the account alone", { key: [keyPolicy({ AWS: ROOT })], identity: [policy()] }, false, "identity"],
    ["the caller", { key: [keyPolicy({ AWS: ROLE_ARN })], identity: [policy()] }, true, "resource"],
    ["everyone", { key: [keyPolicy("*")] }, true, "resource"],
    [
      "another account",
      { key: [keyPolicy({ AWS: "444455556666" })], identity: [policy(ALLOW_ALL)] },
      false,
      "resource",
    ],
    ["another role", { key: [keyPolicy({ AWS: `${ROLE_ARN}2` })], identity: [policy(ALLOW_ALL)] }, false, "resource"],
    [
      "the account for other actions",
      { key: [keyPolicy({ AWS: ROOT }, { Action: "kms:Describe*" })], identity: [policy(ALLOW_ALL)] },
      false,
      "resource",
    ],
    [
      "the caller, who denies himself",
      { key: [keyPolicy({ AWS: ROLE_ARN })], identity: [policy(DENY_ALL)] },
      false,
      "identity",
    ],
    [
      "a Deny for the account",
      {
        key: [keyPolicy({ AWS: ROLE_ARN }), keyPolicy({ AWS: ROOT }, { Effect: "Deny" })],
        identity: [policy(ALLOW_ALL)],
      },
      false,
      "resource",
    ],
  ];
  test.each(rows)("%s", (_, layers, allowed, layer) => {
    expect(decideKey(decrypt(), layers)).toMatchObject({ allowed, layer });
  });

  test("a condition on the account's statement binds what identity policies may give", () => {
    const viaS3 = keyPolicy(
      { AWS: ROOT },
      { Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } } },
    );
    const layers = { key: [viaS3], identity: [policy(ALLOW_ALL)] };
    expect(decideKey(decrypt(), layers)).toMatchObject({ allowed: false, layer: "resource" });
    const through = decrypt({ context: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } });
    expect(decideKey(through, layers).allowed).toBe(true);
  });
});

test("a service is allowed by the key's policy alone", () => {
  const request = decrypt({ principal: { kind: "service", service: "logs.amazonaws.com" } });
  expect(decideKey(request, { key: [keyPolicy({ Service: "logs.amazonaws.com" })] }).allowed).toBe(true);
  expect(decideKey(request, { key: [keyPolicy({ AWS: ROOT })] })).toMatchObject({ allowed: false, layer: "resource" });
});

test("an endpoint's policy has to allow too", () => {
  const through = decrypt({ context: OUR_ENDPOINT });
  const layers = { key: [keyPolicy("*")], endpoint: [policy({ ...ALLOW_ALL, Principal: "*", Action: "kms:Encrypt" })] };
  expect(decideKey(through, layers)).toMatchObject({ allowed: false, layer: "endpoint" });
  expect(() => decideKey(decrypt(), layers)).toThrow(`endpoint policies are given but ${SOURCE_VPCE} is absent`);
});

test.each([
  ["an alias", `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/x`, "resource is not a key"],
  ["no key in particular", "*", "resource is not a key"],
  ["another account's key", KEY.replace(ACCOUNT, "444455556666"), "key is in another account"],
])("%s is refused", (_, resource, message) => {
  expect(() => decideKey(decrypt({ resource }), { key: [keyPolicy("*")] })).toThrow(message);
});
