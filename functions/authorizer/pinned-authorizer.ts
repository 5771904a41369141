import { type AuthorizerSettings, readPinnedKeysSettings } from "./env";
import { authorizerHandler } from "./handler";
import { pinnedKeySource } from "./pinned-key-source";
import type { ProfileSource } from "./profile-source";

/** The authorizer with the key set in its configuration, which is this process's environment. */
export function pinnedAuthorizer(profilesFor: (settings: AuthorizerSettings) => ProfileSource) {
  const settings = readPinnedKeysSettings(process.env);
  const keys = pinnedKeySource(settings.keySet, settings.shape.algorithms);
  return authorizerHandler({ settings, keys, profilesOf: profilesFor(settings), now: Date.now });
}
