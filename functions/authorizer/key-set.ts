/** From a JWK Set to keys that can check an RS256 signature. */
import { KeyObject, type webcrypto } from "node:crypto";
import { createLocalJWKSet, type JWK } from "jose";

/** RFC 7517; what the keys hold is anybody's guess until they have been imported. */
export interface JsonWebKeySet {
  readonly keys: readonly unknown[];
}

/** Keys by key id. */
export type SigningKeys = ReadonlyMap<string, KeyObject>;

/** Where the verification core gets a key from. */
export interface KeySource {
  /**
   * The key of that id; undefined when the provider has none. A key at hand is returned at once, without a promise.
   * @throws KeysUnavailable when no key set can be had at all
   */
  find(keyId: string): KeyObject | undefined | Promise<KeyObject | undefined>;
}

/** No key set can be had: nothing can be said about any token, so nothing is allowed. */
export class KeysUnavailable extends Error {
  constructor() {
    super("The identity provider's key set cannot be had.");
    this.name = "KeysUnavailable";
  }
}

/**
 * A key id is a name and nothing more. Letters, digits and `_ = + / . -` cover base64, base64url, UUIDs and dotted
 * names; two dots in a row have no business in one.
 */
const KEY_ID = /^[A-Za-z0-9_=+/.-]{1,128}$/;

export function isKeyId(value: unknown): value is string {
  return typeof value === "string" && KEY_ID.test(value) && !value.includes("..");
}

/**
 * The usable keys of a set: RSA, public, for RS256 signatures, at least 2048 bits. Others are left out, so that one odd
 * key does not make the rest useless; jose decides whether a key fits and refuses two of the same id.
 *
 * Imported once here, not per token.
 */
export async function importSigningKeys(set: JsonWebKeySet): Promise<SigningKeys> {
  const candidates = set.keys.filter(isSigningKey);
  const resolve = createLocalJWKSet({ keys: candidates });
  const imported = await Promise.all(
    candidates.map(async ({ kid }): Promise<[string, KeyObject] | undefined> => {
      const key = await resolve({ alg: "RS256", kid }).catch(() => undefined);
      return key && isLongEnough(key) ? [kid, KeyObject.from(key)] : undefined;
    }),
  );
  return new Map(imported.filter((entry) => entry !== undefined));
}

function isSigningKey(value: unknown): value is JWK & { kid: string } {
  const { kty, kid, d } = (value ?? {}) as JWK;
  return kty === "RSA" && isKeyId(kid) && d === undefined;
}

function isLongEnough(key: webcrypto.CryptoKey): boolean {
  return (key.algorithm as webcrypto.RsaHashedKeyAlgorithm).modulusLength >= 2048;
}
