import { createHash } from "node:crypto";

const DIGITS = 32;

/**
 * What tells one profile's minting role from another's, where each profile has a role of its own: 32 hexadecimal
 * digits. A digest, because a domain id and a profile name of 63 characters each do not fit into a role name of 64.
 */
export function mintingRoleDigest(domainId: string, userProfileName: string): string {
  return createHash("sha256").update(`${domainId}/${userProfileName}`).digest("hex").slice(0, DIGITS);
}

/** The digest's place in a policy: any characters, as many as it has. */
export function anyMintingRoleDigest(): string {
  return "?".repeat(DIGITS);
}
