import { traceOf } from "../../lambda/trace-id";
import { headerValue, type Incoming } from "../incoming";
import type { PrivateApi } from "./api";
import type { AuthorizerAnswer } from "./authorizer";
import type { ContextVariables } from "./context-variables";
import type { RouteMatch } from "./routes";

/** One request on its way through the gateway: what is known of it so far. */
export interface Call {
  readonly request: Incoming;
  /** The API that was asked for; another one than ours has no routes here. */
  readonly apiId: string;
  /** First segment of the path. */
  readonly stage: string;
  /** The path below the stage, as sent. */
  readonly path: string;
  readonly methodArn: string;
  readonly startedAt: Date;
  match?: RouteMatch;
  caller?: AuthorizerAnswer;
  authorizerMs?: number;
  integrationMs?: number;
  integrationStatus?: number;
}

export function beginCall(api: PrivateApi, request: Incoming, apiId: string, startedAt: Date): Call {
  const [, stage = "", ...rest] = request.path.split("/");
  const path = `/${rest.join("/")}`;
  const executionArn = api.executionArn.replace(/[^:]*$/, () => apiId);
  return { request, apiId, stage, path, methodArn: `${executionArn}/${stage}/${request.method}${path}`, startedAt };
}

export interface Outcome {
  readonly status?: number;
  readonly responseLength?: number;
  readonly latencyMs?: number;
  /** What went wrong, for `$context.error.…`. */
  readonly error?: { readonly message: string; readonly type: string; readonly validation?: string };
}

/**
 * The `$context` of a call, for gateway responses and the access log.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference
 */
export function contextVariables(call: Call, outcome: Outcome): ContextVariables {
  const { request, caller, match } = call;
  const claims = Object.entries(caller?.context ?? {}).map(([name, value]) => [`authorizer.${name}`, String(value)]);
  return {
    ...(Object.fromEntries(claims) as Record<string, string>),
    "authorizer.principalId": caller?.principalId,
    "authorizer.status": caller && "200",
    "authorizer.integrationLatency": text(call.authorizerMs),
    "authorizer.latency": text(call.authorizerMs),
    requestId: request.requestId,
    extendedRequestId: extendedRequestId(request),
    xrayTraceId: traceOf(request.requestId),
    apiId: call.apiId,
    stage: call.stage,
    path: request.path,
    httpMethod: request.method,
    protocol: "HTTP/1.1",
    resourcePath: match?.route.template,
    resourceId: match?.route.resourceId,
    requestTime: requestTime(call.startedAt),
    requestTimeEpoch: text(call.startedAt.getTime()),
    "identity.sourceIp": request.sourceIp,
    "identity.userAgent": headerValue(request, "user-agent"),
    "identity.vpceId": request.door.endpointId,
    "identity.vpcId": request.door.vpcId,
    status: text(outcome.status),
    responseLength: text(outcome.responseLength),
    responseLatency: text(outcome.latencyMs),
    integrationLatency: text(call.integrationMs),
    "integration.latency": text(call.integrationMs),
    "integration.status": text(call.integrationStatus),
    integrationStatus: text(call.integrationStatus),
    "error.message": outcome.error?.message,
    "error.messageString": outcome.error && JSON.stringify(outcome.error.message),
    "error.responseType": outcome.error?.type,
    "error.validationErrorString": outcome.error?.validation,
  };
}

/** API Gateway's second id; callers see it as x-amz-apigw-id. */
export function extendedRequestId(request: Incoming): string {
  return `${Buffer.from(request.requestId.replaceAll("-", ""), "hex").toString("base64url").slice(0, 15)}=`;
}

/** Apache's format: `22/Nov/2026:01:15:27 +0000`. */
export function requestTime(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(Math.round(value));
}
