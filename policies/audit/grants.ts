/** Which statements let a request pass, layer by layer, as the evaluator finds them. */
import type { Layer } from "../evaluate/decision";
import { judge } from "../evaluate/layer";
import { type CheckedRequest, checkRequest } from "../evaluate/request";
import type { Estate, SourcedPolicy } from "./estate";
import type { Route } from "./question";
import { type AuditRequest, isAssumeRole, layersFor } from "./replay";
import type { StatementReference } from "./verdict";

/** Of each layer that is asked, the Allows that apply. */
export function grantsOf(estate: Estate, request: AuditRequest, route: Route): readonly StatementReference[] {
  if (isAssumeRole(request)) {
    // The call's first action; the other two are let pass by statements of the same policies.
    const { principal, context, roleArn: resource, tags, sourceIdentity, externalId, sessionName } = request;
    const keys = Object.keys(tags);
    const own = {
      ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, tags[key] ?? ""])),
      ...(keys.length > 0 && { "aws:TagKeys": keys, "sts:TransitiveTagKeys": request.transitiveTagKeys ?? [] }),
      ...(sourceIdentity !== undefined && { "sts:SourceIdentity": sourceIdentity }),
      ...(externalId !== undefined && { "sts:ExternalId": externalId }),
      "sts:RoleSessionName": sessionName,
    };
    const step = { action: "sts:AssumeRole", resource, principal, context: { ...context, ...own } };
    return ofService(estate, step, checkRequest(step));
  }
  const checked = checkRequest(request);
  if (route.kind === "endpoint") return allows("endpoint", route.endpoint.policies, checked);
  if (route.kind !== "api") return ofService(estate, request, checked);
  const { endpoint = [] } = layersFor(estate, request);
  return [...allows("endpoint", endpoint, checked), ...allows("resource", route.api.policies, checked)];
}

function ofService(
  estate: Estate,
  request: Parameters<typeof layersFor>[1],
  checked: CheckedRequest,
): readonly StatementReference[] {
  const { identity = [], holder, endpoint = [] } = layersFor(estate, request);
  const layer = holder?.kind === "role" ? "trust" : "resource";
  return [
    ...allows("identity", identity, checked),
    ...allows(layer, holder?.policies ?? [], checked),
    ...allows("endpoint", endpoint, checked),
  ];
}

function allows(layer: Layer, policies: readonly SourcedPolicy[], request: CheckedRequest): StatementReference[] {
  return policies.flatMap((policy) => {
    const { allow, allowAccount } = judge(layer, [policy], request);
    const statement = allow.sure ?? allowAccount.sure;
    return statement ? [referenceTo(policy, layer, statement.index)] : [];
  });
}

export function referenceTo(policy: SourcedPolicy, layer: Layer, index: number): StatementReference {
  const statement = policy.document.Statement[index];
  const { urn, pointer, name, source } = policy;
  const effect = statement?.Effect ?? "Allow";
  return { urn, pointer, policy: name, layer, index, sid: statement?.Sid, effect, source };
}
