/**
 * How the functions call AWS: a client's time limits and attempts, and what a failed call becomes, an answer of ours and an event in the log.
 * Of the pool's calls of Rekognition only the settings are from here: what a Region's answer says decides where its router asks next
 * (functions/pool/call/attempt.ts).
 */
import { type Problem, Refusal } from "../contract/problem";
import { log } from "../contract/log";

/** How patiently a client asks. */
export interface ClientLimits {
  /** Milliseconds to connect. */
  readonly connect: number;
  /** Milliseconds of one attempt; without it the call's own signal is all that ends one. */
  readonly request?: number;
  /** How often the SDK tries, the first time included. */
  readonly attempts: number;
}

/** Of a call that is neither the authorizer's, whose whole invocation has five seconds, nor one of the pool's, which its router ends. */
export const USUAL_LIMITS = { connect: 1000, request: 5000, attempts: 3 } as const satisfies ClientLimits;

/**
 * A client's settings. Its endpoint is the SDK's own business (AWS_ENDPOINT_URL_STS and the like, where a function runs on a laptop), but for
 * the Regions of the pool.
 */
export function clientSettings({ connect, request, attempts }: ClientLimits) {
  // A wait for one of the SDK's 50 sockets would count as time to connect. Lambda sends one request at a time anyway.
  const agent = { keepAlive: true, maxSockets: Infinity };
  return {
    maxAttempts: attempts,
    requestHandler: {
      httpAgent: agent,
      httpsAgent: agent,
      connectionTimeout: connect,
      // Without throwOnRequestTimeout the SDK prints a warning and goes on waiting.
      ...(request !== undefined && { requestTimeout: request, throwOnRequestTimeout: true }),
    },
  };
}

/** What an SDK call may throw, as far as it is looked at. Its message names ARNs and is never passed on. */
interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** A quota or a rate of the account's, whatever status it comes with. */
export const THROTTLES: readonly string[] = [
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "Throttling",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "LimitExceededException",
];

/** An error's name comes from the other side of the wire: only what looks like one is used. */
export function errorName(error: unknown): string {
  const { name } = (error ?? {}) as SdkError;
  return typeof name === "string" && /^[A-Za-z0-9.]{1,64}$/.test(name) ? name : "unknown";
}

/** The status that AWS answered with; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const { $metadata } = (error ?? {}) as SdkError;
  return $metadata?.httpStatusCode;
}

/** The system's code of a broken connection, such as ECONNRESET; undefined for everything else. */
export function systemCode(error: unknown): string | undefined {
  const { code } = (error ?? {}) as SdkError;
  return typeof code === "string" && /^E[A-Z]+$/.test(code) ? code : undefined;
}

/** AWS's id of the call, for its support; "" where there was no answer. */
export function upstreamRequestId(error: unknown): string {
  const { $metadata } = (error ?? {}) as SdkError;
  return $metadata?.requestId ?? "";
}

/** Which call, and of which request. */
export interface CallNames {
  /** E.g. `sts:AssumeRole`. */
  readonly operation: string;
  readonly requestId: string;
}

/** What the operators find under the request's id. @param error what the SDK threw */
export function logUpstreamFailure({ operation, requestId }: CallNames, error: unknown): void {
  const names = { errorName: errorName(error), upstreamRequestId: upstreamRequestId(error) };
  log({ event: "upstream_failed", requestId, operation, ...names });
}

const RETRY_AFTER_SECONDS = 5;

const UNAVAILABLE: Problem = {
  code: "upstream_unavailable",
  detail: "AWS cannot be reached or has a fault of its own. Try again shortly.",
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};

const THROTTLED: Problem = {
  code: "upstream_unavailable",
  detail: "AWS is limiting the rate of requests. Try again shortly.",
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};

const TIMED_OUT: Problem = { code: "upstream_timeout", detail: "AWS took too long. Try again." };

/** AccessDenied and every other 4xx: our roles, endpoints or trust are wrong, which the caller cannot mend. */
const REFUSED: Problem = {
  code: "upstream_refused",
  detail: "AWS refused the gateway's own request. Give this request id to the gateway's operators.",
};

/** What a caller is told where it is not the same for every call. */
export interface OwnProblems {
  /** By the error's name. */
  readonly byName?: Readonly<Record<string, Problem>>;
  /** When the time was over. */
  readonly timedOut?: Problem;
}

export interface UpstreamCall<T, R> extends CallNames {
  /** Ends the call when its time is over. */
  readonly signal: AbortSignal;
  readonly send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>;
  /** What is needed of the answer; undefined when it is not there: an empty 200 resolves in the SDK, without a member. */
  readonly read: (answer: T) => R | undefined;
  readonly problems?: OwnProblems;
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
  const value = call.read(await send(call));
  if (value === undefined) throw emptyAnswer(call);
  return value;
}

/** That the whole time is over shows in the signal only: what an aborted call throws differs from one version of the SDK to the next. */
async function send<T>(call: Omit<UpstreamCall<T, unknown>, "read">): Promise<T> {
  const { signal, problems = {} } = call;
  try {
    return await call.send({ abortSignal: signal });
  } catch (error) {
    logUpstreamFailure(call, error);
    throw new Refusal(signal.aborted ? (problems.timedOut ?? TIMED_OUT) : problemOf(error, problems));
  }
}

/** What a call has thrown, as an answer; it is logged. One that took too long is worth another try, as one that failed is. */
export function upstreamRefusal(call: CallNames, error: unknown): Refusal {
  logUpstreamFailure(call, error);
  return new Refusal(problemOf(error, { timedOut: UNAVAILABLE }));
}

/** A 200 without what was asked for, which the SDK lets pass, as an answer; it is logged. */
export function emptyAnswer(call: CallNames): Refusal {
  logUpstreamFailure(call, { name: "EmptyAnswer" });
  return new Refusal({ code: "upstream_refused", detail: "AWS answered without what was asked for. Try again." });
}

/** By the system's code first, because the SDK names broken connections TimeoutError too. */
function problemOf(error: unknown, { byName = {}, timedOut = TIMED_OUT }: OwnProblems): Problem {
  const [name, code, status] = [errorName(error), systemCode(error), statusOf(error)];
  if (code !== undefined) return code === "ETIMEDOUT" ? timedOut : UNAVAILABLE;
  const own = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (own) return own;
  if (name === "TimeoutError") return timedOut;
  if (THROTTLES.includes(name)) return THROTTLED;
  return status === undefined || status >= 500 || status === 429 ? UNAVAILABLE : REFUSED;
}
