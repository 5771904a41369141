import { type Incoming, headerValue } from "../incoming";
import { accountIn } from "../graph/place";
import type { PrivateApi } from "./api";
import { type Call, extendedRequestId, requestTime } from "./call";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format */
export function proxyEvent(api: PrivateApi, call: Call): Record<string, unknown> {
  const { request } = call;
  const isBase64Encoded = isBinary(api, request);
  return {
    ...requestParts(api, call),
    requestContext: requestContext(call),
    body: request.body.length === 0 ? null : request.body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}

/** What a REQUEST authorizer gets: the same request without its body. */
export function authorizerEvent(api: PrivateApi, call: Call): Record<string, unknown> {
  return {
    type: "REQUEST",
    methodArn: call.methodArn,
    ...requestParts(api, call),
    requestContext: requestContext(call),
  };
}

function requestParts(api: PrivateApi, call: Call) {
  const { request, match } = call;
  const query = multiValues([...new URLSearchParams(request.query)]);
  const parameters = match?.pathParameters ?? {};
  return {
    /** The template, `/v1/…/{userProfileName}`; `path` is what the caller sent. */
    resource: match?.route.template,
    path: call.path,
    httpMethod: request.method,
    headers: lastValues(multiValues(request.headers)),
    multiValueHeaders: multiValues(request.headers),
    queryStringParameters: nullWhenEmpty(lastValues(query)),
    multiValueQueryStringParameters: nullWhenEmpty(query),
    pathParameters: nullWhenEmpty(parameters),
    stageVariables: api.stageVariables,
  };
}

function requestContext(call: Call) {
  const { request, match, caller } = call;
  return {
    resourceId: match?.route.resourceId,
    resourcePath: match?.route.template,
    httpMethod: request.method,
    extendedRequestId: extendedRequestId(request),
    requestTime: requestTime(call.startedAt),
    requestTimeEpoch: call.startedAt.getTime(),
    path: request.path,
    accountId: accountIn(call.methodArn),
    protocol: "HTTP/1.1",
    stage: call.stage,
    domainPrefix: call.apiId,
    domainName: headerValue(request, "host"),
    requestId: request.requestId,
    apiId: call.apiId,
    identity: identityOf(request),
    ...(caller && { authorizer: authorizerContext(call) }),
  };
}

/** API Gateway turns every value of the authorizer's context into text, numbers and booleans included. */
function authorizerContext(call: Call): Record<string, string | number> {
  const values = Object.entries(call.caller?.context ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    ...(Object.fromEntries(values) as Record<string, string>),
    principalId: call.caller?.principalId ?? "",
    integrationLatency: Math.round(call.authorizerMs ?? 0),
  };
}

function identityOf(request: Incoming) {
  return {
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    principalOrgId: null,
    cognitoAuthenticationType: null,
    userArn: null,
    apiKeyId: null,
    apiKey: null,
    userAgent: headerValue(request, "user-agent") ?? null,
    accountId: null,
    caller: null,
    user: null,
    accessKey: null,
    cognitoAuthenticationProvider: null,
    sourceIp: request.sourceIp,
    vpceId: request.door.endpointId,
    vpcId: request.door.vpcId,
  };
}

function isBinary(api: PrivateApi, request: Incoming): boolean {
  const mediaType = (headerValue(request, "content-type") ?? "application/json").split(";")[0]?.trim().toLowerCase();
  return api.binaryMediaTypes.some((type) => type === "*/*" || type.toLowerCase() === mediaType);
}

/** Null-prototype maps: a header may be called `__proto__`. */
function multiValues(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const values = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of pairs) (values[name] ??= []).push(value);
  return values;
}

function lastValues(values: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const last = Object.create(null) as Record<string, string>;
  for (const [name, list] of Object.entries(values)) last[name] = list.at(-1) ?? "";
  return last;
}

function nullWhenEmpty<Values extends object>(values: Values): Values | null {
  return Object.keys(values).length === 0 ? null : values;
}
