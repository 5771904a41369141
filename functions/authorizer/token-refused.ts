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
  | "subject"
  | "expired"
  | "not_yet_valid"
  | "time_missing"
  | "too_old"
  | "client"
  | "token_use";

export class TokenRefused extends Error {
  constructor(readonly fault: TokenFault) {
    super(fault);
    this.name = "TokenRefused";
  }
}
