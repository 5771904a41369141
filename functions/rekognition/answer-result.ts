import { refuseBody } from "../http/json-body";
import { Refusal } from "../http/problem";
import type { ProxyCall, RouteAnswer } from "../http/proxy-handler";
import type { PoolSettings } from "../pool/env";
import { isImageId, uploadKey } from "../pool/image-key";
import { progressOf } from "./image-state";
import { poolAccess } from "./pool-caller";

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
