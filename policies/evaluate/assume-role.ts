/**
 * Becoming a role: sts:AssumeRole and, for what is passed along, sts:TagSession and sts:SetSourceIdentity, each decided by itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
import { type Decision, type NamedPolicy, type Need, settle } from "./decision";
import { type Guardrails, judgeGuardrails } from "./guardrails/guardrails";
import { endpointNeed, judge, judgeEndpoint, judgeIdentity } from "./layer";
import { type AccessRequest, accountOf, checkRequest, IllFormedRequestError } from "./request";

export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly principal: AccessRequest["principal"];
  /** Global keys only; the keys of the request's own parameters are derived from the fields below. */
  readonly context: AccessRequest["context"];
  readonly sessionName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
  /** What a third party was told to send along; any value may be sent, so it keeps out only those who do not know it. */
  readonly externalId?: string;
  /** Tags that sessions made from this one inherit. */
  readonly transitiveTagKeys?: readonly string[];
}

export interface AssumeRoleLayers {
  readonly identity: readonly NamedPolicy[];
  readonly trust: readonly NamedPolicy[];
  readonly endpoint?: readonly NamedPolicy[];
  readonly guardrails?: Guardrails | undefined;
}

/**
 * The first refusal, or else the decision on sts:AssumeRole, whose reported statement is the trust's.
 * @throws IllFormedRequestError, UnmodelledPolicyError, UndecidableError: all three mean "no answer", never "allowed".
 */
export function decideAssumeRole(request: AssumeRoleRequest, layers: AssumeRoleLayers): Decision {
  const own = Object.keys(request.context).find((key) => /^(sts:|aws:RequestTag\/|aws:TagKeys$)/i.test(key));
  if (own !== undefined)
    throw new IllFormedRequestError(`key "${own}" is derived from the request; allowed are global keys.`);
  const decisions = stsRequests(request).map((step) => decideStep(step, layers));
  const [assumed] = decisions;
  const refused = decisions.find(({ allowed }) => !allowed);
  if (!assumed) throw new Error("AssumeRole has no step to decide.");
  return refused ?? assumed;
}

/**
 * One request per action, each with only the keys that exist for it: a condition on any other key never matches there.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export function stsRequests(request: AssumeRoleRequest): [AccessRequest, ...AccessRequest[]] {
  const { roleArn: resource, principal, context } = request;
  const keys = Object.keys(request.tags);
  const tags = Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, request.tags[key] ?? ""]));
  const inherited = request.transitiveTagKeys?.length ? { "sts:TransitiveTagKeys": request.transitiveTagKeys } : {};
  const tagged = keys.length > 0 ? { ...tags, "aws:TagKeys": keys, ...inherited } : {};
  const external = request.externalId === undefined ? {} : { "sts:ExternalId": request.externalId };
  const named = request.sourceIdentity === undefined ? {} : { "sts:SourceIdentity": request.sourceIdentity };
  const ask = (action: string, own: AccessRequest["context"]) => ({
    action,
    resource,
    principal,
    context: { ...context, ...own },
  });
  return [
    ask("sts:AssumeRole", { ...tagged, ...named, ...external, "sts:RoleSessionName": request.sessionName }),
    ...(keys.length > 0 ? [ask("sts:TagSession", tagged)] : []),
    ...(request.sourceIdentity === undefined ? [] : [ask("sts:SetSourceIdentity", named)]),
  ];
}

function decideStep(request: AccessRequest, layers: AssumeRoleLayers): Decision {
  const { action, principal, resource } = request;
  const checked = checkRequest(request);
  const identity = judgeIdentity(layers.identity, checked);
  const trust = judge("trust", layers.trust, checked);
  const endpoint = judgeEndpoint(layers.endpoint, checked);
  // A trust policy that names the caller, or everyone, is enough within the account; a service has no identity policies.
  // Across accounts both sides have to allow, and an unsigned caller, who has none either, cannot call STS at all.
  const sameAccount = principal.kind === "role" && principal.account === accountOf(resource);
  const trustIsEnough = sameAccount || principal.kind === "service";
  const mayAsk: Need = {
    layer: "identity",
    anyOf: [identity.allow, ...(trustIsEnough ? [trust.allow] : [])],
  };
  const above = judgeGuardrails(layers.guardrails, checked, { layer: "trust", policies: layers.trust });
  return settle(
    action,
    [identity.deny, trust.deny, ...(endpoint ? [endpoint.deny] : []), ...above.denies],
    [...endpointNeed(endpoint), ...above.needs, mayAsk, { layer: "trust", anyOf: [trust.allow, trust.allowAccount] }],
  );
}
