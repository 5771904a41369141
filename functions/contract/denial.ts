/** Why the authorizer's policy refuses a route: the code for programs, and a sentence for the person who called. */
import { methodAndPath } from "./routes";

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
 * One sentence each. API Gateway writes them into its answer's JSON as they are, so none may hold a quote or a backslash, or anything that
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
