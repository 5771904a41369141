import type { APIGatewayProxyResult } from "aws-lambda";
import { problemDocument, problemStatus, problemTitle, type Problem } from "../contract/problem";

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

/** Headers that a portal's script may read; browsers hide all others. */
export const EXPOSED_HEADERS = "Retry-After, WWW-Authenticate, x-amzn-RequestId, x-request-id";

/** Headers that a portal's script may send. Never credentials: the token travels in a header that the script sets itself. */
export const REQUEST_HEADERS = "Authorization, Content-Type";

/** Seconds a browser may remember a preflight's answer. */
export const PREFLIGHT_MAX_AGE = 600;

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

/** Of the WWW-Authenticate header, which tells a caller what to send. RFC 6750 §3 */
interface ChallengeAttributes {
  /** Absent where no token was sent, and where it cannot be said whether one was (§3.1). */
  readonly error?: "invalid_token";
  readonly error_description?: string;
  /** The scope that a token needs. */
  readonly scope?: string;
}

const REALM = "private-ml-gateway";

/** @param attributes without quotes and backslashes, as scopes are (RFC 6749 §3.3) */
export function bearerChallenge(attributes: ChallengeAttributes): string {
  const all = Object.entries({ realm: REALM, ...attributes });
  return `Bearer ${all.map(([name, value]) => `${name}="${value}"`).join(", ")}`;
}
