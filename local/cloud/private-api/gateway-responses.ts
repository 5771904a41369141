import type { GraphResource } from "../../program/graph";
import type { Answer } from "../answer";
import { type GraphIndex, requiredText, textOf, textRecordOf } from "../graph/graph-index";
import { headerValue, type Incoming } from "../incoming";
import { NotModelledError } from "../graph/not-modelled";
import { type ContextVariables, fillIn } from "./context-variables";

/** The refusals and failures that API Gateway answers by itself, with its own status and message for each. */
const DEFAULTS = {
  ACCESS_DENIED: [403, "User is not authorized to access this resource", "AccessDeniedException"],
  API_CONFIGURATION_ERROR: [500, "Internal server error", "InternalServerErrorException"],
  AUTHORIZER_CONFIGURATION_ERROR: [500, "Internal server error", "AuthorizerConfigurationException"],
  AUTHORIZER_FAILURE: [500, "Internal server error", "AuthorizerFailureException"],
  BAD_REQUEST_BODY: [400, "Invalid request body", "BadRequestException"],
  BAD_REQUEST_PARAMETERS: [400, "Missing required request parameters", "BadRequestException"],
  INTEGRATION_FAILURE: [504, "Network error communicating with endpoint", "InternalServerErrorException"],
  INTEGRATION_TIMEOUT: [504, "Endpoint request timed out", "InternalServerErrorException"],
  /** A function that failed or answered nonsense has no type of its own: it is a DEFAULT_5XX with status 502. */
  MALFORMED_PROXY_ANSWER: [502, "Internal server error", "InternalServerErrorException"],
  MISSING_AUTHENTICATION_TOKEN: [403, "Missing Authentication Token", "MissingAuthenticationTokenException"],
  REQUEST_TOO_LARGE: [413, "HTTP content length exceeded 10485760 bytes.", "RequestTooLargeException"],
  THROTTLED: [429, "Too Many Requests", "TooManyRequestsException"],
  UNAUTHORIZED: [401, "Unauthorized", "UnauthorizedException"],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

export type GatewayResponseType = keyof typeof DEFAULTS;
export type GatewayResponses = ReadonlyMap<string, GatewayResponse>;

/** A header's value: fixed, one of `$context`, or what the caller sent under a name (nothing when it sent none). */
type HeaderSource = { readonly format: string } | { readonly requestHeader: string };

interface GatewayResponse {
  readonly status?: number;
  readonly headers: Readonly<Record<string, HeaderSource>>;
  readonly mediaType: string;
  readonly template?: string;
}

export function readGatewayResponses(graph: GraphIndex, apiId: string): GatewayResponses {
  const resources = graph.where("apigateway/response:Response", "restApiId", apiId);
  return new Map(resources.map((resource) => [requiredText(resource, "responseType"), readResponse(resource)]));
}

export function defaultMessage(type: GatewayResponseType): string {
  return DEFAULTS[type][1];
}

/**
 * API Gateway's own answer, in the program's shape where it gave one: the type's, else DEFAULT_4XX or DEFAULT_5XX, else AWS's.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function gatewayAnswer(
  responses: GatewayResponses,
  type: GatewayResponseType,
  variables: ContextVariables,
  request: Pick<Incoming, "headers">,
): Answer {
  const [status, , errorType] = DEFAULTS[type];
  const response = responses.get(type) ?? responses.get(status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
  const known = { ...variables, "error.responseType": type === "MALFORMED_PROXY_ANSWER" ? "DEFAULT_5XX" : type };
  return {
    status: response?.status ?? status,
    headers: {
      "content-type": response?.mediaType ?? "application/json",
      "x-amzn-errortype": errorType,
      ...fillInHeaders(response?.headers ?? {}, known, request),
    },
    body: fillIn(response?.template ?? '{"message":$context.error.messageString}', known, ""),
  };
}

function fillInHeaders(
  sources: Readonly<Record<string, HeaderSource>>,
  variables: ContextVariables,
  request: Pick<Incoming, "headers">,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, source] of Object.entries(sources)) {
    const value =
      "format" in source ? fillIn(source.format, variables, "") : headerValue(request, source.requestHeader);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

function readResponse(resource: GraphResource): GatewayResponse {
  const status = textOf(resource, "statusCode");
  const templates = Object.entries(textRecordOf(resource, "responseTemplates"));
  const [mediaType, template] = templates.find(([type]) => type === "application/json") ?? templates[0] ?? [];
  if (template !== undefined) refuseLogic(resource, template.replace(/\$context\.[\w.]+/g, ""));
  const headers = Object.entries(textRecordOf(resource, "responseParameters")).map(([name, value]) => [
    name.replace("gatewayresponse.header.", "").toLowerCase(),
    headerSource(resource, value),
  ]);
  return {
    ...(status !== undefined && { status: Number(status) }),
    headers: Object.fromEntries(headers) as Record<string, HeaderSource>,
    mediaType: mediaType ?? "application/json",
    ...(template !== undefined && { template }),
  };
}

/** Gateway responses substitute variables and know no logic: `#if` would reach callers as text. */
function refuseLogic(resource: GraphResource, rest: string): void {
  if (/[#$]/.test(rest))
    throw new NotModelledError(
      `${resource.urn} has a template with more than $context variables, which gateway responses do not run.`,
    );
}

/** `'literal'`, `context.<variable>` or `method.request.header.<name>`. */
function headerSource(resource: GraphResource, value: string): HeaderSource {
  const literal = /^'(.*)'$/.exec(value)?.[1];
  if (literal !== undefined) return { format: literal };
  if (/^context\.[\w.]+$/.test(value)) return { format: `$${value}` };
  const requestHeader = /^method\.request\.header\.([\w-]+)$/.exec(value)?.[1];
  if (requestHeader !== undefined) return { requestHeader };
  throw new NotModelledError(
    `${resource.urn} sets a header to ${value}; the laptop models literals in single quotes, context variables and request headers.`,
  );
}
