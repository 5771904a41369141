/** What a JWK Set is to us, and where the verification core gets its keys from. */
import type { KeyObject } from "node:crypto";
import type { JWK } from "jose";

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

/** The least that RFC 7518 §3.3 and AWS want of an RSA key, in bits. */
export const MIN_MODULUS_BITS = 2048;

/** The keys of a set that may be signature keys: RSA, public, with an id. Whether they are is found out by importing them. */
export function publicRsaKeys(set: JsonWebKeySet): (JWK & { readonly kid: string })[] {
  return set.keys.filter(isPublicRsaKey);
}

function isPublicRsaKey(value: unknown): value is JWK & { kid: string } {
  const { kty, kid, d } = (value ?? {}) as JWK;
  return kty === "RSA" && isKeyId(kid) && d === undefined;
}
