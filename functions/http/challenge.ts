/** What a caller is told to send: the WWW-Authenticate header. RFC 6750 §3 */

interface ChallengeAttributes {
  /** Absent where no token was sent, and where it cannot be said whether one was (§3.1). */
  readonly error?: "invalid_token";
  readonly error_description?: string;
  /** The scope that a token needs. */
  readonly scope?: string;
}

const REALM = "private-ml-gateway";

/** @param attributes without quotes and backslashes, as scopes are (RFC 6749 §3.3) */
export function bearerChallenge(attributes: ChallengeAttributes): string {
  const all = Object.entries({ realm: REALM, ...attributes });
  return `Bearer ${all.map(([name, value]) => `${name}="${value}"`).join(", ")}`;
}
