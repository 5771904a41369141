import { log, upstreamFailed } from "../contract/log";
import { Refusal, type Problem } from "../contract/problem";

/** What an SDK call may throw, as far as it is looked at. Its message names ARNs and is never passed on. */
interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const RETRY_AFTER_SECONDS = 5;

const TIMED_OUT: Problem = {
  code: "upstream_timeout",
  detail: "AWS took too long. Try again; any URL created meanwhile was not returned to anyone.",
};

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
  TimeoutError: TIMED_OUT,
};

const UNAVAILABLE: Problem = {
  code: "upstream_unavailable",
  detail: "AWS cannot be reached or has a fault of its own. Try again shortly.",
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};

/** AccessDenied and every other 4xx: our roles, endpoints or trust are wrong, which the caller cannot mend. */
const REFUSED: Problem = {
  code: "upstream_refused",
  detail: "AWS refused the gateway's own request. Give this request id to the gateway's operators.",
};

export interface UpstreamCall<T, R> {
  /** E.g. `sts:AssumeRole`. */
  readonly operation: string;
  readonly requestId: string;
  /** Ends the call when its time is over. */
  readonly signal: AbortSignal;
  readonly send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>;
  /** What is needed of the answer; undefined when it is not there: an empty 200 resolves in the SDK, without a member. */
  readonly read: (answer: T) => R | undefined;
}

/** A member that has to be text, whatever the SDK's types promise. */
export function textMember(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Makes one AWS call; what it throws, or leaves out of its answer, becomes an answer of ours and a log event.
 * @throws Refusal
 */
export async function callUpstream<T, R>(call: UpstreamCall<T, R>): Promise<R> {
  const answer = await send(call);
  const value = call.read(answer);
  if (value !== undefined) return value;
  log(upstreamFailed(call.operation, call.requestId, { name: "EmptyAnswer" }));
  throw new Refusal({ code: "upstream_refused", detail: "AWS answered without what was asked for. Try again." });
}

async function send<T>(call: Omit<UpstreamCall<T, unknown>, "read">): Promise<T> {
  try {
    return await call.send({ abortSignal: call.signal });
  } catch (error) {
    log(upstreamFailed(call.operation, call.requestId, error));
    throw new Refusal(call.signal.aborted ? TIMED_OUT : problemOf(error as SdkError));
  }
}

/**
 * By the system's code first, because the SDK names broken connections TimeoutError too. That the whole time is over shows in the signal
 * only: what an aborted call throws differs from one version of the SDK to the next.
 */
function problemOf({ name, code, $metadata }: SdkError): Problem {
  if (code === "ETIMEDOUT") return TIMED_OUT;
  if (typeof code === "string" && /^E[A-Z]+$/.test(code)) return UNAVAILABLE;
  const byName = typeof name === "string" && Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (byName) return byName;
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 500 || status === 429 ? UNAVAILABLE : REFUSED;
}

function sameFor(names: readonly string[], problem: Problem): Record<string, Problem> {
  return Object.fromEntries(names.map((name) => [name, problem]));
}
