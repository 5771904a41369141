/**
 * One request, decided by the evaluator with the layers that the estate has for it. What the prover finds is asked again here,
 * and so are the requests that have to be allowed: this file picks layers for itself and knows nothing of formulas.
 */
import { decideBeforeAuthorizer, decideWithAuthorizer, decideWithoutAuthorizer } from "../evaluate/api-gateway";
import { type Decision, type NamedPolicy, type Need, settle } from "../evaluate/decision";
import { asksWhoItIs, type AssumeRoleRequest, decideAssumeRole, decideSameAccount } from "../evaluate/evaluate";
import { decideKey } from "../evaluate/key";
import { type AccountGuardrails, type Guardrails, judgeGuardrails } from "../evaluate/guardrails/guardrails";
import { endpointNeed, judge, judgeEndpoint, judgeIdentity } from "../evaluate/layer";
import { type AccessRequest, accountOf, checkRequest, IllFormedRequestError } from "../evaluate/request";
import { SOURCE_VPCE } from "../from-our-endpoints";
import { accountsAbove, accountsOf } from "./accounts/joint-estate";
import { carries } from "./carried-actions";
import type { AuditedApi, AuditedResource, Estate, SourcedPolicy } from "./estate";
import type { Route } from "./question";

export type AuditRequest = AccessRequest | AssumeRoleRequest;

/** The policies that have a say on a request. Undefined: such a layer is not asked. */
export interface RequestLayers {
  readonly identity: readonly SourcedPolicy[] | undefined;
  readonly holder: Holder | undefined;
  readonly endpoint: readonly SourcedPolicy[] | undefined;
  readonly guardrails: Guardrails;
}

/** Whatever the request is about has these policies of its own. */
export interface Holder {
  readonly kind: "resource" | "key" | "role";
  readonly policies: readonly SourcedPolicy[];
}

/** Roles outside the estate are taken to be allowed everything by their own policies, which are unknown here. */
export const WHATEVER_IT_HAS: SourcedPolicy = {
  name: "whatever the caller's own policies allow",
  urn: "",
  pointer: "",
  origin: "assumed",
  document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

/** An API without a policy that is not private: the authorizer alone decides. */
const OPEN_API: NamedPolicy = {
  name: "no policy of the API",
  document: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" }],
  },
};

const ANY_ANSWER: NamedPolicy = {
  name: "any answer of an authorizer",
  document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" }] },
};

/**
 * @throws IllFormedRequestError, UnmodelledPolicyError, UndecidableError: all three mean "no answer", never "allowed".
 */
export function decideIn(estate: Estate, request: AuditRequest, route: Route): Decision {
  if (isAssumeRole(request)) return decideBecoming(estate, request, route);
  switch (route.kind) {
    case "assume-role":
      throw new IllFormedRequestError("the request is not an AssumeRole call; this route allows no other.");
    case "api":
      return decideApi(estate, request, route);
    case "endpoint": {
      const checked = checkRequest(request);
      const endpoint = judgeEndpoint(route.endpoint.policies, checked);
      return settle(request.action, endpoint ? [endpoint.deny] : [], endpointNeed(endpoint));
    }
    case "service":
    case "invoke-function":
      return decideService(estate, request);
  }
}

/** The layers of a request to a service. */
export function layersFor(estate: Estate, { principal, action, resource, context }: AccessRequest): RequestLayers {
  const role = principal.kind === "role" ? principal : undefined;
  const audited = role && estate.roles.find(({ arn }) => arn === role.roleArn);
  return {
    identity: role && (audited ? audited.identity : [WHATEVER_IT_HAS]),
    holder: holderOf(estate, action, resource),
    endpoint: endpointPolicies(estate, action, context),
    guardrails: { boundary: audited?.boundary, accounts: accountGuardrails(estate) },
  };
}

/** Of each account that is known, to whose roles and resources alone they apply. */
export function accountGuardrails(estate: Estate): readonly AccountGuardrails[] {
  return accountsAbove(estate).map(({ account, organization: { scps, rcps } }) => ({ account, scps, rcps }));
}

export function isAssumeRole(request: AuditRequest): request is AssumeRoleRequest {
  return "roleArn" in request;
}

/** Versions and subscriptions stand behind a colon. */
const SUBDIVIDED: readonly AuditedResource["kind"][] = ["topic", "other"];

/** Calls of an API of ours go by that API's own order, and so by another route. */
function holderOf(estate: Estate, action: string, resource: string): Holder | undefined {
  if (/^sts:(AssumeRole|TagSession|SetSourceIdentity)$/i.test(action)) {
    const role = estate.roles.find(({ arn }) => arn === resource);
    return role && { kind: "role", policies: [role.trust] };
  }
  if (resource.split(":")[2] !== action.toLowerCase().split(":")[0]) return undefined;
  const held = estate.resources.find(({ arn, kind }) => {
    const rest = resource.startsWith(arn) ? resource.slice(arn.length) : undefined;
    if (kind === "queue" || kind === "key") return rest === "";
    return (
      rest !== undefined && (rest === "" || rest.startsWith("/") || (SUBDIVIDED.includes(kind) && rest.startsWith(":")))
    );
  });
  if (held) return { kind: held.kind === "key" ? "key" : "resource", policies: held.policies };
  const code = estate.functions.find(({ arn }) => resource === arn || resource.startsWith(`${arn}:`));
  return code && { kind: "resource", policies: code.permissions };
}

/** Undefined for a request that came through none of ours. */
function endpointPolicies(
  estate: Estate,
  action: string,
  context: AccessRequest["context"],
): readonly SourcedPolicy[] | undefined {
  const id = Object.entries(context).find(([key]) => key.toLowerCase() === SOURCE_VPCE.toLowerCase())?.[1];
  const endpoint = estate.endpoints.find((each) => each.id === id);
  if (endpoint && !carries(endpoint.service, action))
    throw new IllFormedRequestError(
      `${action} comes through ${endpoint.name}, which carries ${endpoint.service} only.`,
    );
  return endpoint?.policies;
}

function decideService(estate: Estate, request: AccessRequest): Decision {
  const { principal, resource } = request;
  const { identity, holder, endpoint, guardrails } = layersFor(estate, request);
  const isForeigner = principal.kind === "role" && !accountsOf(estate).has(principal.account);
  const isElsewhere = principal.kind === "role" && ownerOfResource(estate, resource) !== principal.account;
  const hasTwoSides = isForeigner || isElsewhere || holder?.kind === "role";
  if (hasTwoSides && !asksWhoItIs(request)) return decideWithBothSides(estate, request);
  const layers = { ...(identity && { identity }), ...(endpoint && { endpoint }), guardrails };
  if (holder?.kind === "key") return decideKey(request, { ...layers, key: holder.policies });
  return decideSameAccount(request, { ...layers, resource: holder?.policies ?? [] });
}

/**
 * Across accounts, where both sides have to allow; and a role's trust, which has the first word within the account too. Of what
 * is not in the estate the owner is taken to say yes to roles of ours, and nothing is asked about for others.
 */
function decideWithBothSides(estate: Estate, request: AccessRequest): Decision {
  const { principal, action, resource } = request;
  const layers = layersFor(estate, request);
  const checked = checkRequest(request);
  const identity = judgeIdentity(layers.identity ?? [], checked);
  const endpoint = judgeEndpoint(layers.endpoint, checked);
  const layer = layers.holder?.kind === "role" ? "trust" : "resource";
  const holder = judge(layer, layers.holder?.policies ?? [], checked);
  const isOurs = principal.kind === "role" && accountsOf(estate).has(principal.account);
  const isAtHome = principal.kind === "role" && ownerOfResource(estate, resource) === principal.account;
  const namedIsEnough = (isOurs && isAtHome) || principal.kind === "service";
  const mayAsk: Need = { layer: "identity", anyOf: [identity.allow, ...(namedIsEnough ? [holder.allow] : [])] };
  const isAdmitted: Need = { layer, anyOf: [holder.allow, holder.allowAccount] };
  const needsHolder = layers.holder !== undefined || !isOurs;
  const above = judgeGuardrails(layers.guardrails, checked, { layer, policies: layers.holder?.policies ?? [] });
  return settle(
    action,
    [identity.deny, holder.deny, ...(endpoint ? [endpoint.deny] : []), ...above.denies],
    [...endpointNeed(endpoint), ...above.needs, mayAsk, ...(needsHolder ? [isAdmitted] : [])],
  );
}

/** An ARN without an account is the estate's own, as far as anything of it is known. */
function ownerOfResource({ account }: Estate, resource: string): string {
  return accountOf(resource) || account;
}

function decideBecoming(estate: Estate, request: AssumeRoleRequest, route: Route): Decision {
  if (route.kind !== "assume-role" || route.role.arn !== request.roleArn)
    throw new IllFormedRequestError(`the request is to become ${request.roleArn}; allowed is the way of that role.`);
  const action = "sts:AssumeRole";
  const { principal, context } = request;
  const { identity, endpoint, guardrails } = layersFor(estate, {
    action,
    resource: request.roleArn,
    principal,
    context,
  });
  const layers = { identity: identity ?? [], trust: [route.role.trust], ...(endpoint && { endpoint }), guardrails };
  return decideAssumeRole(request, layers);
}

function decideApi(estate: Estate, request: AccessRequest, route: Extract<Route, { readonly kind: "api" }>): Decision {
  const endpoint = endpointPolicies(estate, request.action, request.context);
  const resource = apiPolicies(route.api);
  const layers = { resource, ...(endpoint && { endpoint }) };
  if (route.authorizer === "none") return decideWithoutAuthorizer(request, layers);
  const before = decideBeforeAuthorizer(request, layers);
  if (!before.allowed) return before;
  const authorizer = route.authorizer === "any" ? ANY_ANSWER : route.authorizer;
  return decideWithAuthorizer(request, { resource, authorizer });
}

function apiPolicies({ policies, endpointTypes }: AuditedApi): readonly NamedPolicy[] {
  return policies.length > 0 || endpointTypes.includes("PRIVATE") ? policies : [OPEN_API];
}
