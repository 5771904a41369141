import type { ProfileSource } from "./decide";
import { type AuthorizerSettings, readPinnedKeysSettings } from "./env";
import { authorizerHandler } from "./handler";
import { importKeys, type JsonWebKeySet, KeysUnavailable, type KeySource, type SigningKeys } from "./key-set";
import type { SignatureAlgorithm } from "./token-rules";

/** The authorizer with the key set in its configuration, which is this process's environment. */
export function pinnedAuthorizer(profilesFor: (settings: AuthorizerSettings) => ProfileSource) {
  const settings = readPinnedKeysSettings(process.env);
  const keys = pinnedKeySource(settings.keySet, settings.shape.algorithms);
  return authorizerHandler({ settings, keys, profilesOf: profilesFor(settings), now: Date.now });
}

/**
 * Keys from the configuration: no network, no refetch; a rotated key needs a deployment. Imported while the function starts.
 *
 * A reviewed set of which a key fails to import is not the set that was reviewed: then none is used. It is our mistake and not the
 * caller's, so every token ends in an error and not in a refusal.
 */
export function pinnedKeySource(set: JsonWebKeySet, algorithms: readonly SignatureAlgorithm[]): KeySource {
  const imported = importKeys(set, algorithms).catch((): SigningKeys => ({ size: 0, get: () => undefined }));
  return {
    find: async (wanted) => {
      const keys = await imported;
      if (keys.size === 0 || keys.size !== set.keys.length) throw new KeysUnavailable();
      return keys.get(wanted);
    },
  };
}
