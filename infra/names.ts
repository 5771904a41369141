import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * IAM paths of the roles that endpoint policies name as a group. A path is ours alone: nobody becomes "a minting role" by being
 * given a similar name, only by being created under it.
 */
export function rolePaths(): { readonly minting: string; readonly execution: string } {
  const base = `/${pulumi.getProject()}/${pulumi.getStack()}`;
  return { minting: `${base}/minting/`, execution: `${base}/studio-execution/` };
}

/**
 * rolePerProfile mode: the fixed start of a minting role's name; the profile's digest follows. Role names are unique in the whole account
 * whatever their path, and at most 64 characters long, so project and stack enter as a hash.
 */
export function mintingRoleNamePrefix(): string {
  const stack = createHash("sha256").update(`${pulumi.getProject()}/${pulumi.getStack()}`).digest("hex").slice(0, 8);
  return `mint-${stack}-`;
}
