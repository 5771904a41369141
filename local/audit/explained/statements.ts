/** One request, statement by statement: what the evaluator decides, and of every statement that has a say whether it applies. */
import type { Estate, SourcedPolicy } from "../../../policies/audit/estate";
import { type AuditRequest, decideIn, isAssumeRole, layersFor } from "../../../policies/audit/replay";
import type { Statement } from "../../../policies/document";
import { Doubt } from "../../../policies/evaluate/answer";
import { stsRequests } from "../../../policies/evaluate/assume-role";
import { type Decision, type Layer, type NamedPolicy, UndecidableError } from "../../../policies/evaluate/decision";
import { guardrailPolicies } from "../../../policies/evaluate/guardrails/guardrails";
import { principalIsMeant } from "../../../policies/evaluate/principal";
import { type AccessRequest, checkRequest, type CheckedRequest } from "../../../policies/evaluate/request";
import { inNewVersion } from "../../../policies/evaluate/version";
import { had } from "../../../policies/evaluate/why/demands";
import { type Element, elementsOf } from "../../../policies/evaluate/why/elements";
import type { StatementSources } from "../../cloud/decide/statement-source";
import type { AskedRequest } from "./request-file";

interface AskedPolicy {
  readonly layer: Layer;
  readonly policy: NamedPolicy & Partial<SourcedPolicy>;
}

/** @throws IllFormedRequestError for a request that cannot occur, UnmodelledPolicyError for a policy that is not understood */
export function explain(asked: AskedRequest, sources: StatementSources): string {
  const { estate, request } = asked;
  const steps = isAssumeRole(request) ? stsRequests(request) : [request];
  const parts = steps.map((step) => {
    const checked = checkRequest(step);
    const told = policiesOf(estate, step, asked).map((one) => policyLines(one, checked, sources));
    const none = told.length === 0 ? ["  No policy of the stack has a say on it."] : [];
    return [`${step.action} on ${step.resource}`, ...told.flat(), ...none].join("\n");
  });
  return `${outcome(asked)}\n\n${parts.join("\n\n")}\n`;
}

function outcome({ estate, request, route }: AskedRequest): string {
  try {
    const { allowed, reason }: Decision = decideIn(estate, request, route);
    return `${allowed ? "ALLOWED" : "REFUSED"}. ${reason}`;
  } catch (error) {
    if (error instanceof UndecidableError) return `UNDECIDED. ${error.message}`;
    throw error;
  }
}

function policiesOf(estate: Estate, step: AccessRequest, { request, route }: AskedRequest): readonly AskedPolicy[] {
  const as = (layer: Layer, policies: readonly AskedPolicy["policy"][] = []) =>
    policies.map((policy) => ({ layer, policy }));
  if (route.kind === "endpoint") return as("endpoint", route.endpoint.policies);
  const { identity, holder, endpoint, guardrails } = layersFor(estate, subjectOf(step, request));
  const { boundary, scp, rcp } = guardrailPolicies(guardrails);
  if (route.kind !== "api")
    return [
      ...as("endpoint", endpoint),
      ...as("identity", identity),
      ...as(holder?.kind === "role" ? "trust" : "resource", holder?.policies),
      ...as("boundary", boundary),
      ...as("scp", scp),
      ...as("rcp", rcp),
    ];
  const answer = typeof route.authorizer === "string" ? [] : [route.authorizer];
  return [...as("endpoint", endpoint), ...as("resource", route.api.policies), ...as("authorizer", answer)];
}

/** All three actions of becoming a role go through the same door to the same policies. */
function subjectOf(step: AccessRequest, request: AuditRequest): AccessRequest {
  return isAssumeRole(request) ? { ...step, action: "sts:AssumeRole" } : step;
}

function policyLines({ layer, policy }: AskedPolicy, request: CheckedRequest, sources: StatementSources): string[] {
  const made = policy.source === undefined ? "" : ` (${policy.source})`;
  const statements = inNewVersion(policy.document).map((statement, index) => {
    const { Sid, Effect } = statement;
    const place = sources.find({ layer, policy: policy.name, index, effect: Effect, ...(Sid && { sid: Sid }) });
    const failed = failures(statement, request);
    const verdict = failed.length === 0 ? "applies" : `does not apply: ${failed.join("; ")}`;
    const line = place ? `  [${place.file}:${place.line}]` : "";
    return `    ${failed.length === 0 ? "✓" : "·"} ${Effect.padEnd(5)} ${Sid ?? `statement ${index + 1}`}: ${verdict}${line}`;
  });
  return [`  ${layer} layer, ${policy.name}${made}`, ...statements];
}

function failures(statement: Statement, request: CheckedRequest): string[] {
  const meant = principalIsMeant(statement, request.principal);
  const principal =
    meant === "none" ? ["Principal"] : meant instanceof Doubt ? [`Principal (undecided: ${meant.why})`] : [];
  const failed = elementsOf(statement, request).filter(({ answer }) => answer !== true);
  return [...principal, ...failed.map((element) => failure(element, request))];
}

/** Of a condition with the value that the request has. */
function failure({ name, operator, key, answer }: Element, request: CheckedRequest): string {
  const what = key === undefined ? name : `${name} ${operator ?? ""} ${key}`;
  if (answer instanceof Doubt) return `${what} (undecided: ${answer.why})`;
  return key === undefined ? what : `${what} (the request has ${had(request, key)})`;
}
