/**
 * The verification core: from a token's text to its verified claims. Nothing is cached, every check runs on every
 * token.
 *
 * jose verifies: signature, algorithm, issuer, audience, type and times. Ours are the rules that it does not have: size, one spelling of
 * every part, header members that are refused, repeated members, and what the claims say about client, person and kind of token.
 */
import { isUtf8 } from "node:buffer";
import { type CryptoKey, jwtVerify, type JWTPayload } from "jose";
import { hasRepeatedMember } from "../http/json-members";
import { MAX_TOKEN_LENGTH } from "./bearer";
import { checkClaims, type VerifiedToken } from "./claims";
import { isKeyId, type KeySource, type WantedKey } from "./key-set";
import { refusalOf, TokenRefused } from "./token-refused";
import type { SignatureAlgorithm, TokenRules } from "./token-rules";

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
