import { commaSeparated, readEnvironment, type Variable } from "../aws/environment";
import { readGroupRegions, type GroupRegions } from "../contract/caller";
import {
  type ProfileNameRule,
  readProfileNameRule,
  readProfileLimits,
  type ProfileLimits,
  isDomainId,
} from "../contract/studio-profile";
import { type LaneRule, readLanes } from "../pool/lanes/lanes";
import type { JsonWebKeySet } from "./key-set";
import { readTokenShape, type TokenRules } from "./token-rules";

export type { PeopleEnvironment } from "../people/people-settings";

/** What every authorizer is configured with; in table mode, the mapping table on top. */
export interface AuthorizerEnvironment {
  /** The identity provider's exact issuer, e.g. `https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab12`. */
  readonly ISSUER: string;
  /** Client ids whose access tokens are accepted, comma separated. */
  readonly CLIENT_IDS: string;
  /** JSON of `TokenShape`. */
  readonly TOKEN_SHAPE: string;
  /** JSON of `ProfileNameRule`. */
  readonly PROFILE_NAME_RULE: string;
  /** A scope that every token must have; "" for none. */
  readonly REQUIRED_SCOPE: string;
  /** The group whose members have a Studio profile. */
  readonly STUDIO_GROUP: string;
  /** Seconds since `iat` after which a token is refused, whatever its `exp` says. */
  readonly MAX_TOKEN_AGE_SECONDS: string;
  /** The Studio domain in which the person's name leads to the profile's. */
  readonly DOMAIN_ID: string;
  /** JSON of `ProfileLimits`. */
  readonly PROFILE_LIMITS: string;
  /** The group whose members may use the Rekognition pool; "" for no one. */
  readonly REKOGNITION_GROUP: string;
  /** The pool's operations as they stand in paths, comma separated; "" when there is no pool. */
  readonly REKOGNITION_OPERATIONS: string;
  /** JSON, group → Regions that images of its members may go to; "" confines no one. */
  readonly GROUP_REGIONS: string;
  /** The pool's lanes as `lanesText` writes them; "" when all calls are alike. */
  readonly LANES: string;
}

/** For the function that fetches the key set; https, or http on a loopback host. */
export type FetchedKeysEnvironment = AuthorizerEnvironment & { readonly KEY_SET_URL: string };

/** For the function that has no way out: KEY_SET is the JSON of a JWK Set. */
export type PinnedKeysEnvironment = AuthorizerEnvironment & { readonly KEY_SET: string };

export interface AuthorizerSettings extends TokenRules {
  readonly nameRule: ProfileNameRule;
  readonly requiredScope: string;
  readonly studioGroup: string;
  readonly domainId: string;
  readonly limits: ProfileLimits;
  readonly rekognitionGroup: string;
  readonly rekognitionOperations: readonly string[];
  readonly groupRegions: GroupRegions;
  readonly lanes: readonly LaneRule[];
}

type Variables = Readonly<Record<string, string | undefined>>;
type Shape<S> = { readonly [K in keyof S]: Variable<S[K]> };

/** @throws Error naming every variable at fault */
export function readFetchedKeysSettings(variables: Variables): AuthorizerSettings & { readonly keySetUrl: URL } {
  const allowed = "an https URL, or http on 127.0.0.1, ::1 or localhost";
  const keySetUrl = { key: "KEY_SET_URL", allowed, parse: parseKeySetUrl };
  return readEnvironment("authorizer-fetched-keys", variables, { ...COMMON, keySetUrl });
}

/** @throws Error naming every variable at fault */
export function readPinnedKeysSettings(variables: Variables): AuthorizerSettings & { readonly keySet: JsonWebKeySet } {
  const keySet = { key: "KEY_SET", allowed: 'a JWK Set, {"keys":[…]}, with at least one key', parse: parseKeySet };
  return readEnvironment("authorizer-pinned-keys", variables, { ...COMMON, keySet });
}

const COMMON: Shape<AuthorizerSettings> = {
  issuer: { key: "ISSUER", allowed: "the issuer's URL, letter for letter as in its tokens", parse: parseUrlText },
  clientIds: { key: "CLIENT_IDS", allowed: "one or more client ids, comma separated", parse: parseClientIds },
  shape: {
    key: "TOKEN_SHAPE",
    allowed: "the JSON of a token's shape",
    parse: (text) => readTokenShape(JSON.parse(text)),
  },
  nameRule: {
    key: "PROFILE_NAME_RULE",
    allowed: "the JSON of a rule for profile names, {} for none",
    parse: (text) => readProfileNameRule(JSON.parse(text)),
  },
  requiredScope: {
    key: "REQUIRED_SCOPE",
    allowed: "one scope, or empty",
    parse: (text) => (/\s/.test(text) ? undefined : text),
  },
  studioGroup: { key: "STUDIO_GROUP", allowed: "the name of a group", parse: (text) => text || undefined },
  maxTokenAgeSeconds: {
    key: "MAX_TOKEN_AGE_SECONDS",
    allowed: "a whole number from 60 to 86400",
    parse: (text) => (/^\d{2,5}$/.test(text) && +text >= 60 && +text <= 86_400 ? +text : undefined),
  },
  domainId: { key: "DOMAIN_ID", allowed: "a Studio domain id", parse: (text) => (isDomainId(text) ? text : undefined) },
  limits: {
    key: "PROFILE_LIMITS",
    allowed: "the JSON of the profiles' limits",
    parse: (text) => readProfileLimits(JSON.parse(text)),
  },
  rekognitionGroup: { key: "REKOGNITION_GROUP", allowed: "the name of a group, or empty", parse: (text) => text },
  rekognitionOperations: {
    key: "REKOGNITION_OPERATIONS",
    allowed: "operations as in paths (detect-faces), comma separated, or empty",
    parse: parseOperations,
  },
  groupRegions: {
    key: "GROUP_REGIONS",
    allowed: "JSON, each group with a list of Regions, or empty",
    parse: readGroupRegions,
  },
  lanes: { key: "LANES", allowed: "JSON, a list of lanes, or empty", parse: readLanes },
};

function parseUrlText(text: string): string | undefined {
  return URL.canParse(text) ? text : undefined;
}

function parseClientIds(text: string): string[] | undefined {
  const ids = commaSeparated(text);
  return ids.length > 0 ? ids : undefined;
}

/** They become parts of ARNs: letters and hyphens, so nothing in them is a wildcard. */
function parseOperations(text: string): string[] | undefined {
  const operations = commaSeparated(text);
  return operations.every((operation) => /^[a-z]+(-[a-z]+)*$/.test(operation)) ? operations : undefined;
}

/** Keys that travel in the clear over a network could be replaced on the way; loopback stays on the machine. */
function parseKeySetUrl(text: string): URL | undefined {
  const url = new URL(text);
  const isLoopback = ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback) ? url : undefined;
}

function parseKeySet(text: string): JsonWebKeySet | undefined {
  const value = JSON.parse(text) as Partial<JsonWebKeySet> | null;
  return Array.isArray(value?.keys) && value.keys.length > 0 ? { keys: value.keys } : undefined;
}
