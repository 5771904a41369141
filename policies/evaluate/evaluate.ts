/**
 * A request to an AWS service within one account: identity policies, the resource's policies, the endpoint's policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { type Decision, type NamedPolicy, type Need, settle } from "./decision";
import { type Guardrails, judgeGuardrails } from "./guardrails/guardrails";
import { endpointNeed, judge, judgeEndpoint, judgeIdentity } from "./layer";
import { type AccessRequest, accountOf, checkRequest, IllFormedRequestError } from "./request";

export { type AssumeRoleLayers, type AssumeRoleRequest, decideAssumeRole } from "./assume-role";

export interface SameAccountLayers {
  readonly identity?: readonly NamedPolicy[];
  readonly resource?: readonly NamedPolicy[];
  /** The policies of the endpoint the request came through; leave it out when there is no such endpoint. */
  readonly endpoint?: readonly NamedPolicy[];
  readonly guardrails?: Guardrails | undefined;
}

/**
 * Any Deny wins; then the endpoint and every guardrail, where given, have to allow, and identity or resource has to allow.
 * @throws IllFormedRequestError, UnmodelledPolicyError, UndecidableError: all three mean "no answer", never "allowed".
 */
export function decideSameAccount(request: AccessRequest, layers: SameAccountLayers): Decision {
  const { principal, resource: arn } = request;
  // AWS's own managed policies, arn:aws:iam::aws:policy/…, are every account's to read and attach.
  if (principal.kind === "role" && !["", "aws", principal.account].includes(accountOf(arn)))
    throw new IllFormedRequestError(`resource is in another account; allowed is one of account ${principal.account}.`);
  const checked = checkRequest(request);
  const identity = judgeIdentity(layers.identity ?? [], checked);
  const resource = judge("resource", layers.resource ?? [], checked);
  const endpoint = judgeEndpoint(layers.endpoint, checked);
  if (asksWhoItIs(request)) return settle(request.action, endpoint ? [endpoint.deny] : [], endpointNeed(endpoint));
  const grants: Need = {
    layer: principal.kind === "role" && layers.identity ? "identity" : "resource",
    // An account as Principal of a resource policy hands the decision to that account's identity policies,
    // so it adds nothing to what identity allows.
    anyOf: [identity.allow, resource.allow],
  };
  const granting = { layer: "resource", policies: layers.resource ?? [] } as const;
  const above = judgeGuardrails(layers.guardrails, checked, granting);
  return settle(
    request.action,
    [identity.deny, resource.deny, ...(endpoint ? [endpoint.deny] : []), ...above.denies],
    [...endpointNeed(endpoint), ...above.needs, grants],
  );
}

/**
 * A caller with credentials may ask whose they are: no permission is needed, and an explicit Deny of the caller's own policies keeps none
 * from it. An endpoint still decides what passes it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function asksWhoItIs({ action, principal }: AccessRequest): boolean {
  return principal.kind === "role" && action.toLowerCase() === "sts:getcalleridentity";
}
