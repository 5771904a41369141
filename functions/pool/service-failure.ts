import { log } from "../contract/log";
import { Refusal } from "../contract/problem";
import { errorName, upstreamRequestId } from "./call/classify";

const RETRY_AFTER_SECONDS = 5;

/**
 * What a call to S3 or DynamoDB has thrown, as an answer and a log event.
 * @param operation e.g. `s3:GetObject`
 */
export function serviceFailure(operation: string, requestId: string, error: unknown): Refusal {
  const name = errorName(error);
  logFailure(operation, requestId, error);
  const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const isRefused =
    status !== undefined && status >= 400 && status < 500 && status !== 429 && !/Throttl|Exceeded/.test(name);
  if (isRefused) {
    const detail = "AWS refused the gateway's own request. Give this request id to the gateway's operators.";
    return new Refusal({ code: "upstream_refused", detail });
  }
  return new Refusal({
    code: "upstream_unavailable",
    detail: "AWS cannot be reached or has a fault of its own. Try again shortly.",
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

/** A 200 without what was asked for, which the SDK lets pass. */
export function emptyAnswer(operation: string, requestId: string): Refusal {
  logFailure(operation, requestId, { name: "EmptyAnswer" });
  return new Refusal({ code: "upstream_refused", detail: "AWS answered without what was asked for. Try again." });
}

/** What the operators find under the request's id. */
export function logFailure(operation: string, requestId: string, error: unknown): void {
  const names = { errorName: errorName(error), upstreamRequestId: upstreamRequestId(error) };
  log({ event: "upstream_failed", requestId, operation, ...names });
}
