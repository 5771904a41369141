/**
 * The verification core: from a token's text to its verified claims. Nothing is cached, every check runs on every
 * token.
 *
 * jose picks and imports a provider's keys (fetched-signing-keys.ts). The signature itself is checked by node:crypto in
 * the same tick: jose hands it to WebCrypto's thread pool, and the way there and back costs more than the check (npm run
 * bench authorizer).
 * In the tests jose judges the same tokens, good and mutilated: what passes here passes there.
 */
import { isUtf8 } from "node:buffer";
import { constants, verify, type KeyObject } from "node:crypto";
import { hasRepeatedMember } from "../http/json-members";
import { MAX_TOKEN_LENGTH } from "./bearer";
import { checkClaims, type ClaimRules, type VerifiedToken } from "./claims";
import { isKeyId, type KeySource } from "./key-set";
import { TokenRefused } from "./token-refused";

/**
 * Verifies an RS256 access token.
 *
 * @param token compact serialization
 * @param now seconds since 1970
 * @throws TokenRefused; KeysUnavailable when nothing can be said about it
 */
export async function verifyToken(
  token: string,
  keys: KeySource,
  rules: ClaimRules,
  now: number,
): Promise<VerifiedToken> {
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused("too_long");
  const [header, payload, signature, ...more] = token.split(".");
  // Five segments are an encrypted token (JWE), which has no place here.
  if (!header || !payload || !signature || more.length > 0) throw new TokenRefused("malformed");

  const key = await keys.find(keyIdOf(header));
  if (!key) throw new TokenRefused("unknown_key");
  if (!isSignedBy(key, `${header}.${payload}`, signature)) throw new TokenRefused("signature");
  return checkClaims(parseObject(payload), rules, now);
}

/**
 * Header members that would have the token choose its own key or change what is signed. No honest provider of ours
 * sends them; a token that has one is refused, not read around.
 */
const REFUSED_MEMBERS = ["jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc"];

/** RS256 and nothing else is written here as a constant: `none` and HS* cannot be configured into it. */
function keyIdOf(segment: string): string {
  const header = parseObject(segment);
  if (header["alg"] !== "RS256") throw new TokenRefused("algorithm");
  if (REFUSED_MEMBERS.some((member) => member in header)) throw new TokenRefused("header_member");
  const keyId = header["kid"];
  if (!isKeyId(keyId)) throw new TokenRefused("key_id");
  return keyId;
}

function isSignedBy(key: KeyObject, signed: string, signature: string): boolean {
  const rsa = { key, padding: constants.RSA_PKCS1_PADDING };
  return verify("RSA-SHA256", Buffer.from(signed, "latin1"), rsa, decode(signature));
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
