/** What a JWK Set is to us, and where the verification core gets its keys from. */
import type { CryptoKey } from "jose";
import type { SignatureAlgorithm } from "./token-rules";

/** RFC 7517; what the keys hold is unknown until they have been imported. */
export interface JsonWebKeySet {
  readonly keys: readonly unknown[];
}

/** Which key a token asks for. A key is bound to one algorithm, so that none is ever used for another. */
export interface WantedKey {
  readonly alg: SignatureAlgorithm;
  readonly kid: string;
}

export interface SigningKeys {
  /** How many keys of the set can be used. */
  readonly size: number;
  get(wanted: WantedKey): CryptoKey | undefined;
}

/** Where the verification core gets a key from. */
export interface KeySource {
  /**
   * The key of that id for that algorithm; undefined when the provider has none. A key at hand is returned at once, without a promise.
   * @throws KeysUnavailable when no key set can be had at all
   */
  find(wanted: WantedKey): CryptoKey | undefined | Promise<CryptoKey | undefined>;
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
