/** API Gateway's events, as far as the functions read them, and the functions' environments. */
import type { APIGatewayProxyEvent, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { COGNITO_SHAPE } from "../../functions/authorizer/token-rules";
import { encodeCaller, type Caller, type ProfileLimits } from "../../functions/contract/caller";
import { CLIENT_ID, ISSUER } from "./tokens";

export const DOMAIN = "d-aaaaaaaaaaaa";
export const PREFIX = "arn:aws:execute-api:eu-central-1:111122223333:abcde12345/dev";
export const MINT_RESOURCE = "/v1/studio/domains/{domainId}/profiles/{userProfileName}/presigned-url";
export const PROFILES_RESOURCE = "/v1/studio/profiles";

export const LIMITS: ProfileLimits = {
  urlSeconds: 60,
  urlMaxSeconds: 200,
  sessionMaxSeconds: 28_800,
  landingUris: ["studio::", "app:JupyterLab:"],
  spaces: ["team-space"],
};

export const AUTHORIZER_ENVIRONMENT = {
  ISSUER,
  CLIENT_IDS: `another-client, ${CLIENT_ID}`,
  TOKEN_SHAPE: JSON.stringify(COGNITO_SHAPE),
  PROFILE_NAME_RULE: "{}",
  REQUIRED_SCOPE: "",
  STUDIO_GROUP: "studio-users",
  MAX_TOKEN_AGE_SECONDS: "3600",
  DOMAIN_ID: DOMAIN,
  PROFILE_LIMITS: JSON.stringify(LIMITS),
};

const REQUEST_CONTEXT = { requestId: "request-1", identity: { vpceId: "vpce-0a1b2c3d" } };

/**
 * @param headers of the request; several values of a name as a list
 * @param changes members of the event; `requestId` goes where API Gateway puts it
 */
export function authorizerEvent(
  headers: Readonly<Record<string, string | readonly string[]>>,
  { requestId = "request-1", ...changes }: Readonly<Record<string, unknown>> = {},
): APIGatewayRequestAuthorizerEvent {
  const names = Object.keys(headers);
  const event = {
    type: "REQUEST",
    methodArn: `${PREFIX}/GET/v1/studio/profiles`,
    resource: PROFILES_RESOURCE,
    headers: Object.fromEntries(names.map((name) => [name, [headers[name]].flat().at(-1)])),
    multiValueHeaders: Object.fromEntries(names.map((name) => [name, [headers[name]].flat()])),
    requestContext: { ...REQUEST_CONTEXT, requestId },
    ...changes,
  };
  return event as unknown as APIGatewayRequestAuthorizerEvent;
}

export function bearer(token: string, changes?: Readonly<Record<string, unknown>>): APIGatewayRequestAuthorizerEvent {
  return authorizerEvent({ Authorization: `Bearer ${token}` }, changes);
}

export function caller(name: string, changes: Partial<Caller> = {}): Caller {
  return {
    callerId: Buffer.from(name.padEnd(32, ".").slice(0, 32)).toString("base64url"),
    entries: [{ domainId: DOMAIN, userProfileName: name, limits: LIMITS }],
    expiresAt: Math.floor(Date.now() / 1000) + 600,
    denialReason: "not_your_profile",
    ...changes,
  };
}

/** The context as it arrives behind API Gateway: every value a string. */
export function contextOf(who: Caller): Record<string, string> {
  return Object.fromEntries(Object.entries(encodeCaller(who)).map(([key, value]) => [key, String(value)]));
}

export interface MintRequest {
  readonly who?: Caller;
  readonly domainId?: string;
  readonly userProfileName?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
}

/** POST for a URL. A body that is not a string is sent as JSON; undefined sends none. */
export function mintEvent(request: MintRequest = {}): APIGatewayProxyEvent {
  const { who = caller("alice"), domainId = DOMAIN, body } = request;
  const { userProfileName = who.entries[0]?.userProfileName ?? "alice" } = request;
  const event = {
    httpMethod: "POST",
    resource: MINT_RESOURCE,
    pathParameters: { domainId, userProfileName },
    headers: { "content-type": "application/json", ...request.headers },
    body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      ...REQUEST_CONTEXT,
      requestId: request.requestId ?? REQUEST_CONTEXT.requestId,
      authorizer: contextOf(who),
    },
    ...request.changes,
  };
  return event as unknown as APIGatewayProxyEvent;
}

export function profilesEvent(who: Caller, changes: Readonly<Record<string, unknown>> = {}): APIGatewayProxyEvent {
  return mintEvent({
    who,
    changes: { httpMethod: "GET", resource: PROFILES_RESOURCE, pathParameters: null, ...changes },
  });
}
