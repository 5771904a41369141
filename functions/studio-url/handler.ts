/**
 * The function behind both Studio routes. It holds no permission at SageMaker: it assumes the minting role per request.
 */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { decodeCaller, type Caller } from "../http/caller";
import { headerOf } from "../http/headers";
import { log, unexpectedError } from "../http/log";
import { Refusal, type Problem } from "../http/problem";
import { respond, respondPreflight, respondProblem } from "../http/respond";
import { refuseBody } from "./body";
import { decideMint, listProfiles, refuseExpired } from "./decide";
import { readStudioUrlSettings } from "./env";
import { createMint } from "./mint";

const settings = readStudioUrlSettings(process.env);
const mint = createMint(settings);

/** By API Gateway's resource, which is the route's template and not the path that was typed. */
const ROUTES: Readonly<Record<string, (event: APIGatewayProxyEvent, caller: Caller) => unknown>> = {
  "GET /v1/studio/profiles": (event, caller) => {
    refuseBody(event);
    return listProfiles(caller);
  },
  "POST /v1/studio/domains/{domainId}/profiles/{userProfileName}/presigned-url": mintUrl,
};

export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const where = { requestId: event.requestContext.requestId, endpointId: event.requestContext.identity.vpceId ?? "" };
  const asked = { ...where, origin: headerOf(event, "origin"), portalOrigins: settings.portalOrigins };
  if (event.httpMethod === "OPTIONS") return respondPreflight(asked, methodsOf(event.resource));
  let callerId = "";
  try {
    // Missing when the console's test button invokes the method: that runs without the authorizer.
    const caller = decodeCaller(event.requestContext.authorizer);
    callerId = caller.callerId;
    refuseExpired(caller, Date.now());
    const route = ROUTES[`${event.httpMethod} ${event.resource}`];
    if (!route) throw new Refusal({ code: "route_not_found", detail: "See the API's contract for its routes." });
    return respond(asked, await route(event, caller));
  } catch (error) {
    const problem = problemOf(error, where.requestId);
    log({ event: "request_refused", code: problem.code, reason: problem.reason ?? "", callerId, ...where });
    return respondProblem(asked, problem);
  }
}

/** With several portal origins API Gateway cannot answer a preflight by itself; it carries no token, so nothing else is looked at. */
function methodsOf(resource: string): string {
  const routes = Object.keys(ROUTES).map((route) => route.split(" "));
  return routes.flatMap(([method, path]) => (path === resource ? [method] : [])).join(", ");
}

async function mintUrl(event: APIGatewayProxyEvent, caller: Caller): Promise<unknown> {
  const order = decideMint(event, caller);
  const { requestId, identity } = event.requestContext;
  const minted = await mint(order, requestId);
  const expiresAt = new Date(minted.expiresAt).toISOString();
  const { callerId, domainId, userProfileName, expiresInSeconds } = order;
  const who = { callerId, domainId, userProfileName, requestId, endpointId: identity.vpceId ?? "" };
  log({ event: "studio_url_minted", ...who, expiresAt, expiresInSeconds });
  return { authorizedUrl: minted.authorizedUrl, expiresAt };
}

function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof Refusal) return error.problem;
  log(unexpectedError(requestId, error));
  return { code: "internal_error", detail: "The gateway's operators find the cause under this request id." };
}
