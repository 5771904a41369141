import { methodAndPath } from "../../functions/contract/routes";
import { type ProblemCode, problemDocument, problemStatus } from "../../functions/contract/problem";
import { bodyProperties } from "./body-model";

/** One kind of answer that API Gateway gives without asking our code. */
export interface GatewayResponse {
  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
  readonly type: string;
  /** Absent for the two defaults, which keep the status AWS chose. */
  readonly status?: number;
  readonly code: ProblemCode;
  readonly detail: string;
  /** Members with `$context` values; there is no template logic here, only substitution. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly retryAfterSeconds?: number;
  /** Whether another token might help: the answer then says which scheme and scope (WWW-Authenticate). RFC 9110 §15.5.2 and §15.5.4 */
  readonly challenge?: boolean;
}

/** Every type AWS documents, so that the portal meets one form of error only. */
export const GATEWAY_RESPONSES: readonly GatewayResponse[] = [
  {
    ...answer(
      "UNAUTHORIZED",
      "unauthorized",
      "Send one header `Authorization: Bearer <access token>` with a token that is valid now.",
    ),
    challenge: true,
  },
  {
    // Both variables are the authorizer's. They are empty when the network refused the caller before it was asked, and our endpoint's policy,
    // which names our methods, refuses an unknown route in the same way.
    ...answer(
      "ACCESS_DENIED",
      "access_denied",
      "Access is refused. $context.authorizer.denialDetail Without a reason: no such route or method here, or not from this network.",
    ),
    extra: { reason: "$context.authorizer.denialReason" },
    challenge: true,
  },
  answer(
    "BAD_REQUEST_BODY",
    "invalid_request",
    `The body must be a JSON object with no other properties than ${bodyProperties("PresignedUrlRequest").join(", ")}.`,
  ),
  answer("BAD_REQUEST_PARAMETERS", "invalid_request", "A path, query or header parameter does not fit the contract."),
  answer("MISSING_AUTHENTICATION_TOKEN", "route_not_found", "The API has no such path and method."),
  answer("RESOURCE_NOT_FOUND", "route_not_found", "The API has no such path and method."),
  // API Gateway takes 10 MB, and Lambda 6 MB of what API Gateway makes of a request: the smaller
  // one is the limit to keep to, whichever refused.
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  answer(
    "REQUEST_TOO_LARGE",
    "request_too_large",
    `A request may have 6 MB, headers included: images of 4.4 MiB together, in base64. Larger ones are uploaded with ${methodAndPath("upload-image")}.`,
  ),
  answer("UNSUPPORTED_MEDIA_TYPE", "unsupported_media_type", "Send the body as application/json."),
  { ...answer("THROTTLED", "too_many_requests", "The method's request rate is exceeded."), retryAfterSeconds: 1 },
  { ...answer("QUOTA_EXCEEDED", "too_many_requests", "The caller's quota is exceeded."), retryAfterSeconds: 60 },
  answer("EXPIRED_TOKEN", "access_denied", "This API takes bearer tokens, not AWS signatures."),
  answer("INVALID_API_KEY", "access_denied", "This API takes bearer tokens, not API keys."),
  answer("INVALID_SIGNATURE", "access_denied", "This API takes bearer tokens, not AWS signatures."),
  answer("WAF_FILTERED", "access_denied", "The request was refused by the firewall."),
  answer(
    "AUTHORIZER_FAILURE",
    "authorizer_failure",
    "The caller's token could not be checked; nothing was allowed. Try again.",
  ),
  answer(
    "AUTHORIZER_CONFIGURATION_ERROR",
    "authorizer_failure",
    "The caller's token could not be checked; nothing was allowed.",
  ),
  answer("API_CONFIGURATION_ERROR", "internal_error", "The gateway is not set up correctly for this request."),
  answer("INTEGRATION_FAILURE", "upstream_timeout", "The function behind this method could not be reached."),
  answer("INTEGRATION_TIMEOUT", "upstream_timeout", "The function behind this method did not answer in time."),
  { type: "DEFAULT_4XX", code: "invalid_request", detail: "The request was refused." },
  { type: "DEFAULT_5XX", code: "internal_error", detail: "The request could not be served." },
];

/** The problem+json body of a gateway response, with `$context` places for API Gateway to fill. */
export function gatewayProblem(response: GatewayResponse): string {
  const { status, ...document } = problemDocument(response, "$context.requestId");
  return JSON.stringify({ ...document, ...(response.status !== undefined && { status }), ...response.extra });
}

function answer(type: string, code: ProblemCode, detail: string): GatewayResponse {
  return { type, status: problemStatus(code), code, detail };
}
