import { checkClaims, type ClaimRules } from "../../../functions/authorizer/claims";
import { TokenRefused } from "../../../functions/authorizer/token-refused";
import { accessClaims, CLIENT_ID, ISSUER } from "../tokens";

const NOW = 1_800_000_000;
const RULES: ClaimRules = { issuer: ISSUER, clientIds: [CLIENT_ID], maxTokenAgeSeconds: 3600 };
const GOOD = { ...accessClaims(), iat: NOW - 10, exp: NOW + 600, nbf: undefined };

/** The fault that the claims are refused for; "" where they are not. */
function faultOf(changes: Readonly<Record<string, unknown>>): string {
  try {
    checkClaims({ ...GOOD, ...changes }, RULES, NOW);
    return "";
  } catch (error) {
    if (error instanceof TokenRefused) return error.fault;
    throw error;
  }
}

const END_OF_9999 = 253_402_300_799;

test.each<[string, Record<string, unknown>, string]>([
  ["ended 59 seconds ago", { exp: NOW - 59 }, ""],
  ["ended a minute ago", { exp: NOW - 60 }, "expired"],
  ["ends with the year 9999", { exp: END_OF_9999 }, ""],
  ["ends a second later", { exp: END_OF_9999 + 1 }, "time_missing"],
  ["ended before 1970", { exp: -1 }, "time_missing"],
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
])("a token that %s", (_, changes, fault) => {
  expect(faultOf(changes)).toBe(fault);
});

test.each<[string, unknown, string]>([
  ["of 1 character", "a", ""],
  ["of 255", "a".repeat(255), ""],
  ["of 256", "a".repeat(256), "subject"],
  ["of none", "", "subject"],
  ["that is no text", 7, "subject"],
])("a subject %s", (_, sub, fault) => {
  expect(faultOf({ sub })).toBe(fault);
});

test("groups are those that are texts, and a time keeps its whole seconds", () => {
  const token = checkClaims({ ...GOOD, "cognito:groups": ["one", 2, null, "two"], exp: NOW + 1.9 }, RULES, NOW);
  expect(token).toMatchObject({ groups: ["one", "two"], expiresAt: NOW + 1 });
  expect(checkClaims({ ...GOOD, "cognito:groups": "one" }, RULES, NOW).groups).toEqual([]);
});
