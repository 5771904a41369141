import type { Caller, DenialReason, PoolAccess, ProfileEntry } from "../http/caller";
import { regionsOfGroups, type GroupRegions } from "../http/group-regions";
import { callerIdOf } from "../http/people/caller-id";
import type { ProfileLimits } from "../http/profile-limits";
import { profileOf, type ProfileNameRule } from "../http/profile-name";
import type { VerifiedToken } from "./claims";

export interface CallerRules {
  /** "" for none. */
  readonly requiredScope: string;
  readonly studioGroup: string;
  /** From the person's name to the profile's. */
  readonly nameRule: ProfileNameRule;
  readonly domainId: string;
  readonly limits: ProfileLimits;
  /** "" for nobody. */
  readonly rekognitionGroup: string;
  /** Empty when there is no pool. */
  readonly rekognitionOperations: readonly string[];
  readonly groupRegions: GroupRegions;
}

/**
 * Whose token it is, which Studio profiles are theirs, and whether the Rekognition pool is. Neither: they may use
 * nothing of this API.
 *
 * @param resource the route asked for, as a template. Nothing but the reason for a refusal depends on it, and API
 *   Gateway keeps one answer for each token and resource, so that a reason is never read on another route.
 */
export function decideCaller(token: VerifiedToken, rules: CallerRules, resource: string): Caller {
  const entries = lacksScope(token, rules) ? [] : profilesOf(token, rules);
  const rekognition = lacksScope(token, rules) ? undefined : poolAccessOf(token, rules);
  const access = { entries, ...(rekognition && { rekognition }) };
  return {
    callerId: callerIdOf(token),
    ...access,
    expiresAt: token.expiresAt,
    denialReason: denialReason(token, rules, access, resource),
  };
}

/** Whether the policy lets the caller through to any route of the asked one's kind: Studio's, or the pool's. */
export function hasAccess(
  { entries, rekognition }: Pick<Caller, "entries" | "rekognition">,
  resource: string,
): boolean {
  return POOL_ROUTES.test(resource) ? rekognition !== undefined : entries.length > 0;
}

/** Machines too: a token that a client got for itself may carry groups where the provider is set up so. */
function poolAccessOf({ groups }: VerifiedToken, rules: CallerRules): PoolAccess | undefined {
  if (rules.rekognitionOperations.length === 0 || !groups.includes(rules.rekognitionGroup)) return undefined;
  return { regions: regionsOfGroups(groups, rules.groupRegions) };
}

/**
 * The person's name leads to the profile's in the one domain, for members of the group. Cognito admits user names such as
 * `*` and `ali/ce`; those name no profile and come near no ARN.
 */
function profilesOf({ name, groups }: VerifiedToken, rules: CallerRules): ProfileEntry[] {
  const named = profileOf(name, rules.nameRule);
  if ("fault" in named || !groups.includes(rules.studioGroup)) return [];
  return [{ domainId: rules.domainId, userProfileName: named.profileName, limits: rules.limits }];
}

function lacksScope(token: VerifiedToken, { requiredScope }: CallerRules): boolean {
  return requiredScope !== "" && !token.scopes.includes(requiredScope);
}

const POOL_ROUTES = /^\/v1\/(?:rekognition|images)(?:\/|$)/;

/** A member of the pool's group is refused an operation only where it is not enabled. */
function denialReason(
  token: VerifiedToken,
  rules: CallerRules,
  access: Pick<Caller, "entries" | "rekognition">,
  resource: string,
): DenialReason {
  if (lacksScope(token, rules)) return "missing_scope";
  const isAllowed = hasAccess(access, resource);
  if (!isAllowed && token.hasTooManyGroups) return "groups_overage";
  if (POOL_ROUTES.test(resource)) return isAllowed ? "operation_not_enabled" : "no_rekognition_access";
  if (isAllowed) return "not_your_profile";
  return token.groups.includes(rules.studioGroup) ? "no_profile_name" : "no_studio_profile";
}
