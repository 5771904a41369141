/** The closed list of everything that can go wrong for a caller, and its RFC 9457 form. */
import { DENIAL_REASONS } from "./routes";

const PROBLEMS = {
  invalid_request: { status: 400, title: "The request is not valid" },
  unauthorized: { status: 401, title: "A valid access token is required" },
  token_expired: { status: 401, title: "The access token has expired" },
  access_denied: { status: 403, title: "You are not allowed to do this" },
  route_not_found: { status: 404, title: "There is no such route" },
  profile_not_found: { status: 404, title: "The Studio profile does not exist" },
  image_not_found: { status: 404, title: "There is no such image" },
  profile_not_ready: { status: 409, title: "The Studio profile is not ready" },
  request_too_large: { status: 413, title: "The request is too large" },
  unsupported_media_type: { status: 415, title: "The media type is not accepted" },
  studio_refused: { status: 422, title: "Studio refused the request" },
  rekognition_refused: { status: 422, title: "Rekognition refused the request" },
  too_many_requests: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "Something went wrong here" },
  authorizer_failure: { status: 500, title: "The access token could not be checked" },
  upstream_refused: { status: 502, title: "AWS did not answer as it should" },
  upstream_unavailable: { status: 503, title: "AWS is not available" },
  upstream_timeout: { status: 504, title: "AWS did not answer in time" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** Why access was denied; "" where the network refused, or there is no such route: AWS does not tell these apart. */
export const DENIED_REASONS = [
  ...DENIAL_REASONS,
  "not_permitted",
  "not_your_image",
  "no_permitted_region",
  "gateway_not_permitted",
  "",
] as const;

export type DeniedReason = (typeof DENIED_REASONS)[number];

/** One field of a request that cannot be accepted. None of the three texts repeats what the caller sent as text. */
export interface FieldFault {
  readonly field: string;
  readonly fault: string;
  readonly allowed: string;
}

export interface Problem {
  readonly code: ProblemCode;
  /** One sentence for the person who called. */
  readonly detail: string;
  readonly reason?: DeniedReason;
  readonly errors?: readonly FieldFault[];
  /** Seconds; present when the same request may succeed later. */
  readonly retryAfterSeconds?: number;
}

/** The body of every error answer, `application/problem+json`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly reason?: string;
  readonly errors?: readonly FieldFault[];
}

/** The HTTP status of a code. */
export function problemStatus(code: ProblemCode): number {
  return PROBLEMS[code].status;
}

/** The short sentence that is the same for every problem of a code. */
export function problemTitle(code: ProblemCode): string {
  return PROBLEMS[code].title;
}

/** RFC 9457's `type`: a name that never changes, and the anchor of the code's entry on the API's page. */
export function problemType(code: string): string {
  return `urn:private-ml-gateway:problem:${code}`;
}

/**
 * @param requestId API Gateway's; its own answers are made from the same function with `$context.requestId` here.
 */
export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  const { code, detail, reason, errors } = problem;
  return {
    type: problemType(code),
    title: PROBLEMS[code].title,
    status: PROBLEMS[code].status,
    detail,
    instance: `urn:private-ml-gateway:request:${requestId}`,
    code,
    requestId,
    ...(reason === undefined ? {} : { reason }),
    ...(errors === undefined ? {} : { errors }),
  };
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

/** Thrown where a request ends early; the handler turns it into the answer. Everything else that is thrown is a bug. */
export class Refusal extends Error {
  /** @param headers what the pool says of the calls it made before it gave up */
  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.code);
    this.name = "Refusal";
  }
}
