/** Who calls through endpoints, as patterns of role ARNs. */
import type { Estate } from "../../estate";
import { functionRoles, POOL_FUNCTIONS, rolesUnder } from "../ours";

export function notebooks(estate: Estate): string[] {
  return [rolesUnder(estate, "studio-execution")];
}

/** Roles of custom images, which SageMaker pulls with. */
export function imageRoles(estate: Estate): string[] {
  return [rolesUnder(estate, "studio-images")];
}

export function poolRoles(estate: Estate): string[] {
  return functionRoles(estate, ...POOL_FUNCTIONS).map(({ arn }) => arn);
}
