import { API } from "./walk/api";
import { NETWORK } from "./walk/network";
import { GUARDRAILS } from "./walk/guardrails";
import { POOL_KEYS } from "./walk/pool";
import { POOL_REGIONS } from "./walk/regions";
import { SIGN_IN } from "./walk/sign-in";
import type { ConfigChange } from "./walk/standing";
import { STUDIO_KEYS } from "./walk/studio";

/** A legal change of every key of Pulumi.yaml, and of what stands in its lists and objects, each with what it replaces and deletes. */
export const WALK: readonly ConfigChange[] = [
  ...NETWORK,
  ...SIGN_IN,
  ...STUDIO_KEYS,
  ...POOL_REGIONS,
  ...POOL_KEYS,
  ...GUARDRAILS,
  ...API,
];
