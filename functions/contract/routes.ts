/**
 * The API's routes, each written once: the gateway's methods and permissions, the functions' handlers, the authorizer's policy and its
 * reasons to refuse, the laptop and the audit take theirs from here. Every field and answer of a route is in the contract, openapi.json.
 */
export interface RouteRecord {
  readonly method: "GET" | "POST";
  /** With `{parameter}` segments, as API Gateway writes it. */
  readonly path: string;
  /** The function that answers. */
  readonly function: "studio-url" | "rekognition";
  readonly whoMay: WhoMay;
  /** A schema of the contract that API Gateway checks the body against before our code runs. */
  readonly bodySchema?: "PresignedUrlRequest";
}

/**
 * `profile-holders`: who has a Studio profile. `profile-owner`: the owner of the profile in the path. `pool-members`: the group of the
 * Rekognition pool, with any of the enabled operations in the path, and with any image's id, whose uploader only the function knows.
 */
export type WhoMay = "profile-holders" | "profile-owner" | "pool-members";

/**
 * By the name that the method's resources have in the program and the handler has in its function. A renamed route replaces its resources.
 *
 * The pool's routes have no body schema: their bodies are AWS's own requests, of a shape that depends on the operation, and API Gateway
 * could only say that something in them is wrong. The function names every invalid field before it calls anyone.
 */
export const ROUTES = {
  "list-profiles": {
    method: "GET",
    path: "/v1/studio/profiles",
    function: "studio-url",
    whoMay: "profile-holders",
  },
  "mint-url": {
    method: "POST",
    path: "/v1/studio/domains/{domainId}/profiles/{userProfileName}/presigned-url",
    function: "studio-url",
    whoMay: "profile-owner",
    bodySchema: "PresignedUrlRequest",
  },
  "call-rekognition": {
    method: "POST",
    path: "/v1/rekognition/{operation}",
    function: "rekognition",
    whoMay: "pool-members",
  },
  "upload-image": { method: "POST", path: "/v1/images", function: "rekognition", whoMay: "pool-members" },
  "read-result": { method: "GET", path: "/v1/images/{imageId}", function: "rekognition", whoMay: "pool-members" },
} as const satisfies Readonly<Record<string, RouteRecord>>;

export type RouteName = keyof typeof ROUTES;
/** The names of one function's routes. */
export type RoutesOf<F extends RouteRecord["function"]> = {
  [N in RouteName]: (typeof ROUTES)[N]["function"] extends F ? N : never;
}[RouteName];

type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never;

/** A route's path with values in the place of its parameters, e.g. `/v1/rekognition/detect-faces`. */
export function routePath<N extends RouteName>(
  name: N,
  values: Readonly<Record<ParametersOf<(typeof ROUTES)[N]["path"]>, string>>,
): string {
  return withValues(ROUTES[name].path, values);
}

/** @throws Error for a parameter without a value */
export function withValues(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{([^}]+)\}/g, (_, parameter: string) => {
    const value = values[parameter];
    if (value === undefined) throw new Error(`The path ${path} has no value for its parameter ${parameter}.`);
    return value;
  });
}

/** As a sentence speaks of it, e.g. `GET /v1/studio/profiles`. */
export function methodAndPath(name: RouteName): string {
  return `${ROUTES[name].method} ${ROUTES[name].path}`;
}

/** Whether a route is for the pool's members. @param path with its parameters, as the event's `resource` has it */
export function isPoolPath(path: string): boolean {
  return Object.values(ROUTES).some((route) => route.path === path && route.whoMay === "pool-members");
}

/** Why the authorizer's policy refuses a route, for programs. */
export const DENIAL_REASONS = [
  "not_your_profile",
  "not_in_studio_group",
  "no_studio_profile",
  "no_profile_name",
  "profile_disabled",
  "profile_expired",
  "profile_not_reserved",
  "no_rekognition_access",
  "operation_not_enabled",
  "missing_scope",
  "groups_overage",
] as const;

export type DenialReason = (typeof DENIAL_REASONS)[number];

/**
 * The same for the person who called, one sentence each. API Gateway writes them into its answer's JSON as they are, so none may hold a quote or a backslash, or anything that
 * the caller has sent. An answer of the authorizer's may be cached for a route's template (claim mode) or for the path (table mode).
 */
const DETAILS: Readonly<Record<DenialReason, string>> = {
  not_your_profile: `The profile in the path is not one of yours; ${methodAndPath("list-profiles")} lists them.`,
  not_in_studio_group: "You are not in the group whose members have a Studio profile; ask the gateway's operators.",
  no_studio_profile: "No Studio profile is assigned to you; ask the gateway's operators.",
  no_profile_name:
    "Your user name does not lead to a Studio profile's name, which is up to 63 letters, digits and inner hyphens.",
  profile_disabled: "Your Studio profile has been disabled; ask the gateway's operators.",
  profile_expired: "The time for which you were given a Studio profile is over; ask the gateway's operators.",
  profile_not_reserved:
    "The mapping table names another holder of this profile, or none; ask the gateway's operators to run mapping -- check.",
  no_rekognition_access: "The Rekognition pool is for members of its group.",
  operation_not_enabled: "The pool has no such operation.",
  missing_scope: "The access token lacks the scope that this API requires.",
  groups_overage: "You are in more groups than your access token can list, so that none of them is known here.",
};

/** @param operations the pool's operations as they stand in paths */
export function denialDetail(reason: DenialReason, operations: readonly string[] = []): string {
  const isKnown = reason === "operation_not_enabled" && operations.length > 0;
  return isKnown ? `${DETAILS[reason]} In paths they are: ${operations.join(", ")}.` : DETAILS[reason];
}

/** Headers that a portal's script may read; browsers hide all others. */
export const EXPOSED_HEADERS = "Retry-After, WWW-Authenticate, x-amzn-RequestId, x-request-id";

/** Headers that a portal's script may send. Never credentials: the token travels in a header that the script sets itself. */
export const REQUEST_HEADERS = "Authorization, Content-Type";

/** Seconds a browser may remember a preflight's answer. */
export const PREFLIGHT_MAX_AGE = 600;
