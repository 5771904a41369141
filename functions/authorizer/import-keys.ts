import { createLocalJWKSet, type CryptoKey, type JWK } from "jose";
import { isKeyId, type JsonWebKeySet, type SigningKeys, type WantedKey } from "./key-set";
import type { SignatureAlgorithm } from "./token-rules";

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
