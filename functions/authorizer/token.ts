/**
 * The verification core: from a token's text to its verified claims. Nothing is cached, every check runs on every
 * token.
 *
 * jose verifies: signature, algorithm, issuer, audience, type and times. Ours are the rules that it does not have: size, one spelling of
 * every part, header members that are refused, repeated members, and what the claims say about client, person and kind of token.
 */
import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { type CryptoKey, errors, jwtVerify, type JWTPayload } from "jose";
import { isUtf8 } from "node:buffer";
import { hasRepeatedMember } from "../http/read-body";
import { checkClaims, type VerifiedToken } from "./claims";
import { isKeyId, type KeySource, type WantedKey } from "./key-set";
import { TokenRefused, type SignatureAlgorithm, type TokenRules } from "./token-rules";

/** Seconds by which the provider's clock and ours may differ. */
const CLOCK_SKEW_SECONDS = 60;

/**
 * Verifies an access token.
 *
 * @param token compact serialization
 * @param now seconds since 1970
 * @throws TokenRefused; KeysUnavailable when nothing can be said about it
 */
export async function verifyToken(
  token: string,
  keys: KeySource,
  rules: TokenRules,
  now: number,
): Promise<VerifiedToken> {
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused("too_long");
  const [header, payload, signature, ...more] = token.split(".");
  // Five segments are an encrypted token (JWE), which has no place here.
  if (!header || !payload || !signature || more.length > 0) throw new TokenRefused("malformed");
  decode(signature);

  const key = await keys.find(keyWantedBy(header, rules.shape.algorithms));
  if (!key) throw new TokenRefused("unknown_key");
  await verifyByJose(token, key, rules, now);
  return checkClaims(parseObject(payload), rules);
}

async function verifyByJose(token: string, key: CryptoKey, rules: TokenRules, now: number): Promise<JWTPayload> {
  const { algorithms, audience, tokenType } = rules.shape;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...algorithms],
      issuer: rules.issuer,
      clockTolerance: CLOCK_SKEW_SECONDS,
      maxTokenAge: rules.maxTokenAgeSeconds,
      requiredClaims: ["exp"],
      currentDate: new Date(now * 1000),
      ...(audience !== undefined && { audience }),
      ...(tokenType !== undefined && { typ: tokenType }),
    });
    return payload;
  } catch (error) {
    throw refusalOf(error) ?? error;
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
function refusalOf(error: unknown): TokenRefused | undefined {
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

/**
 * Header members that would have the token choose its own key or change what is signed. No honest provider of ours
 * sends them; a token that has one is refused, not read around.
 */
const REFUSED_MEMBERS = ["jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc"];

/** Looked at before jose does, so that a token of another algorithm or with a made-up key id has no key looked for. */
function keyWantedBy(segment: string, algorithms: readonly SignatureAlgorithm[]): WantedKey {
  const header = parseObject(segment);
  const alg = algorithms.find((allowed) => allowed === header["alg"]);
  if (alg === undefined) throw new TokenRefused("algorithm");
  if (REFUSED_MEMBERS.some((member) => member in header)) throw new TokenRefused("header_member");
  const { kid } = header;
  if (!isKeyId(kid)) throw new TokenRefused("key_id");
  return { alg, kid };
}

function parseObject(segment: string): Record<string, unknown> {
  const bytes = decode(segment);
  if (!isUtf8(bytes)) throw new TokenRefused("malformed");
  const text = bytes.toString("utf8");
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TokenRefused("malformed");
  if (hasRepeatedMember(text, value)) throw new TokenRefused("repeated_member");
  return value as Record<string, unknown>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TokenRefused("malformed");
  }
}

/** Buffer skips what is not base64url and ignores spare bits; encoding again shows whether it had to. */
function decode(segment: string): Buffer {
  const bytes = Buffer.from(segment, "base64url");
  if (bytes.toString("base64url") !== segment) throw new TokenRefused("malformed");
  return bytes;
}

/** As long as a token may be, in characters (which are bytes: others than ASCII are refused). */
export const MAX_TOKEN_LENGTH = 8192;

/**
 * The scheme in any case, one or more spaces, three parts of base64url: RFC 9110 §11.1 and §11.4. Blanks around a header's value are no
 * part of it (§5.5), and a tab between scheme and token is not a space.
 */
const BEARER = /^[ \t]*bearer +([a-z0-9_-]+\.[a-z0-9_-]+\.[a-z0-9_-]+)[ \t]*$/i;

/**
 * The token of a request's one Authorization header, whatever the header's case: HTTP/2 clients send lower case.
 * @throws TokenRefused without looking into the token
 */
export function readBearerToken(
  event: Pick<APIGatewayRequestAuthorizerEvent, "headers" | "multiValueHeaders">,
): string {
  const [value, ...more] = authorizationValues(event);
  const token = more.length === 0 && value !== undefined ? BEARER.exec(value)?.[1] : undefined;
  if (token === undefined) throw new TokenRefused("no_single_bearer_token");
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused("too_long");
  return token;
}

/** API Gateway's `headers` keeps the last of several values; only `multiValueHeaders` shows that there were several. */
function authorizationValues(event: Pick<APIGatewayRequestAuthorizerEvent, "headers" | "multiValueHeaders">): string[] {
  const multiple = named(event.multiValueHeaders ?? {}).flat();
  return multiple.length > 0 ? multiple : named(event.headers ?? {});
}

function named<T>(headers: Readonly<Record<string, T | undefined>>): T[] {
  const names = Object.keys(headers).filter((name) => name.toLowerCase() === "authorization");
  return names.map((name) => headers[name]).filter((value) => value !== undefined);
}
