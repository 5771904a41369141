/** AWS's decision orders, as bounds of the requests of one action that are allowed: whom the layers let do what. */
import type { AuditedApi, AuditedEndpoint, AuditedRole, Estate } from "../estate";
import { accountOfRole } from "../accounts/joint-estate";
import { carries } from "../carried-actions";
import { ALWAYS, all, any, type Bounds, NEVER, opposite, sure } from "./bounds";
import { implies, not } from "../sat/formula";
import { allowedToEveryone, withinGuardrails } from "./guardrails";
import { type Holder, holdersFor } from "./holders";
import { layerBounds, type LayerBounds, SAYS_YES, SILENT } from "./layer-bounds";
import type { Asker, Route } from "../question";
import { isOrIsBelow, isText, VPCE } from "./request/request-model";
import { presence, type Scope } from "./scope";

export interface Decided {
  readonly estate: Estate;
  readonly asker: Asker;
  /** Of one action's requests; of AssumeRole its further actions are derived. */
  readonly scope: Scope;
  scopeOf(action: string): Scope;
}

/** When a request is allowed by this route. */
export function allowedBy(route: Route, decided: Decided): Bounds {
  switch (route.kind) {
    case "service":
    case "invoke-function":
      return allowedByService(decided);
    case "assume-role":
      return allowedToAssume(route.role, decided);
    case "api":
      return allowedByApi(route, decided);
    case "endpoint":
      return allowedByEndpoint(route.endpoint, decided.scope);
  }
}

function allowedByService({ estate, asker, scope }: Decided): Bounds {
  if (needsNoPermission(scope.action, asker)) return throughEndpoints(estate, scope);
  const holders = holdersFor(estate, scope.action).map((holder) => {
    const belongs = sure(isOrIsBelow("resource", holder.arn, holder.separators));
    return { ...holder, belongs, ...layerBounds(holder.layer, holder.policies, scope) };
  });
  const identity = identityBounds(asker, scope);
  const denied = any(identity.deny, ...holders.map(({ belongs, deny }) => all(belongs, deny)));
  const toEveryone = holders.map(({ belongs, policies }) => all(belongs, allowedToEveryone(policies, scope)));
  const above = withinGuardrails({ estate, asker, scope }, any(...toEveryone));
  return all(opposite(denied), throughEndpoints(estate, scope), above, grantedBy({ asker, estate }, identity, holders));
}

/**
 * A caller with credentials may ask whose they are, whatever its policies say.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function needsNoPermission(action: string | undefined, asker: Asker): boolean {
  return action?.toLowerCase() === "sts:getcalleridentity" && asker.kind.endsWith("role");
}

type HolderBounds = Holder & LayerBounds & { readonly belongs: Bounds };

/** Within the account identity or resource is enough, but a key's and a role's own policy has to allow; across accounts both have to allow. */
function grantedBy(
  { asker, estate }: Pick<Decided, "asker" | "estate">,
  identity: LayerBounds,
  holders: readonly HolderBounds[],
): Bounds {
  switch (asker.kind) {
    case "role":
    case "other-role": {
      const [foreign, held] = byAccount(asker, estate, holders);
      const requiringTheirOwn = held.filter(({ ownPolicyRequired }) => ownPolicyRequired);
      const notByIdentityAlone = [...requiringTheirOwn, ...foreign];
      const elsewhere = all(identity.allow, ...notByIdentityAlone.map(({ belongs }) => opposite(belongs)));
      const delegated = requiringTheirOwn.map(({ belongs, allowAccount }) =>
        all(belongs, allowAccount, identity.allow),
      );
      const acrossAccounts = foreign.map(({ belongs, allow, allowAccount }) =>
        all(belongs, any(allow, allowAccount), identity.allow),
      );
      const byName = held.map(({ belongs, allow }) => all(belongs, allow));
      return any(elsewhere, ...delegated, ...acrossAccounts, ...byName);
    }
    case "foreign-role":
      return any(...holders.map(({ belongs, allow, allowAccount }) => all(belongs, any(allow, allowAccount))));
    case "anonymous": {
      // STS takes signed calls only.
      const open = holders.filter(({ layer }) => layer !== "trust");
      return any(...open.map(({ belongs, allow }) => all(belongs, allow)));
    }
    case "service":
      return any(...holders.map(({ belongs, allow }) => all(belongs, allow)));
  }
}

/** The policies of roles outside the estate are unknown: they may allow everything. */
function identityBounds(asker: Asker, scope: Scope): LayerBounds {
  if (asker.kind === "role") return layerBounds("identity", asker.role.identity, scope);
  return asker.kind === "other-role" || asker.kind === "foreign-role" ? SAYS_YES : SILENT;
}

/** What is another account's than the caller's, and the rest: of an estate only roles are met that are not its own account's. */
function byAccount(
  asker: Asker,
  { account }: Estate,
  holders: readonly HolderBounds[],
): readonly [foreign: readonly HolderBounds[], held: readonly HolderBounds[]] {
  const own = asker.kind === "role" ? accountOfRole(asker.role.arn) : account;
  const isForeign = ({ arn, layer }: Holder) => (layer === "trust" ? accountOfRole(arn) : account) !== own;
  return [holders.filter(isForeign), holders.filter((holder) => !isForeign(holder))];
}

/** One call, up to three actions, each with its own keys; all have to be allowed. */
function allowedToAssume(role: AuditedRole, decided: Decided): Bounds {
  const step = (action: string) => allowedStep(role, { ...decided, scope: decided.scopeOf(action) });
  const ifThere = (key: string, bounds: Bounds) => any(sure(not(presence(decided.scope, key))), bounds);
  return all(
    step("sts:AssumeRole"),
    ifThere("aws:TagKeys", step("sts:TagSession")),
    ifThere("sts:SourceIdentity", step("sts:SetSourceIdentity")),
  );
}

function allowedStep(role: AuditedRole, { estate, asker, scope }: Decided): Bounds {
  const identity = identityBounds(asker, scope);
  const trust = layerBounds("trust", [role.trust], scope);
  const holder = {
    arn: role.arn,
    layer: "trust",
    policies: [role.trust],
    ownPolicyRequired: true,
    separators: [],
  } as const;
  const granted = grantedBy({ asker, estate }, identity, [{ ...holder, ...trust, belongs: ALWAYS }]);
  const above = withinGuardrails({ estate, asker, scope }, allowedToEveryone([role.trust], scope));
  return all(opposite(any(identity.deny, trust.deny)), throughEndpoints(estate, scope), above, granted);
}

/**
 * Explicit Denies, then the authorizer's answer beside the API's policy: of the two one Allow is enough.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
function allowedByApi(
  { api, authorizer }: Extract<Route, { readonly kind: "api" }>,
  { estate, scope }: Decided,
): Bounds {
  const resource = apiBounds(api, scope);
  const through = all(opposite(resource.deny), throughEndpoints(estate, scope));
  if (authorizer === "none") return all(through, resource.allow);
  // A private API without a policy refuses every call, whatever an authorizer says.
  const hasPolicy = api.policies.length > 0 || !isPrivate(api);
  const answer = authorizer === "any" ? SAYS_YES : layerBounds("authorizer", [authorizer], scope);
  return hasPolicy ? all(through, opposite(answer.deny), any(answer.allow, resource.allow)) : NEVER;
}

function apiBounds(api: AuditedApi, scope: Scope): LayerBounds {
  if (api.policies.length > 0) return layerBounds("resource", api.policies, scope);
  return isPrivate(api) ? SILENT : SAYS_YES;
}

export function isPrivate({ endpointTypes }: AuditedApi): boolean {
  return endpointTypes.includes("PRIVATE");
}

function allowedByEndpoint(endpoint: AuditedEndpoint, scope: Scope): Bounds {
  return all(sure(isText(VPCE, endpoint.id)), passes(endpoint, scope));
}

/** A request through an endpoint of ours has to pass its policies; of other endpoints nothing is known. */
function throughEndpoints(estate: Estate, scope: Scope): Bounds {
  const ours = estate.endpoints.filter(({ service }) => carries(service, scope.action));
  return all(
    ...ours.map((endpoint) => {
      const { upper, lower } = passes(endpoint, scope);
      const isThis = isText(VPCE, endpoint.id);
      return { upper: implies(isThis, upper), lower: implies(isThis, lower) };
    }),
  );
}

function passes({ policies }: AuditedEndpoint, scope: Scope): Bounds {
  const { deny, allow } = layerBounds("endpoint", policies, scope);
  return all(opposite(deny), allow);
}
