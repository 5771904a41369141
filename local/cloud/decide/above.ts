import { asInOrganization } from "../../../policies/audit/organization/organization-keys";
import { accountGuardrails } from "../../../policies/audit/replay";
import type { Guardrails } from "../../../policies/evaluate/guardrails/guardrails";
import type { AccessRequest } from "../../../policies/evaluate/request";
import type { Authority } from "./authority";

/**
 * What stands above a request: the caller's permissions boundary, and the control policies on each account.
 *
 * @param roleArn who asks; without one a service asks in its own name
 */
export function above({ roles, estate }: Authority, roleArn?: string): Guardrails {
  const role = roleArn === undefined ? undefined : roles.get(roleArn);
  return { boundary: role?.boundary, accounts: accountGuardrails(estate) };
}

/** With the keys by which AWS says where caller, resource and endpoint stand in the organisation. */
export function placed<R extends Pick<AccessRequest, "principal" | "context">>(
  { estate }: Authority,
  request: R,
  resource: string,
): R {
  return asInOrganization(estate, request, resource);
}
