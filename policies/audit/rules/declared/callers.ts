/** Who calls through endpoints, as patterns of role ARNs. */
import type { Estate } from "../../estate";
import { functionRoles, POOL_FUNCTIONS, rolesFor, rolesUnder } from "../ours";

export function notebooks(estate: Estate): string[] {
  return [rolesUnder(estate, "studio-execution")];
}

/** Roles of custom images, which SageMaker pulls with. */
export function imageRoles(estate: Estate): string[] {
  return [rolesUnder(estate, "studio-images")];
}

/** The server of RStudio, where the domain made here has one; of another domain's none comes through our endpoints. */
export function rStudioServers(estate: Estate): string[] {
  return rolesFor(estate, "r-studio").length === 0 ? [] : [rolesUnder(estate, "r-studio")];
}

export function poolRoles(estate: Estate): string[] {
  return functionRoles(estate, ...POOL_FUNCTIONS).map(({ arn }) => arn);
}
