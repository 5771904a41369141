import { pinnedKeySource } from "../../../functions/authorizer/pinned-authorizer";
import type { VerifiedToken } from "../../../functions/authorizer/claims";
import { verifyToken } from "../../../functions/authorizer/token";
import {
  TokenRefused,
  COGNITO_SHAPE,
  readTokenShape,
  type TokenShape,
} from "../../../functions/authorizer/token-rules";
import { accessClaims, CLIENT_ID, ISSUER, sign, signingKey } from "../tokens";

const NOW = 1_800_000_000;
const KEY = signingKey();
const KEYS = pinnedKeySource({ keys: [KEY.jwk] }, ["RS256"]);
const GOOD = { ...accessClaims(), iat: NOW - 10, exp: NOW + 600, nbf: undefined };

type Changes = Readonly<Record<string, unknown>>;

const verified = (changes: Changes, shape: Partial<TokenShape> = {}, typ?: string): Promise<VerifiedToken> => {
  const rules = { issuer: ISSUER, clientIds: [CLIENT_ID], maxTokenAgeSeconds: 3600 };
  const token = sign(KEY, { ...GOOD, ...changes }, { kid: KEY.kid, alg: "RS256", typ });
  return verifyToken(token, KEYS, { ...rules, shape: { ...COGNITO_SHAPE, ...shape } }, NOW);
};

/** The fault that a token is refused for; "" where it is not. */
const faultOf = (changes: Changes, shape?: Partial<TokenShape>, typ?: string): Promise<string> =>
  verified(changes, shape, typ).then(
    () => "",
    (error: unknown) => {
      if (error instanceof TokenRefused) return error.fault;
      throw error;
    },
  );

const END_OF_9999 = 253_402_300_799;

test.each<[string, Record<string, unknown>, string]>([
  ["ended 59 seconds ago", { exp: NOW - 59 }, ""],
  ["ended a minute ago", { exp: NOW - 60 }, "expired"],
  ["ends with the year 9999", { exp: END_OF_9999 }, ""],
  ["ends a second later", { exp: END_OF_9999 + 1 }, "time_missing"],
  ["ended before 1970", { exp: -1 }, "expired"],
  ["ended in 1970", { exp: 0 }, "expired"],
  ["is issued in a minute", { iat: NOW + 60 }, ""],
  ["is issued in 61 seconds", { iat: NOW + 61 }, "not_yet_valid"],
  ["is an hour and a minute old", { iat: NOW - 3660 }, ""],
  ["is a second older", { iat: NOW - 3661 }, "too_old"],
  ["was issued in 1970", { iat: 0 }, "too_old"],
  ["is valid in a minute", { nbf: NOW + 60 }, ""],
  ["is valid in 61 seconds", { nbf: NOW + 61 }, "not_yet_valid"],
  ["has been valid since 1970", { nbf: 0 }, ""],
  ["was valid before 1970", { nbf: -1 }, "not_yet_valid"],
])("a token that %s", async (_, changes, fault) => {
  expect(await faultOf(changes)).toBe(fault);
});

test.each<[string, unknown, string]>([
  ["of 1 character", "a", ""],
  ["of 255", "a".repeat(255), ""],
  ["of 256", "a".repeat(256), "subject"],
  ["of none", "", "subject"],
  ["that is not text", 7, "subject"],
])("a subject %s", async (_, sub, fault) => {
  expect(await faultOf({ sub })).toBe(fault);
});

test("groups are those that are texts, and a time keeps its whole seconds", async () => {
  const token = await verified({ "cognito:groups": ["one", 2, null, "two"], exp: NOW + 1.9 });
  expect(token).toMatchObject({ groups: ["one", "two"], expiresAt: NOW + 1 });
  expect((await verified({ "cognito:groups": "one" })).groups).toEqual([]);
});

const API = "api://gateway";

test.each<[string, Changes, Partial<TokenShape>, string | undefined, string]>([
  ["for the API", { aud: API }, { audience: API }, undefined, ""],
  ["for the API among others", { aud: ["other", API] }, { audience: API }, undefined, ""],
  ["for another API", { aud: "other" }, { audience: API }, undefined, "audience"],
  ["for nothing that it says", {}, { audience: API }, undefined, "audience"],
  ["of the asked type", {}, { tokenType: "at+jwt" }, "at+jwt", ""],
  ["of the asked type in its long spelling", {}, { tokenType: "at+jwt" }, "application/at+jwt", ""],
  ["of another type", {}, { tokenType: "at+jwt" }, "JWT", "token_type"],
  ["of no type", {}, { tokenType: "at+jwt" }, undefined, "token_type"],
  ["with the claim of access tokens", { scp: ["a"] }, { accessClaim: "scp", accessClaimValue: undefined }, "JWT", ""],
  ["without it", {}, { accessClaim: "scp", accessClaimValue: undefined }, undefined, "token_use"],
  ["with a member of every object", {}, { accessClaim: "toString", accessClaimValue: undefined }, "", "token_use"],
  ["for a client named elsewhere", { client_id: 1, azp: CLIENT_ID }, { clientClaim: "azp" }, undefined, ""],
  ["for another client there", { azp: "other" }, { clientClaim: "azp" }, undefined, "client"],
  ["for nobody there", {}, { clientClaim: "constructor" }, undefined, "client"],
])("a token %s", async (_, changes, shape, typ, fault) => {
  expect(await faultOf(changes, shape, typ)).toBe(fault);
});

test.each<[string, Changes, Partial<TokenShape>, Partial<VerifiedToken>]>([
  ["scopes in a text", { scope: "a b" }, {}, { scopes: ["a", "b"] }],
  ["scopes in a list", { scp: ["a", 1, "b"] }, { scopeClaim: "scp" }, { scopes: ["a", "b"] }],
  ["no scopes", { scope: 7 }, {}, { scopes: [] }],
  ["a claim whose name is an address", { "https://a.b/g": ["x"] }, { groupsClaim: "https://a.b/g" }, { groups: ["x"] }],
  ["a claim inside another", { realm: { roles: ["x"] } }, { groupsClaim: "/realm/roles" }, { groups: ["x"] }],
  ["a claim inside one with a slash", { "a/~": { b: ["x"] } }, { groupsClaim: "/a~1~0/b" }, { groups: ["x"] }],
  ["a way that ends early", { realm: ["x"] }, { groupsClaim: "/realm/0" }, { groups: [] }],
  ["another name", { oid: "jane" }, { nameClaim: "oid" }, { name: "jane" }],
  ["a name that is not text", { oid: ["jane"] }, { nameClaim: "oid" }, { name: undefined }],
])("from a token with %s is read what it says", async (_, changes, shape, read) => {
  expect(await verified(changes, shape)).toMatchObject(read);
});

// Entra ID, above 200 groups: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
test.each<[string, Changes, boolean]>([
  ["says that they are elsewhere", { groups: ["a"], _claim_names: { groups: "src1" } }, true],
  ["says only that there are some", { hasgroups: true }, true],
  ["says that something else is elsewhere", { groups: ["a"], _claim_names: { address: "src1" } }, false],
  ["lists them", { groups: ["a"] }, false],
])("of a token that leaves groups out none is known: it %s", async (_, changes, hasTooManyGroups) => {
  const token = await verified(changes, { groupsClaim: "groups" });
  expect(token).toMatchObject({ hasTooManyGroups, groups: hasTooManyGroups ? [] : ["a"] });
});

test("a shape is read whole, or refused with every member at fault", () => {
  expect(readTokenShape(COGNITO_SHAPE)).toEqual(COGNITO_SHAPE);
  const wrong = { algorithms: ["RS256", "HS256"], clientClaim: "", scopeClaim: 1, groupsClaim: "g", audience: 2 };
  const faults = [
    "algorithms must",
    "clientClaim must",
    "scopeClaim must",
    "nameClaim must",
    "audience must",
    "told from",
  ];
  for (const fault of faults) expect(() => readTokenShape(wrong)).toThrow(fault);
  expect(() => readTokenShape({ ...COGNITO_SHAPE, algorithms: ["none"] })).toThrow("algorithms must be one or more of");
  expect(() => readTokenShape({ ...COGNITO_SHAPE, algorithms: [] })).toThrow("algorithms must be one or more of");
});
