/** What a JWK Set is to us, and where the verification core gets its keys from. */
import { type CryptoKey, createLocalJWKSet, type JWK } from "jose";
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

/** The least that RFC 7518 §3.3 and AWS want of an RSA key, in bits; jose finds a shorter one out only when a token comes. */
const MIN_MODULUS_BITS = 2048;

/**
 * The usable keys of a provider's set: public, with an id, for signatures by one of the algorithms. Others are left out, so that one odd
 * key does not make the rest useless: providers publish encryption keys beside them. jose decides whether a key fits (kind, curve, `use`,
 * `key_ops`, and `alg` where the set says one, which Entra ID's does not) and refuses two of the same id.
 *
 * Imported once here, not per token.
 */
export async function importKeys(set: JsonWebKeySet, algorithms: readonly SignatureAlgorithm[]): Promise<SigningKeys> {
  const candidates = set.keys.filter(isPublicKey);
  const resolve = createLocalJWKSet({ keys: candidates });
  const wanted = candidates.flatMap(({ kid }) => algorithms.map((alg): WantedKey => ({ alg, kid })));
  const found = await Promise.all(
    wanted.map(async (each): Promise<[string, CryptoKey] | undefined> => {
      const key = await resolve({ ...each }).catch(() => undefined);
      return key && isLongEnough(key) ? [nameOf(each), key] : undefined;
    }),
  );
  const keys = new Map(found.filter((entry) => entry !== undefined));
  const usable = candidates.filter(({ kid }) => algorithms.some((alg) => keys.has(nameOf({ alg, kid }))));
  return { size: usable.length, get: (one) => keys.get(nameOf(one)) };
}

function nameOf({ alg, kid }: WantedKey): string {
  return `${alg} ${kid}`;
}

function isPublicKey(value: unknown): value is JWK & { kid: string } {
  const { kid, d } = (value ?? {}) as JWK;
  return isKeyId(kid) && d === undefined;
}

function isLongEnough({ algorithm }: CryptoKey): boolean {
  const { modulusLength } = algorithm as { readonly modulusLength?: number };
  return modulusLength === undefined || modulusLength >= MIN_MODULUS_BITS;
}
