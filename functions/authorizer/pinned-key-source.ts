import { importSigningKeys, KeysUnavailable, type JsonWebKeySet, type KeySource, type SigningKeys } from "./key-set";

/** Keys from the configuration: no network, no refetch; a rotated key needs a deployment. */
export function pinnedKeySource(set: JsonWebKeySet): KeySource {
  let keys: SigningKeys | undefined;
  const importing = importSigningKeys(set).then((imported) => (keys = imported));
  return {
    find: (keyId) => keys?.get(keyId) ?? importing.then((imported) => usable(imported).get(keyId)),
  };
}

/** A pinned set without a single usable key is our mistake, not the caller's. */
function usable(keys: SigningKeys): SigningKeys {
  if (keys.size === 0) throw new KeysUnavailable();
  return keys;
}
