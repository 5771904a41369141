import { KeyObject, type webcrypto } from "node:crypto";
import { createLocalJWKSet } from "jose";
import { type JsonWebKeySet, MIN_MODULUS_BITS, publicRsaKeys, type SigningKeys } from "./key-set";

/**
 * The usable keys of a provider's set: RSA, public, for RS256 signatures, at least 2048 bits. Others are left out, so that
 * one odd key does not make the rest useless; jose decides whether a key fits and refuses two of the same id.
 *
 * Imported once here, not per token.
 */
export async function importFetchedKeys(set: JsonWebKeySet): Promise<SigningKeys> {
  const candidates = publicRsaKeys(set);
  const resolve = createLocalJWKSet({ keys: candidates });
  const imported = await Promise.all(
    candidates.map(async ({ kid }): Promise<[string, KeyObject] | undefined> => {
      const key = await resolve({ alg: "RS256", kid }).catch(() => undefined);
      return key && isLongEnough(key) ? [kid, KeyObject.from(key)] : undefined;
    }),
  );
  return new Map(imported.filter((entry) => entry !== undefined));
}

function isLongEnough(key: webcrypto.CryptoKey): boolean {
  return (key.algorithm as webcrypto.RsaHashedKeyAlgorithm).modulusLength >= MIN_MODULUS_BITS;
}
