/** The ways of the picture: requests that have to work, and the same requests from where none of our callers is. */
import { type Estate, policiesOf } from "../../../policies/audit/estate";
import { referenceTo } from "../../../policies/audit/grants";
import type { Route } from "../../../policies/audit/question";
import type { Way } from "../../../policies/audit/report";
import { type AuditRequest, decideIn, isAssumeRole } from "../../../policies/audit/replay";
import type { IntendedRequest } from "../../../policies/audit/rules/rule";
import { type Decision, UndecidableError } from "../../../policies/evaluate/decision";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";

export const INTERNET = "door:internet";
export const ELSEWHERE = "door:elsewhere";
export const NO_ENDPOINT = "service:";

/** An address, network and endpoint that are not ours. */
const OUTSIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [INTERNET]: { "aws:SourceIp": "203.0.113.10" },
  [ELSEWHERE]: {
    [SOURCE_VPCE]: "vpce-0ffffffffffffffff",
    "aws:SourceVpc": "vpc-0ffffffffffffffff",
    "aws:VpcSourceIp": "10.64.0.10",
  },
};
const OUTSIDE_WORDS: Readonly<Record<string, string>> = {
  [INTERNET]: "from the internet",
  [ELSEWHERE]: "through an endpoint that is not ours",
};
const NETWORK_KEYS = /^aws:(SourceIp|SourceVpc|VpcSourceIp)$/i;

/** In the order of the rules, each request once. */
export function waysOf(estate: Estate, intended: readonly IntendedRequest[]): readonly Way[] {
  const once = new Map(intended.map((one) => [JSON.stringify([one.request, one.route.kind]), one]));
  return [...once.values()].flatMap((one) => placed(estate, one).flatMap((ends) => withTwins(estate, one, ends)));
}

interface Ends {
  readonly from: string;
  readonly to: string;
}

/** Where a request stands in the picture; nowhere if it is not a way from door to service. */
function placed(estate: Estate, { request, route }: IntendedRequest): readonly Ends[] {
  const endpoint = endpointOf(estate, request);
  if (route.kind === "api") return [{ from: `door:${endpoint ?? "internet"}`, to: `api:${route.api.name}` }];
  const { principal } = request;
  if (principal.kind === "service") return invocation(estate, request);
  const role = principal.kind === "role" ? estate.roles.find(({ arn }) => arn === principal.roleArn) : undefined;
  if (!role || route.kind === "endpoint") return [];
  const from = `role:${role.name}`;
  const service = { from, to: `${NO_ENDPOINT}${endpoint ?? ""}` };
  return route.kind === "assume-role" ? [service, { from, to: `role:${route.role.name}` }] : [service];
}

/** API Gateway starts a function, which then acts as its role. */
function invocation(estate: Estate, request: AuditRequest): readonly Ends[] {
  if (isAssumeRole(request) || !request.action.startsWith("lambda:Invoke")) return [];
  const code = estate.functions.find(({ arn }) => arn === request.resource);
  const role = estate.roles.find(({ arn }) => arn === code?.roleArn);
  const source = request.context["aws:SourceArn"];
  const api = estate.apis.find(({ executionArn }) => typeof source === "string" && source.startsWith(executionArn));
  return api && role ? [{ from: `api:${api.name}`, to: `role:${role.name}` }] : [];
}

function endpointOf({ endpoints }: Estate, { context }: AuditRequest): string | undefined {
  return endpoints.find(({ id }) => id === context[SOURCE_VPCE])?.name;
}

/** What goes through an endpoint of ours is tried from outside too. */
function withTwins(estate: Estate, { claim, request, route }: IntendedRequest, ends: Ends): readonly Way[] {
  const own = decided(estate, request, route, ends, withoutFullStop(claim));
  const isReached = ends.to.startsWith("service:") || ends.to.startsWith("api:");
  if (endpointOf(estate, request) === undefined || !isReached) return own;
  const twins = Object.entries(OUTSIDE).flatMap(([door, keys]) => {
    const sentence = `${withoutFullStop(claim)}: the same ${OUTSIDE_WORDS[door] ?? ""}`;
    return decided(estate, movedTo(request, keys), route, { from: door, to: ends.to }, sentence);
  });
  return [...own, ...twins];
}

function movedTo(request: AuditRequest, keys: Readonly<Record<string, string>>): AuditRequest {
  const kept = Object.entries(request.context).filter(([key]) => key !== SOURCE_VPCE && !NETWORK_KEYS.test(key));
  return { ...request, context: { ...Object.fromEntries(kept), ...keys } };
}

/** Empty where AWS does not say what it would answer: then there is no line to draw. */
function decided(estate: Estate, request: AuditRequest, route: Route, ends: Ends, sentence: string): readonly Way[] {
  try {
    const decision = decideIn(estate, request, route);
    const { allowed, reason } = decision;
    const decidedBy = statementOf(estate, decision);
    const what = isAssumeRole(request)
      ? { action: "sts:AssumeRole", resource: request.roleArn }
      : { action: request.action, resource: request.resource };
    return [{ ...ends, allowed, sentence, ...what, reason, ...(decidedBy && { decidedBy }) }];
  } catch (error) {
    if (error instanceof UndecidableError) return [];
    throw error;
  }
}

/** The authorizer's answer stands in no resource, so its statement leads nowhere. */
function statementOf(estate: Estate, { decidedBy }: Decision) {
  const policy = decidedBy && policiesOf(estate).find(({ name }) => name === decidedBy.policy);
  return policy && referenceTo(policy, decidedBy.layer, decidedBy.index);
}

function withoutFullStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
