/**
 * The use of a KMS key, whose policy comes first: what it neither allows nor leaves to the account, no one in the account may do.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
import { type Decision, type NamedPolicy, settle } from "./decision";
import { type Guardrails, judgeGuardrails } from "./guardrails/guardrails";
import { endpointNeed, judge, judgeEndpoint, judgeIdentity } from "./layer";
import { type AccessRequest, accountOf, checkRequest, IllFormedRequestError } from "./request";

export interface KeyLayers {
  readonly identity?: readonly NamedPolicy[];
  /** The key's own policy; every key has one. */
  readonly key: readonly NamedPolicy[];
  /** The policies of the endpoint the request came through; leave it out when there is no such endpoint. */
  readonly endpoint?: readonly NamedPolicy[];
  readonly guardrails?: Guardrails | undefined;
}

/**
 * Any Deny wins. Otherwise the endpoint and every guardrail, where given, have to allow, and the key's policy has to allow the caller, or the caller's
 * account together with an identity policy. Grants, which are made at run time and are not policies, are not seen.
 *
 * @throws IllFormedRequestError, UnmodelledPolicyError, UndecidableError: all three mean "no answer", never "allowed".
 */
export function decideKey(request: AccessRequest, layers: KeyLayers): Decision {
  const { principal, resource: arn } = request;
  if (!/^arn:[^:]+:kms:[^:]+:\d{12}:key\/./.test(arn))
    throw new IllFormedRequestError(`resource is not a key; allowed is a key's ARN.`);
  if (principal.kind === "role" && principal.account !== accountOf(arn))
    throw new IllFormedRequestError(`key is in another account; allowed is one of account ${principal.account}.`);
  const checked = checkRequest(request);
  const identity = judgeIdentity(layers.identity ?? [], checked);
  const key = judge("resource", layers.key, checked);
  const endpoint = judgeEndpoint(layers.endpoint, checked);
  const above = judgeGuardrails(layers.guardrails, checked, { layer: "resource", policies: layers.key });
  return settle(
    request.action,
    [identity.deny, key.deny, ...(endpoint ? [endpoint.deny] : []), ...above.denies],
    [
      ...endpointNeed(endpoint),
      ...above.needs,
      { layer: "resource", anyOf: [key.allow, key.allowAccount] },
      { layer: principal.kind === "role" ? "identity" : "resource", anyOf: [key.allow, identity.allow] },
    ],
  );
}
