import { log } from "../contract/log";
import type { ProfileSource } from "./decide";
import { type AuthorizerSettings, readFetchedKeysSettings } from "./env";
import { fetchKeySet, FetchedKeySource } from "./fetched-key-source";
import { authorizerHandler } from "./handler";

/** The authorizer that fetches the provider's key set, configured by this process's environment, and begins to fetch it. */
export function fetchingAuthorizer(profilesFor: (settings: AuthorizerSettings) => ProfileSource) {
  const settings = readFetchedKeysSettings(process.env);
  const keys = new FetchedKeySource({
    fetchKeySet: () => fetchKeySet(settings.keySetUrl),
    algorithms: settings.shape.algorithms,
    now: Date.now,
    onFailure: (error, isServingStale) =>
      log({
        event: "key_set_unavailable",
        fault: error instanceof Error ? error.message : "unknown",
        isServingStale,
      }),
  });
  keys.warm();
  return authorizerHandler({ settings, keys, profilesOf: profilesFor(settings), now: Date.now });
}
