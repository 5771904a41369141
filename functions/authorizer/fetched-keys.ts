/** The authorizer that fetches the provider's key set. It runs outside the VPC and reaches nothing but that. */
import { log } from "../http/log";
import { readFetchedKeysSettings } from "./env";
import { fetchKeySet } from "./fetch-key-set";
import { FetchedKeySource } from "./fetched-key-source";
import { authorizerHandler } from "./handler";

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

export const handler = authorizerHandler({ settings, keys, now: Date.now });
