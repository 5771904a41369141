/** What the table of results says of an image, and how long it says it. Pure; how DynamoDB holds it stands in item.ts. */
import type { ProblemCode } from "../../contract/problem";
import type { OperationName } from "../operations";

/**
 * How far an image is, as far as that has to be written down. Callers read a state derived from this and the time
 * (functions/rekognition/answer-result.ts): a form that runs out, an object that arrives and a function that dies write nothing.
 */
export type StoredState = "pending" | "analysing" | "postponed" | "set_aside" | "done" | "failed";

/** What became of one operation: AWS's answer and who gave it, or why there is none. */
export type OperationResult =
  | { readonly region: string; readonly answer: Readonly<Record<string, unknown>> }
  | { readonly code: ProblemCode; readonly detail: string };

export type OperationResults = Readonly<Partial<Record<OperationName, OperationResult>>>;

export interface ImageRecord {
  readonly state: StoredState;
  /** Whose upload it is; missing for what was dropped straight into the bucket. */
  readonly uploader?: string;
  readonly operations: readonly string[];
  readonly results: OperationResults;
  /** Why there is no result yet, or cannot be any. */
  readonly problem?: { readonly code: ProblemCode; readonly detail: string } | undefined;
  /** Which object, by its version and its place in the order of the key's events (`comparable`). Missing until one was seen. */
  readonly version?: string;
  readonly sequencer?: string;
  /** How often the image was taken up. Nothing else counts it up, so it tells whether the record is still as one has read it. */
  readonly tries?: number;
  /** Of these tries, how many in a row ended without an orderly end: the function was killed, or failed by a fault of ours. */
  readonly failures?: number;
  /** Milliseconds since 1970. Until then the image belongs to the try that set it; Lambda has ended that one by then. */
  readonly leaseUntil?: number | undefined;
  /** Milliseconds since 1970. Before that another try would most likely fail like the last one. */
  readonly retryAt?: number | undefined;
  /** Milliseconds since 1970: when the form that was offered can no longer be used. */
  readonly uploadUntil?: number;
  /** Seconds since 1970, DynamoDB's time to live. */
  readonly expiresAt: number;
}

/**
 * DynamoDB deletes an expired item some time within days, so until then it is there, and counts as absent: for a caller who reads
 * it, and for a try that begins anew in its place.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 *
 * @param at milliseconds since 1970
 */
export function isExpired({ expiresAt }: ImageRecord, at: number): boolean {
  return expiresAt * 1000 <= at;
}

const DAY_SECONDS = 86_400;
/** No message stays in SQS for more than 14 days, so after 15 without any change nothing can come of an unfinished image. */
const UNFINISHED_DAYS = 15;

/**
 * When a record goes. A finished one is kept for as long as config says, from when it is finished. An unfinished one outlives the message
 * that may still finish it, however short results are kept; but what was found already is not kept any longer than results are,
 * however often the rest is tried.
 *
 * @param before the record of the same object that the new one follows
 * @param now milliseconds since 1970
 * @param days for which results are kept
 * @returns seconds since 1970
 */
export function expiryOf(
  { state, results }: Pick<ImageRecord, "state" | "results">,
  before: ImageRecord | undefined,
  now: number,
  days: number,
): number {
  const after = (count: number): number => Math.floor(now / 1000) + count * DAY_SECONDS;
  if (state === "done" || state === "failed") return after(days);
  if (isEmpty(results)) return after(UNFINISHED_DAYS);
  return before && !isEmpty(before.results) ? before.expiresAt : after(Math.min(days, UNFINISHED_DAYS));
}

function isEmpty(results: OperationResults): boolean {
  return Object.keys(results).length === 0;
}
