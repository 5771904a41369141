/** The authorizer with the key set in its configuration. It runs inside the VPC and has no way out. */
import { readPinnedKeysSettings } from "./env";
import { authorizerHandler } from "./handler";
import { pinnedKeySource } from "./pinned-key-source";

const settings = readPinnedKeysSettings(process.env);

export const handler = authorizerHandler({ settings, keys: pinnedKeySource(settings.keySet), now: Date.now });
