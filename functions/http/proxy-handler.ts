import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { decodeCaller, type Caller } from "../contract/caller";
import { log, unexpectedError } from "../contract/log";
import { Refusal } from "../contract/problem";
import { type RoutesOf, type RouteRecord, ROUTES } from "../contract/routes";
import { headerOf } from "./read-body";
import { type PoolHeaders, respond, respondPreflight, respondProblem } from "./respond";

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
