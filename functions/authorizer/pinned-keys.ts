/** The authorizer with the key set in its configuration. It runs inside the VPC and has no way out. */
import { readPinnedKeysSettings } from "./env";
import { authorizerHandler } from "./handler";
import { pinnedKeySource } from "./pinned-key-source";

const settings = readPinnedKeysSettings(process.env);
const keys = pinnedKeySource(settings.keySet, settings.shape.algorithms);

export const handler = authorizerHandler({ settings, keys, now: Date.now });
