import { errors } from "jose";

/** Why a token was refused: for the log. The caller reads "Unauthorized" and nothing else. */
export type TokenFault =
  | "no_single_bearer_token"
  | "too_long"
  | "malformed"
  | "repeated_member"
  | "algorithm"
  | "header_member"
  | "key_id"
  | "unknown_key"
  | "signature"
  | "issuer"
  | "audience"
  | "token_type"
  | "subject"
  | "expired"
  | "not_yet_valid"
  | "time_missing"
  | "too_old"
  | "client"
  | "token_use";

export class TokenRefused extends Error {
  /** @param seenIssuer of a token that a key of ours has signed but another issuer has made: it is not a secret, and the usual mistake */
  constructor(
    readonly fault: TokenFault,
    readonly seenIssuer?: string,
  ) {
    super(fault);
    this.name = "TokenRefused";
  }
}

const {
  JOSEAlgNotAllowed,
  JWSInvalid,
  JWSSignatureVerificationFailed,
  JWTClaimValidationFailed,
  JWTExpired,
  JWTInvalid,
} = errors;

/** jose's refusal in our words; undefined when the error is not one. jose's own error holds the claims and goes no further. */
export function refusalOf(error: unknown): TokenRefused | undefined {
  if (error instanceof JWTExpired) return new TokenRefused(error.claim === "iat" ? "too_old" : "expired");
  if (error instanceof JWTClaimValidationFailed) return refusedClaim(error);
  if (error instanceof JWSSignatureVerificationFailed) return new TokenRefused("signature");
  if (error instanceof JOSEAlgNotAllowed) return new TokenRefused("algorithm");
  const isMalformed = error instanceof JWSInvalid || error instanceof JWTInvalid;
  return isMalformed ? new TokenRefused("malformed") : undefined;
}

function refusedClaim({ claim, reason, payload }: errors.JWTClaimValidationFailed): TokenRefused {
  switch (claim) {
    case "iss":
      return new TokenRefused("issuer", printable(payload.iss));
    case "aud":
      return new TokenRefused("audience");
    case "typ":
      return new TokenRefused("token_type");
    default: {
      const isMissing = claim !== "nbf" && reason !== "check_failed";
      return new TokenRefused(isMissing ? "time_missing" : "not_yet_valid");
    }
  }
}

function printable(issuer: unknown): string | undefined {
  return typeof issuer === "string" && /^[\x21-\x7E]{1,256}$/.test(issuer) ? issuer : undefined;
}
