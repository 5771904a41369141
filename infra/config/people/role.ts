/** Which keys say something in a stack of each role. */
import { decode } from "../decode";
import type { Fault, Key } from "../key";

/** All that the small half is made of: a domain or the name of one, its network, its people, its one role. */
const OF_STUDIO_ACCOUNT: ReadonlySet<string> = new Set([
  "role",
  "gateway",
  "vpcCidr",
  "availabilityZoneCount",
  "existingVpc",
  "existingEndpoints",
  "resolverRuleIds",
  "studioDomainId",
  "studioUserProfiles",
  "studioUserProfileTags",
  "studioDataBuckets",
  "rStudio",
  "retainStudioHomes",
  "requiredTags",
  "permissionsBoundaryArn",
  "permissionsBoundaryPolicy",
]);

/** Only the small half has to be told of a gateway. */
const OF_STUDIO_ACCOUNT_ONLY: ReadonlySet<string> = new Set(["gateway"]);

/** @param role of config, whatever stands there: only the exact word makes a small half */
export function isKeyOfRole(name: string, role: unknown): boolean {
  return role === "studioAccount" ? OF_STUDIO_ACCOUNT.has(name) : !OF_STUDIO_ACCOUNT_ONLY.has(name);
}

/** A value that nothing reads is believed to be read. Pulumi fills in defaults, so a default is not a value that was set. */
export function faultOfOtherRole(key: Key<unknown>, given: unknown, role: unknown): Fault | undefined {
  const found = given === undefined ? undefined : decode(key.type, given);
  if (found === undefined || JSON.stringify(found) === JSON.stringify(key.default ?? [])) return undefined;
  const fault =
    role === "studioAccount"
      ? "is a setting of the gateway's stack, and this one has role studioAccount"
      : "is a setting for role studioAccount, and this stack is a gateway itself";
  return { at: "", found, fault, remove: true };
}
