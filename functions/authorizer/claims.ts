import { TokenRefused } from "./token-refused";

/** What a token's claims must say. */
export interface ClaimRules {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly maxTokenAgeSeconds: number;
}

/** What is used of a token that has passed every check. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly subject: string;
  /** Missing in the tokens that machines get for themselves. */
  readonly username: string | undefined;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  /** Seconds since 1970, a whole number. */
  readonly expiresAt: number;
}

/** Seconds by which the provider's clock and ours may differ. */
export const CLOCK_SKEW_SECONDS = 60;

/** The end of the year 9999: later "seconds" are milliseconds, or 1e999, which JSON reads as Infinity. */
const LATEST_TIME = 253_402_300_799;

/**
 * @param claims of a token whose signature has been verified
 * @param now seconds since 1970
 * @throws TokenRefused
 */
export function checkClaims(claims: Readonly<Record<string, unknown>>, rules: ClaimRules, now: number): VerifiedToken {
  const { iss, sub, username, scope } = claims;
  // `client_id` and `token_use` are Cognito's: an id token of the same pool passes everything but the latter.
  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
  must(iss === rules.issuer, "issuer");
  must(claims["token_use"] === "access", "token_use");
  must(rules.clientIds.includes(claims["client_id"] as string), "client");
  const expiresAt = checkTimes(claims, rules, now);
  must(typeof sub === "string" && sub !== "" && sub.length <= 255, "subject");
  return {
    issuer: rules.issuer,
    subject: sub as string,
    username: typeof username === "string" ? username : undefined,
    groups: listOfTexts(claims["cognito:groups"]),
    scopes: typeof scope === "string" ? scope.split(" ") : [],
    expiresAt: Math.floor(expiresAt),
  };
}

function checkTimes({ exp, iat, nbf }: Readonly<Record<string, unknown>>, rules: ClaimRules, now: number): number {
  if (!isTime(exp) || !isTime(iat)) throw new TokenRefused("time_missing");
  must(exp > now - CLOCK_SKEW_SECONDS, "expired");
  must(iat <= now + CLOCK_SKEW_SECONDS, "not_yet_valid");
  must(now - iat <= rules.maxTokenAgeSeconds + CLOCK_SKEW_SECONDS, "too_old");
  must(nbf === undefined || (isTime(nbf) && nbf <= now + CLOCK_SKEW_SECONDS), "not_yet_valid");
  return exp;
}

function must(holds: boolean, fault: ConstructorParameters<typeof TokenRefused>[0]): void {
  if (!holds) throw new TokenRefused(fault);
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= LATEST_TIME;
}

function listOfTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
