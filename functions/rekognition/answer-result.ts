import { Refusal } from "../contract/problem";
import type { ProxyCall, RouteAnswer } from "../http/proxy-handler";
import { refuseBody } from "../http/read-body";
import type { PoolSettings } from "../pool/env";
import type { ImageRecord } from "../pool/results/image-record";
import { isImageId, uploadKey } from "../pool/stored/image-key";
import { poolAccess } from "../pool/request/pool-access";

/**
 * read-result: how far an image is, and what was found. Another caller's image is answered like one that does not exist;
 * what was dropped straight into the bucket is the whole group's.
 *
 * @throws Refusal
 */
export async function answerResult(
  { event, caller, requestId }: ProxyCall,
  settings: PoolSettings,
): Promise<RouteAnswer> {
  poolAccess(caller);
  refuseBody(event);
  const imageId = event.pathParameters?.["imageId"];
  if (!isImageId(imageId)) throw notFound();
  const { readImage } = await import("../pool/results/table.js");
  const table = { table: settings.resultsTable, days: settings.resultDays, requestId };
  const { record } = await readImage(table, imageId);
  if (!record || (record.uploader !== undefined && record.uploader !== caller.callerId)) throw notFound();
  const { state, retryAfterSeconds } = await progressOf(record, Date.now(), async () => {
    const { isUploaded } = await import("./is-uploaded.js");
    return isUploaded(settings.imagesBucket, uploadKey(caller.callerId, imageId), requestId);
  });
  const { operations, results, problem, expiresAt } = record;
  const until = new Date(expiresAt * 1000).toISOString();
  const body = { imageId, state, operations, results, ...(problem && { problem }), expiresAt: until };
  return { body, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

function notFound(): Refusal {
  return new Refusal({ code: "image_not_found", detail: "No such image, or it has expired." });
}

/** In the order in which an image goes through them; the contract says what each means. */
export const IMAGE_STATES = [
  "pending",
  "expired",
  "queued",
  "analysing",
  "postponed",
  "set_aside",
  "done",
  "failed",
] as const;

export type ImageState = (typeof IMAGE_STATES)[number];

export interface Progress {
  readonly state: ImageState;
  /** When it is worth asking again, in seconds; undefined when the state is the last one. */
  readonly retryAfterSeconds?: number;
}

/** The queue hands a postponed image out again within about a minute. */
const POSTPONED_SECONDS = 60;
/** A person has to put it back first. */
const LONGEST_SECONDS = 3600;

/**
 * What a caller reads of an image's progress: from its record, the time, and whether its upload has arrived.
 *
 * @param now milliseconds since 1970
 * @param isUploaded asked only while the table has heard of no object
 */
export async function progressOf(
  record: ImageRecord,
  now: number,
  isUploaded: () => Promise<boolean>,
): Promise<Progress> {
  const { state, leaseUntil = 0, retryAt = 0, uploadUntil = Infinity } = record;
  switch (state) {
    case "pending":
      if (await isUploaded()) return { state: "queued", retryAfterSeconds: 5 };
      return now < uploadUntil ? { state, retryAfterSeconds: 5 } : { state: "expired" };
    case "analysing":
      // Its function was killed, and could not write that down.
      if (leaseUntil <= now) return { state: "postponed", retryAfterSeconds: POSTPONED_SECONDS };
      return { state, retryAfterSeconds: 2 };
    case "postponed":
      return { state, retryAfterSeconds: within(POSTPONED_SECONDS, Math.ceil((retryAt - now) / 1000)) };
    case "set_aside":
      return { state, retryAfterSeconds: LONGEST_SECONDS };
    default:
      return { state };
  }
}

function within(least: number, seconds: number): number {
  return Math.min(LONGEST_SECONDS, Math.max(least, seconds));
}
