import { log } from "../http/log";
import { Refusal, type Problem } from "../http/problem";

/** What an SDK call may throw, as far as it is looked at. Its message names ARNs and is never passed on. */
interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

const RETRY_AFTER_SECONDS = 5;

const BY_NAME: Readonly<Record<string, Problem>> = {
  ResourceNotFound: { code: "profile_not_found", detail: "SageMaker does not know this profile; ask who set it up." },
  // Unmodelled in the SDK, but what SageMaker answers for a domain in Identity Center mode, or an unfitting space.
  ValidationException: {
    code: "studio_refused",
    detail: "Check landingUri and spaceName; a domain with IAM Identity Center sign-in has no presigned URLs.",
  },
  ...sameFor(["ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded"], {
    code: "upstream_unavailable",
    detail: "AWS is limiting the rate of requests. Try again shortly.",
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  }),
  ...sameFor(["TimeoutError", "AbortError"], {
    code: "upstream_timeout",
    detail: "AWS took too long. Try again; the URL that may have been made meanwhile was given to nobody.",
  }),
};

const UNAVAILABLE: Problem = {
  code: "upstream_unavailable",
  detail: "AWS cannot be reached or has a fault of its own. Try again shortly.",
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};

/** AccessDenied and every other 4xx: our roles, endpoints or trust are wrong, which the caller cannot mend. */
const REFUSED: Problem = {
  code: "upstream_refused",
  detail: "AWS refused the gateway's own request. Its operators find it under this request id.",
};

/**
 * Runs one AWS call; what it throws becomes an answer and a log event.
 * @param operation e.g. `sts:AssumeRole`
 * @throws Refusal
 */
export async function callUpstream<T>(operation: string, requestId: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { name, $metadata } = error as SdkError;
    log({
      event: "upstream_failed",
      requestId,
      operation,
      errorName: plainName(name),
      upstreamRequestId: $metadata?.requestId ?? "",
    });
    throw new Refusal(problemOf(error as SdkError));
  }
}

function problemOf({ name, code, $metadata }: SdkError): Problem {
  // The SDK names broken connections TimeoutError too; the system's code tells them apart.
  if (typeof code === "string" && /^E[A-Z]+$/.test(code) && code !== "ETIMEDOUT") return UNAVAILABLE;
  const byName = typeof name === "string" && Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (byName) return byName;
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 500 || status === 429 ? UNAVAILABLE : REFUSED;
}

/** An error's name comes from the other side of the wire: only what looks like one is logged. */
function plainName(name: unknown): string {
  return typeof name === "string" && /^[A-Za-z.]{1,64}$/.test(name) ? name : "unknown";
}

function sameFor(names: readonly string[], problem: Problem): Record<string, Problem> {
  return Object.fromEntries(names.map((name) => [name, problem]));
}
