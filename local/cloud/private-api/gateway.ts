import { type Answer, jsonAnswer } from "../answer";
import type { RecordedDecision } from "../decide/decision-log";
import type { Incoming } from "../incoming";
import type { AccessLog } from "./access-log";
import { type AuthorizationParts, passTheAuthorizer, passTheDoor, passWithoutAuthorizer } from "./authorization";
import type { ApiAddress } from "./address";
import { beginCall, type Call, contextVariables, extendedRequestId, type Outcome } from "./call";
import { gatewayAnswer } from "./gateway-responses";
import { proxyEvent } from "./event";
import { decideInvocation } from "./permission";
import { readProxyAnswer } from "./proxy-answer";
import { GatewayRefusal } from "./refusal";
import { findFault } from "./request-validation";
import { findRoute, type RouteMatch } from "./routes";
import type { Throttle } from "./throttle";

export interface GatewayParts extends AuthorizationParts {
  readonly throttle: Throttle;
  readonly accessLog: AccessLog;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const MAX_HEADER_BYTES = 10_240;
const MAX_METHOD_ARN_BYTES = 1600;

/** One request to the private API, in API Gateway's own order, with a line in its access log whatever happens. */
export async function answerPrivateApi(parts: GatewayParts, request: Incoming, address?: ApiAddress): Promise<Answer> {
  const startedAt = performance.now();
  const call = beginCall(parts.api, request, address?.apiId ?? parts.api.id, parts.authority.clock());
  let error: Outcome["error"];
  let answer: Answer;
  try {
    answer = await pass(parts, call, address);
  } catch (refusal) {
    if (!(refusal instanceof GatewayRefusal)) throw refusal;
    error = {
      message: refusal.message,
      type: refusal.type,
      ...(refusal.details.validation !== undefined && { validation: refusal.details.validation }),
    };
    answer = refusalAnswer(parts, call, refusal, error);
  }
  const latencyMs = performance.now() - startedAt;
  const outcome = {
    status: answer.status,
    responseLength: Buffer.byteLength(answer.body),
    latencyMs,
    ...(error && { error }),
  };
  if (call.apiId === parts.api.id) parts.accessLog.write(contextVariables(call, outcome));
  return { ...answer, headers: { ...answer.headers, "x-amz-apigw-id": extendedRequestId(request) } };
}

async function pass(parts: GatewayParts, call: Call, address?: ApiAddress): Promise<Answer> {
  passTheDoor(parts, call);
  refuseMisaddressed(parts, call, address);
  refuseOversized(call);
  const match = findRoute(parts.api.routes, call.request.method, call.path);
  if (!match) throw new GatewayRefusal("MISSING_AUTHENTICATION_TOKEN");
  call.match = match;
  const { authorizer } = match.method;
  const decision = authorizer ? await passTheAuthorizer(parts, call, authorizer) : passWithoutAuthorizer(parts, call);
  refuseInvalid(call, match);
  if (!parts.throttle.admit(match.method.verb, match.route.template))
    throw new GatewayRefusal("THROTTLED", { decision });
  return integrate(parts, call, match, decision);
}

/** Another API, an alias of another endpoint, or a stage that is not deployed: the gateway says Forbidden and nothing more. */
function refuseMisaddressed(parts: GatewayParts, call: Call, address?: ApiAddress): void {
  const isOurApi = call.apiId === parts.api.id && call.stage === parts.api.stage;
  const isOurAlias = address?.endpointId === undefined || address.endpointId === call.request.door.endpointId;
  if (!isOurApi || !isOurAlias) throw new GatewayRefusal("ACCESS_DENIED", { message: "Forbidden", fixedStatus: 403 });
}

function refuseOversized(call: Call): void {
  if (call.request.isTooLarge || call.request.body.length > MAX_BODY_BYTES)
    throw new GatewayRefusal("REQUEST_TOO_LARGE");
  const headerBytes = call.request.headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  // AWS documents the limit but not the answer; 431 is the status that HTTP has for it.
  if (headerBytes > MAX_HEADER_BYTES)
    throw new GatewayRefusal("REQUEST_TOO_LARGE", {
      message: "HTTP header is larger than 10240 bytes.",
      fixedStatus: 431,
    });
  if (Buffer.byteLength(call.methodArn) > MAX_METHOD_ARN_BYTES)
    throw new GatewayRefusal("REQUEST_TOO_LARGE", { message: "Request URI too long", fixedStatus: 414 });
}

function refuseInvalid(call: Call, match: RouteMatch): void {
  const fault = findFault(match.method.rules, call.request);
  if (fault?.type === "BAD_REQUEST_BODY") throw new GatewayRefusal("BAD_REQUEST_BODY", { validation: fault.detail });
  if (fault)
    throw new GatewayRefusal("BAD_REQUEST_PARAMETERS", {
      message: `Missing required request parameters: [${fault.missing.join(", ")}]`,
    });
}

async function integrate(
  parts: GatewayParts,
  call: Call,
  match: RouteMatch,
  decision: RecordedDecision,
): Promise<Answer> {
  const { integration, verb } = match.method;
  if (integration.kind === "mock") return { ...integration, decision };
  const { api, host } = parts;
  const sourceArn = `${api.executionArn}/${api.stage}/${verb}${match.route.template.replace(/\{[^}]*\}/g, "*")}`;
  const permission = decideInvocation(parts.authority, call.request, integration.functionArn, sourceArn);
  const spec = host.findByArn(integration.functionArn);
  if (!permission.allowed || !spec) throw new GatewayRefusal("API_CONFIGURATION_ERROR", { decision: permission });
  const startedAt = performance.now();
  const result = await Promise.race([host.invoke(spec.name, proxyEvent(api, call)), timeout(integration.timeoutMs)]);
  call.integrationMs = performance.now() - startedAt;
  if (result === "timeout") throw new GatewayRefusal("INTEGRATION_TIMEOUT", { decision });
  if (!result.ok) refuseRejected(result.error.errorType, decision);
  const answer = result.ok ? readProxyAnswer(result.payload) : undefined;
  call.integrationStatus = answer?.status ?? 200;
  if (!answer) throw new GatewayRefusal("MALFORMED_PROXY_ANSWER", { decision });
  return { ...answer, decision };
}

/**
 * Lambda did not take the event: too large for it (6 MB, where API Gateway takes 10), or more at once than is reserved for the function.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
 */
function refuseRejected(errorType: string, decision: RecordedDecision): void {
  if (errorType === "RequestTooLargeException")
    throw new GatewayRefusal("REQUEST_TOO_LARGE", { message: "Request Too Long", decision });
  if (errorType === "TooManyRequestsException") throw new GatewayRefusal("API_CONFIGURATION_ERROR", { decision });
}

function timeout(milliseconds: number): Promise<"timeout"> {
  return new Promise((resolve) => setTimeout(() => resolve("timeout"), milliseconds).unref());
}

function refusalAnswer(parts: GatewayParts, call: Call, refusal: GatewayRefusal, error: Outcome["error"]): Answer {
  const { decision, fixedStatus } = refusal.details;
  // The program's shapes are its own API's; another API has its owner's, which we do not know.
  const isPlain = fixedStatus !== undefined || call.apiId !== parts.api.id;
  const answer = isPlain
    ? jsonAnswer(fixedStatus ?? 403, { message: refusal.message })
    : gatewayAnswer(parts.api.responses, refusal.type, contextVariables(call, error ? { error } : {}), call.request);
  return decision ? { ...answer, decision } : answer;
}
