import { TokenRefused, type TokenRules, type TokenShape } from "./token-rules";

/** What is used of a token that has passed every check. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly subject: string;
  /** What the token calls the person; missing in the tokens that machines get for themselves. */
  readonly name: string | undefined;
  readonly groups: readonly string[];
  /**
   * The provider has left the groups out because they are too many. Then none is known, also those that are still listed: one that
   * confines its members could be among the missing ones.
   */
  readonly hasTooManyGroups: boolean;
  readonly scopes: readonly string[];
  /** Seconds since 1970, a whole number. */
  readonly expiresAt: number;
}

type Claims = Readonly<Record<string, unknown>>;

/** The end of the year 9999: later "seconds" are milliseconds, or 1e999, which JSON reads as Infinity. */
const LATEST_TIME = 253_402_300_799;

/**
 * The rules that jose does not have, after it has checked signature, issuer, audience and times.
 * @throws TokenRefused
 */
export function checkClaims(claims: Claims, { issuer, clientIds, shape }: TokenRules): VerifiedToken {
  must(isAccessToken(claims, shape), "token_use");
  must(clientIds.includes(claimAt(claims, shape.clientClaim) as string), "client");
  const { exp, iat, nbf, sub } = claims;
  if (!isTime(exp) || !isTime(iat)) throw new TokenRefused("time_missing");
  must(nbf === undefined || isTime(nbf), "not_yet_valid");
  must(typeof sub === "string" && sub !== "" && sub.length <= 255, "subject");
  const name = claimAt(claims, shape.nameClaim);
  const hasTooManyGroups = leavesGroupsOut(claims, shape);
  return {
    issuer,
    subject: sub as string,
    name: typeof name === "string" ? name : undefined,
    groups: hasTooManyGroups ? [] : listOfTexts(claimAt(claims, shape.groupsClaim)),
    hasTooManyGroups,
    scopes: scopesOf(claimAt(claims, shape.scopeClaim)),
    expiresAt: Math.floor(exp),
  };
}

function isAccessToken(claims: Claims, { accessClaim, accessClaimValue }: TokenShape): boolean {
  if (accessClaim === undefined) return true;
  const found = claimAt(claims, accessClaim);
  return accessClaimValue === undefined ? found !== undefined : found === accessClaimValue;
}

/**
 * Above 200 groups Entra ID writes, in place of the claim, where they could be asked for (OpenID Connect Core §5.6.2), or just that there
 * are some. https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
function leavesGroupsOut(claims: Claims, { groupsClaim }: TokenShape): boolean {
  const elsewhere = claims["_claim_names"];
  const isElsewhere = typeof elsewhere === "object" && elsewhere !== null && Object.hasOwn(elsewhere, groupsClaim);
  return isElsewhere || (groupsClaim === "groups" && claims["hasgroups"] !== undefined);
}

/** The claim of that name, or the one that a JSON pointer leads to; own members only, so that `constructor` is not one. */
function claimAt(claims: Claims, name: string): unknown {
  const way = name.startsWith("/") ? name.slice(1).split("/").map(unescaped) : [name];
  return way.reduce<unknown>((value, member) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && Object.hasOwn(value, member) ? (value as Claims)[member] : undefined;
  }, claims);
}

/** RFC 6901 §4 */
function unescaped(member: string): string {
  return member.replaceAll("~1", "/").replaceAll("~0", "~");
}

function scopesOf(value: unknown): string[] {
  return typeof value === "string" ? value.split(" ") : listOfTexts(value);
}

function listOfTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function must(holds: boolean, fault: ConstructorParameters<typeof TokenRefused>[0]): void {
  if (!holds) throw new TokenRefused(fault);
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= LATEST_TIME;
}
