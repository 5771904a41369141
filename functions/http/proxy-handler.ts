import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { decodeCaller, type Caller } from "../contract/caller";
import { log, unexpectedError } from "../contract/log";
import {
  Refusal,
  bearerChallenge,
  problemDocument,
  problemStatus,
  problemTitle,
  type Problem,
} from "../contract/problem";
import {
  type RoutesOf,
  type RouteRecord,
  ROUTES,
  EXPOSED_HEADERS,
  PREFLIGHT_MAX_AGE,
  REQUEST_HEADERS,
} from "../contract/routes";
import { headerOf } from "./read-body";

/** A request whose caller is known and whose token has not ended. */
export interface ProxyCall {
  readonly event: APIGatewayProxyEvent;
  readonly caller: Caller;
  readonly requestId: string;
  /** Which of our VPC endpoints it came through; "" when API Gateway does not say. */
  readonly endpointId: string;
  /** Milliseconds until Lambda ends the invocation. */
  readonly remainingMs: () => number;
}

/** What answers one route. @throws Refusal */
export type RouteHandler = (call: ProxyCall) => RouteAnswer | Promise<RouteAnswer>;

export interface RouteAnswer {
  /** Becomes JSON. */
  readonly body: unknown;
  readonly headers?: PoolHeaders;
  /** When the same question will have another answer, in seconds. */
  readonly retryAfterSeconds?: number;
}

type ProxyHandler = (event: APIGatewayProxyEvent, context?: Context) => Promise<APIGatewayProxyResult>;

/**
 * What every function behind the API does for each request: finds the caller, refuses an ended token, takes the route,
 * and turns whatever is thrown into an answer of the one error form.
 *
 * @param owner the function, which has a handler for each of its routes
 */
export function proxyHandler<F extends RouteRecord["function"]>(
  owner: F,
  portalOrigins: readonly string[],
  handlers: Readonly<Record<RoutesOf<F>, RouteHandler>>,
): ProxyHandler {
  const routes = routesOf(owner, handlers);
  return async (event, context) => {
    const where = { requestId: event.requestContext.requestId, endpointId: event.requestContext.identity.vpceId ?? "" };
    const asked = { requestId: where.requestId, origin: headerOf(event, "origin"), portalOrigins };
    if (event.httpMethod === "OPTIONS") return respondPreflight(asked, methodsOf(event.resource, routes));
    let callerId = "";
    try {
      // Missing when the console's test button invokes the method: that runs without the authorizer.
      const caller = decodeCaller(event.requestContext.authorizer);
      callerId = caller.callerId;
      refuseExpired(caller, Date.now());
      // API Gateway's resource is the route's path with its parameters, and not what the caller typed.
      const route = routes.find(({ method, path }) => method === event.httpMethod && path === event.resource);
      if (!route) throw new Refusal({ code: "route_not_found", detail: "See the API's contract for its routes." });
      const remainingMs = (): number => context?.getRemainingTimeInMillis() ?? Infinity;
      const answer = await route.handler({ event, caller, ...where, remainingMs });
      return respond(asked, answer.body, answer.headers, answer.retryAfterSeconds);
    } catch (error) {
      const { problem, headers } = refusalOf(error, where.requestId);
      log({ event: "request_refused", code: problem.code, reason: problem.reason ?? "", callerId, ...where });
      return respondProblem(asked, problem, headers);
    }
  };
}

interface OwnRoute extends Pick<RouteRecord, "method" | "path"> {
  readonly handler: RouteHandler;
}

function routesOf(owner: string, handlers: Readonly<Record<string, RouteHandler>>): OwnRoute[] {
  return Object.entries(ROUTES).flatMap(([name, route]) => {
    const handler = route.function === owner ? handlers[name] : undefined;
    return handler ? [{ method: route.method, path: route.path, handler }] : [];
  });
}

/** With several portal origins API Gateway cannot answer a preflight by itself; it carries no token, so nothing else is looked at. */
function methodsOf(resource: string, routes: readonly OwnRoute[]): string {
  return routes.flatMap(({ method, path }) => (path === resource ? [method] : [])).join(", ");
}

/**
 * Refuses a caller whose token has ended: API Gateway may serve the authorizer's answer from its cache beyond that.
 * No clock skew is granted here.
 *
 * @param now milliseconds since 1970
 */
function refuseExpired(caller: Caller, now: number): void {
  if (now < caller.expiresAt * 1000) return;
  throw new Refusal({ code: "token_expired", detail: "Sign in again and repeat the request with the new token." });
}

function refusalOf(error: unknown, requestId: string): Refusal {
  if (error instanceof Refusal) return error;
  log(unexpectedError(requestId, error));
  const detail = "Give this request id to the gateway's operators.";
  return new Refusal({ code: "internal_error", detail });
}

/** What an answer needs to know of the request it answers. */
export interface Asked {
  /** API Gateway's request id, the one that its access log shows. */
  readonly requestId: string;
  /** The Origin header; undefined when the caller is not a page in a browser. */
  readonly origin: string | undefined;
  readonly portalOrigins: readonly string[];
}

/** What the pool says of a call, with every answer to it; exposed where they are present. */
export const POOL_HEADERS = [
  "x-rekognition-region",
  "x-rekognition-attempts",
  "x-rekognition-throttles",
  "x-rekognition-wait-ms",
  "x-rekognition-lane",
  "x-rekognition-waited-for",
  "x-image",
] as const;

export type PoolHeaders = Readonly<Partial<Record<(typeof POOL_HEADERS)[number], string>>>;

/**
 * @param body becomes JSON; it may hold a presigned URL, hence the headers
 * @param retryAfterSeconds when the same question will have another answer
 */
export function respond(
  asked: Asked,
  body: unknown,
  more: PoolHeaders = {},
  retryAfterSeconds?: number,
): APIGatewayProxyResult {
  const { headers, ...described } = withHeaders(answer(asked, 200, "application/json", body), more);
  return { ...described, headers: { ...headers, ...retryAfter(retryAfterSeconds) } };
}

/** An error answer in the form of RFC 9457. */
export function respondProblem(asked: Asked, problem: Problem, more: PoolHeaders = {}): APIGatewayProxyResult {
  const document = problemDocument(problem, asked.requestId);
  const result = answer(asked, problemStatus(problem.code), "application/problem+json", document);
  const { headers, ...described } = withHeaders(result, more);
  return { ...described, headers: { ...headers, ...retryAfter(problem.retryAfterSeconds), ...challenge(problem) } };
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { "Retry-After": String(seconds) };
}

/**
 * RFC 9110 §15.5.2. API Gateway passes a function's header on as `x-amzn-Remapped-WWW-Authenticate`, its own answers have it as it is.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
function challenge({ code }: Problem): Record<string, string> {
  if (problemStatus(code) !== 401) return {};
  const error_description = problemTitle(code);
  return { "WWW-Authenticate": bearerChallenge({ error: "invalid_token", error_description }) };
}

/**
 * The answer to a browser's preflight. A page of another origin gets no permission, which the browser reads as a refusal.
 *
 * @param methods what the route can be called with, e.g. "POST"
 */
export function respondPreflight(asked: Asked, methods: string): APIGatewayProxyResult {
  const { Vary, ...allowed } = crossOrigin(asked);
  const permission = {
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": REQUEST_HEADERS,
    "Access-Control-Max-Age": String(PREFLIGHT_MAX_AGE),
  };
  const isListed = Object.keys(allowed).length > 0;
  return {
    statusCode: 204,
    headers: { Vary: Vary ?? "Origin", ...allowed, ...(isListed ? permission : {}) },
    body: "",
  };
}

function withHeaders(result: APIGatewayProxyResult, more: PoolHeaders): APIGatewayProxyResult {
  const headers: Record<string, boolean | number | string> = { ...result.headers, ...more };
  const exposed = headers["Access-Control-Expose-Headers"];
  if (exposed !== undefined) headers["Access-Control-Expose-Headers"] = [exposed, ...Object.keys(more)].join(", ");
  return { ...result, headers };
}

function answer(asked: Asked, statusCode: number, contentType: string, body: unknown): APIGatewayProxyResult {
  return {
    statusCode,
    headers: {
      "Content-Type": contentType,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "x-request-id": asked.requestId,
      ...crossOrigin(asked),
    },
    body: JSON.stringify(body),
  };
}

/** Echoes a listed origin and never `*`; Vary always, so that no cache hands one origin's answer to another. */
function crossOrigin(asked: Asked): Record<string, string> {
  const vary = { Vary: "Origin" };
  if (asked.origin === undefined || !asked.portalOrigins.includes(asked.origin)) return vary;
  return { ...vary, "Access-Control-Allow-Origin": asked.origin, "Access-Control-Expose-Headers": EXPOSED_HEADERS };
}
