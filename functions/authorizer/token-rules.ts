/** What an access token has to be and to say, whichever provider made it, and the faults by which one is refused. */

/**
 * Signatures made with a private key and checked with a public one (RFC 7518 §3.1, RFC 8037, RFC 9864). `none` and HS* are not among them:
 * who can check an HS* signature can make one.
 */
export const SIGNATURE_ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

/**
 * Where a provider's access tokens say what. A claim is named as it stands at the top of the token (`https://corp.example/groups` too),
 * or, beginning with a slash, by its way through objects as a JSON pointer (RFC 6901): `/realm_access/roles`.
 */
export interface TokenShape {
  readonly algorithms: readonly SignatureAlgorithm[];
  /** What the header's `typ` has to be, e.g. `at+jwt` (RFC 9068 §2.1). Absent = not looked at. */
  readonly tokenType?: string | undefined;
  /** A claim that the issuer's access tokens have and its id tokens do not, or not with that value. Absent = not looked at. */
  readonly accessClaim?: string | undefined;
  /** What `accessClaim` has to be, letter for letter; absent = anything. */
  readonly accessClaimValue?: string | undefined;
  /** The API's own identifier, which `aud` is or holds; never a client id, which is what an id token has there. Absent = not looked at. */
  readonly audience?: string | undefined;
  /** Names the client that the token was made for. */
  readonly clientClaim: string;
  /** A text with spaces between the scopes, or a list of them. */
  readonly scopeClaim: string;
  /** A list of texts. */
  readonly groupsClaim: string;
  /** Names the person, from which the profile's name is made. */
  readonly nameClaim: string;
}

export interface TokenRules {
  /** Compared letter for letter: a slash at the end is another issuer. */
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly maxTokenAgeSeconds: number;
  readonly shape: TokenShape;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
export const COGNITO_SHAPE: TokenShape = {
  algorithms: ["RS256"],
  // An id token of the same pool passes everything else.
  accessClaim: "token_use",
  accessClaimValue: "access",
  clientClaim: "client_id",
  scopeClaim: "scope",
  groupsClaim: "cognito:groups",
  nameClaim: "username",
};

const CLAIMS = ["clientClaim", "scopeClaim", "groupsClaim", "nameClaim"] as const;
const OPTIONAL = ["tokenType", "accessClaim", "accessClaimValue", "audience"] as const;

/**
 * A shape out of parsed JSON.
 * @throws Error naming every member at fault
 */
export function readTokenShape(value: unknown): TokenShape {
  if (typeof value !== "object" || value === null) throw new Error("it must be an object");
  const members = value as Readonly<Record<string, unknown>>;
  const { algorithms, accessClaim, tokenType } = members;
  const faults = [
    ...(isListOfAlgorithms(algorithms) ? [] : [`algorithms must be one or more of ${SIGNATURE_ALGORITHMS.join(", ")}`]),
    ...CLAIMS.filter((name) => !isName(members[name])).map((name) => `${name} must name a claim`),
    ...OPTIONAL.filter((name) => name in members && !isName(members[name])).map((name) => `${name} must be text`),
    ...(accessClaim === undefined && tokenType === undefined
      ? ["tokenType or accessClaim must say how an access token is told from an id token"]
      : []),
  ];
  if (faults.length > 0) throw new Error(faults.join("; "));
  return value as TokenShape;
}

export function isSignatureAlgorithm(value: unknown): value is SignatureAlgorithm {
  return SIGNATURE_ALGORITHMS.some((algorithm) => algorithm === value);
}

function isListOfAlgorithms(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isSignatureAlgorithm);
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

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
