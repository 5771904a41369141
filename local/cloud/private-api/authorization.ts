import {
  decideBeforeAuthorizer,
  decideWithAuthorizer,
  decideWithoutAuthorizer,
} from "../../../policies/evaluate/api-gateway";
import { UnmodelledPolicyError } from "../../../policies/evaluate/modelled";
import type { AskedPolicies } from "../../../policies/evaluate/why/why";
import type { LambdaHost } from "../../lambda/host";
import { type Authority, contextOf, decided, endpointLayer } from "../decide/authority";
import type { RecordedDecision } from "../decide/decision-log";
import type { PrivateApi } from "./api";
import {
  type Authorizer,
  type AuthorizerAnswer,
  AuthorizerAnswerError,
  type AuthorizerCache,
  identityOf,
  readAnswer,
} from "./authorizer";
import type { Call } from "./call";
import { authorizerEvent } from "./event";
import { decideInvocation } from "./permission";
import { GatewayRefusal } from "./refusal";

export interface AuthorizationParts {
  readonly api: PrivateApi;
  readonly authority: Authority;
  readonly host: LambdaHost;
  readonly cache: AuthorizerCache;
}

const INVOKE = "execute-api:Invoke";

/** Endpoint policy, then the resource policy's Denies. A request stopped here never reaches the authorizer. */
export function passTheDoor(parts: AuthorizationParts, call: Call): void {
  const policies = { resource: parts.api.resourcePolicies, ...endpointLayer(call.request) };
  const decision = decide(parts, call, policies, (request) => decideBeforeAuthorizer(request, policies));
  if (!decision.allowed) throw denied(call, decision);
}

/** OPTIONS has no authorizer: there the resource policy itself must allow. */
export function passWithoutAuthorizer(parts: AuthorizationParts, call: Call): RecordedDecision {
  const policies = { resource: parts.api.resourcePolicies, ...endpointLayer(call.request) };
  const decision = decide(parts, call, policies, (request) => decideWithoutAuthorizer(request, policies));
  if (!decision.allowed) throw denied(call, decision);
  return decision;
}

/** Asks the authorizer (or its cache), then decides over its policy and the resource policy together, by AWS's Table A. */
export async function passTheAuthorizer(
  parts: AuthorizationParts,
  call: Call,
  authorizer: Authorizer,
): Promise<RecordedDecision> {
  const caller = await callerOf(parts, call, authorizer);
  call.caller = caller;
  try {
    const resource = parts.api.resourcePolicies;
    const decision = decide(parts, call, { resource, authorizer: [caller.policy] }, (request) =>
      decideWithAuthorizer(request, { resource, authorizer: caller.policy }),
    );
    if (!decision.allowed) throw denied(call, decision);
    return decision;
  } catch (error) {
    throw error instanceof UnmodelledPolicyError ? unusable(parts, call, error) : error;
  }
}

async function callerOf(parts: AuthorizationParts, call: Call, authorizer: Authorizer): Promise<AuthorizerAnswer> {
  const identity = identityOf(authorizer, call.request, call.match?.route.template ?? "");
  if (identity === undefined) throw new GatewayRefusal("UNAUTHORIZED");
  const kept = parts.cache.find(authorizer, identity);
  if (kept) return kept;
  const answer = await ask(parts, call, authorizer);
  parts.cache.keep(authorizer, identity, answer);
  return answer;
}

async function ask(parts: AuthorizationParts, call: Call, authorizer: Authorizer): Promise<AuthorizerAnswer> {
  const sourceArn = `${parts.api.executionArn}/authorizers/${authorizer.id}`;
  const permission = decideInvocation(parts.authority, call.request, authorizer.functionArn, sourceArn);
  const spec = parts.host.findByArn(authorizer.functionArn);
  if (!permission.allowed || !spec)
    throw new GatewayRefusal("AUTHORIZER_CONFIGURATION_ERROR", { decision: permission });
  const startedAt = performance.now();
  const result = await parts.host.invoke(spec.name, authorizerEvent(parts.api, call));
  call.authorizerMs = performance.now() - startedAt;
  // The one error with a meaning: thrown with exactly this message it is a 401, whatever else is thrown is a 500.
  if (!result.ok && result.error.errorMessage === "Unauthorized") throw new GatewayRefusal("UNAUTHORIZED");
  if (!result.ok) throw new GatewayRefusal("AUTHORIZER_FAILURE");
  try {
    return readAnswer(result.payload);
  } catch (error) {
    throw error instanceof AuthorizerAnswerError ? unusable(parts, call, error) : error;
  }
}

/** AWS does not say what is wrong with an authorizer's answer; the laptop's log of decisions does. */
function unusable(parts: AuthorizationParts, call: Call, fault: Error): GatewayRefusal {
  const { requestId, door } = call.request;
  const subject = { requestId, door: door.name, service: "execute-api", action: INVOKE, resource: call.methodArn };
  const decision = parts.authority.decisions.record(subject, {
    allowed: false,
    layer: "authorizer",
    reason: fault.message,
  });
  return new GatewayRefusal("AUTHORIZER_CONFIGURATION_ERROR", { decision });
}

type Decide = (request: Parameters<typeof decideBeforeAuthorizer>[0]) => ReturnType<typeof decideBeforeAuthorizer>;

/** A bearer token is not a signature: to every policy in the way the caller is anonymous. */
function decide(parts: AuthorizationParts, call: Call, policies: AskedPolicies, by: Decide): RecordedDecision {
  const { authority } = parts;
  const resource = call.methodArn;
  const context = contextOf(authority, call.request, resource);
  const wanted = { action: INVOKE, resource, principal: { kind: "anonymous" } as const, context };
  return decided(authority, call.request, "execute-api", { requests: [wanted], policies }, () => by(wanted));
}

/** The message says how it was refused and names the API without its account. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html */
function denied(call: Call, decision: RecordedDecision): GatewayRefusal {
  if (decision.layer === "authorizer")
    return new GatewayRefusal("ACCESS_DENIED", {
      decision,
      message: `User is not authorized to access this resource${decision.effect === "Deny" ? " with an explicit deny" : ""}`,
    });
  const masked = call.methodArn.replace(/:\d{8}(\d{4}):/, ":********$1:");
  const how = decision.effect === "Deny" ? " with an explicit deny" : "";
  return new GatewayRefusal("ACCESS_DENIED", {
    decision,
    message: `User: anonymous is not authorized to perform: ${INVOKE} on resource: ${masked}${how}`,
  });
}
