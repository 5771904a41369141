import { createPublicKey, type KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { type JsonWebKeySet, KeysUnavailable, type KeySource, MIN_MODULUS_BITS, publicRsaKeys } from "./key-set";

/**
 * Keys from the configuration: no network, no refetch; a rotated key needs a deployment.
 *
 * Imported while the function starts, and by node:crypto: jose imports through WebCrypto, which costs a cold start more
 * than everything else here (npm run bench authorizer). What jose would refuse in a set, the configuration has refused
 * before it was deployed: other algorithms and uses, private keys, two of one id (infra/config/pinned-key-set.ts).
 */
export function pinnedKeySource(set: JsonWebKeySet): KeySource {
  const keys = importPinnedKeys(set);
  return {
    find: (keyId) => {
      // A pinned set without a usable key is our mistake, not the caller's.
      if (keys.size === 0) throw new KeysUnavailable();
      return keys.get(keyId);
    },
  };
}

/** None at all when one is broken: somebody has looked at this set, and it is not the one he saw. */
function importPinnedKeys(set: JsonWebKeySet): ReadonlyMap<string, KeyObject> {
  try {
    return new Map(publicRsaKeys(set).map((jwk) => [jwk.kid, importPublicKey(jwk)]));
  } catch {
    return new Map();
  }
}

function importPublicKey({ n = "", e = "" }: JWK): KeyObject {
  const key = createPublicKey({ key: { kty: "RSA", n, e }, format: "jwk" });
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_MODULUS_BITS) throw new KeysUnavailable();
  return key;
}
