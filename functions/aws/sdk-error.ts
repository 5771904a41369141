/** What is read of an error that an SDK call throws, and what of it goes into the log. */
import { log } from "../contract/log";

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
