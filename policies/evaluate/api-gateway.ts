/**
 * A call of a private REST API, in API Gateway's own order. The resource is the method's ARN.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
import { type Decision, type NamedPolicy, type Outcome, settle } from "./decision";
import { endpointNeed, judge, judgeEndpoint, type LayerVerdict } from "./layer";
import { type AccessRequest, type CheckedRequest, checkRequest } from "./request";

export interface ApiLayers {
  /** The policies of the execute-api endpoint the call came through; leave it out when it came through none. */
  readonly endpoint?: readonly NamedPolicy[];
  readonly resource: readonly NamedPolicy[];
}

/** Before the authorizer runs: the endpoint has to allow, and nothing may deny. Allowed means "ask the authorizer". */
export function decideBeforeAuthorizer(request: AccessRequest, layers: ApiLayers): Decision {
  const checked = checkRequest(request);
  const endpoint = judgeEndpoint(layers.endpoint, checked);
  const atEndpoint = settle(request.action, endpoint ? [endpoint.deny] : [], endpointNeed(endpoint));
  if (!atEndpoint.allowed) return atEndpoint;
  const resource = judgeResource(layers.resource, checked);
  const denied = settle(request.action, [resource.deny], resource.missing);
  return denied.allowed ? atEndpoint : denied;
}

/**
 * With the authorizer's answer, by AWS's Table A (caller and API in one account): any Deny denies, and of the two
 * policies one Allow is enough. So an API policy that only allows confines nothing once the authorizer allows.
 */
export function decideWithAuthorizer(
  request: AccessRequest,
  layers: { readonly resource: readonly NamedPolicy[]; readonly authorizer: NamedPolicy },
): Decision {
  const checked = checkRequest(request);
  const resource = judgeResource(layers.resource, checked);
  const authorizer = judge("authorizer", [layers.authorizer], checked);
  return settle(
    request.action,
    [resource.deny, authorizer.deny],
    [...resource.missing, { layer: "authorizer", anyOf: [authorizer.allow, resource.allow] }],
  );
}

/** A method without authorizer, such as OPTIONS: the API's policy has to allow by itself. */
export function decideWithoutAuthorizer(request: AccessRequest, layers: ApiLayers): Decision {
  const before = decideBeforeAuthorizer(request, layers);
  if (!before.allowed) return before;
  const resource = judgeResource(layers.resource, checkRequest(request));
  return settle(request.action, [resource.deny], [{ layer: "resource", anyOf: [resource.allow] }]);
}

/** A private API without a resource policy admits no request, so "no policy" is an unmet need and not an empty layer. */
function judgeResource(policies: readonly NamedPolicy[], request: CheckedRequest) {
  const verdict: LayerVerdict = judge("resource", policies, request);
  const none: readonly Outcome[] = [];
  return { ...verdict, missing: policies.length === 0 ? [{ layer: "resource" as const, anyOf: none }] : [] };
}
