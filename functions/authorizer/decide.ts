import {
  type Caller,
  type DenialReason,
  type PoolAccess,
  callerIdOf,
  regionsOfGroups,
  type GroupRegions,
  type OwnProfiles,
  type PathParameters,
  reasonToRefuse,
} from "../contract/caller";
import { profileOf, type ProfileNameRule, type ProfileLimits } from "../contract/studio-profile";
import { isPoolPath } from "../contract/routes";
import { type LaneRule, laneOfGroups } from "../pool/lanes/lanes";
import type { VerifiedToken } from "./claims";

export interface CallerRules {
  /** "" for none. */
  readonly requiredScope: string;
  readonly studioGroup: string;
  /** From the person's name to the profile's. */
  readonly nameRule: ProfileNameRule;
  readonly domainId: string;
  readonly limits: ProfileLimits;
  /** "" for no one. */
  readonly rekognitionGroup: string;
  /** Empty when there is no pool. */
  readonly rekognitionOperations: readonly string[];
  readonly groupRegions: GroupRegions;
  /** Empty when all calls of the pool are alike. */
  readonly lanes: readonly LaneRule[];
}

/** The route that was asked for. Nothing but the reason for a refusal depends on it. */
export interface AskedRoute {
  /** As a template. */
  readonly resource: string;
  /**
   * Only in table mode may a reason depend on these: there API Gateway keeps an answer for one path, and in claim mode for one template
   * (infra/private-api), so that a reason is never read on another route.
   */
  readonly pathParameters: PathParameters;
}

/**
 * Where it is written whose Studio profiles are whose: in the token, or in the mapping table.
 *
 * @param asked the route as a template, and the request's id for the log
 * @throws CannotDecide
 */
export type ProfileSource = (
  token: VerifiedToken,
  asked: { readonly resource: string; readonly requestId: string },
) => OwnProfiles | Promise<OwnProfiles>;

/** Nothing can be said about the caller: API Gateway answers 500, and nothing is allowed. What it says is logged by Lambda. */
export class CannotDecide extends Error {}

/**
 * Whose token it is, which Studio profiles are theirs, and whether the Rekognition pool is. Neither: they may use
 * nothing of this API.
 *
 * @param profiles the caller's, by whichever source this stack goes
 */
export function decideCaller(
  token: VerifiedToken,
  profiles: OwnProfiles,
  rules: CallerRules,
  asked: AskedRoute,
): Caller {
  const entries = lacksScope(token, rules) ? [] : profiles.entries;
  const rekognition = lacksScope(token, rules) ? undefined : poolAccessOf(token, rules);
  const access = { entries, ...(rekognition && { rekognition }) };
  return {
    callerId: callerIdOf(token),
    ...access,
    expiresAt: token.expiresAt,
    denialReason: denialReason({ token, rules, access, asked, profiles }),
  };
}

/** Whether the policy lets the caller through to any route of the asked one's kind: Studio's, or the pool's. */
export function hasAccess(
  { entries, rekognition }: Pick<Caller, "entries" | "rekognition">,
  resource: string,
): boolean {
  return isPoolPath(resource) ? rekognition !== undefined : entries.length > 0;
}

/** Machines too: a token that a client got for itself may carry groups where the provider is set up so. */
function poolAccessOf({ groups }: VerifiedToken, rules: CallerRules): PoolAccess | undefined {
  if (rules.rekognitionOperations.length === 0 || !groups.includes(rules.rekognitionGroup)) return undefined;
  const lane = laneOfGroups(groups, rules.lanes, rules.rekognitionGroup);
  return { regions: regionsOfGroups(groups, rules.groupRegions), ...(lane !== undefined && { lane }) };
}

/**
 * Claim mode: the person's name leads to the profile's in the one domain, for members of the group. Cognito admits user names such as
 * `*` and `ali/ce`; those name no profile and come near no ARN.
 */
export function profilesByClaim(
  { name, groups, hasTooManyGroups }: VerifiedToken,
  rules: Pick<CallerRules, "studioGroup" | "nameRule" | "domainId" | "limits">,
): OwnProfiles {
  if (!groups.includes(rules.studioGroup))
    return { entries: [], reason: hasTooManyGroups ? "groups_overage" : "not_in_studio_group" };
  const named = profileOf(name, rules.nameRule);
  if ("fault" in named) return { entries: [], reason: "no_profile_name" };
  const entry = { domainId: rules.domainId, userProfileName: named.profileName, limits: rules.limits };
  return { entries: [entry], reason: "not_your_profile" };
}

export function lacksScope(token: VerifiedToken, { requiredScope }: Pick<CallerRules, "requiredScope">): boolean {
  return requiredScope !== "" && !token.scopes.includes(requiredScope);
}

/** What a refusal's reason depends on. */
interface Refused {
  readonly token: VerifiedToken;
  readonly rules: CallerRules;
  readonly access: Pick<Caller, "entries" | "rekognition">;
  readonly asked: AskedRoute;
  readonly profiles: OwnProfiles;
}

/** A member of the pool's group is refused an operation only where it is not enabled. */
function denialReason({ token, rules, access, asked, profiles }: Refused): DenialReason {
  if (lacksScope(token, rules)) return "missing_scope";
  if (!isPoolPath(asked.resource)) return reasonToRefuse(profiles, asked.pathParameters);
  if (hasAccess(access, asked.resource)) return "operation_not_enabled";
  return token.hasTooManyGroups ? "groups_overage" : "no_rekognition_access";
}
