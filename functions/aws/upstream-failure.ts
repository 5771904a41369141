/**
 * What a failed call of AWS's becomes: an answer of ours and an event in the log. The pool's calls of Rekognition are not among them: what
 * a Region's answer says decides where its router asks next (functions/pool/call/classify.ts).
 */
import { type Problem, Refusal } from "../contract/problem";
import { type CallNames, errorName, logUpstreamFailure, statusOf, systemCode, THROTTLES } from "./sdk-error";

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
