import { refuseBody } from "../http/json-body";
import { Refusal } from "../http/problem";
import type { ProxyCall, RouteAnswer } from "../http/proxy-handler";
import type { PoolSettings } from "../pool/env";
import { isImageId } from "../pool/image-key";
import { poolAccess } from "./pool-caller";

/**
 * GET /v1/images/{imageId}: how far an image is, and what was found. An image of somebody else's is answered like one
 * that does not exist; what was dropped straight into the bucket is the whole group's.
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
  const { readResult } = await import("../pool/results.js");
  const table = { table: settings.resultsTable, days: settings.resultDays, requestId };
  const stored = await readResult(table, imageId);
  if (!stored || (stored.uploader !== undefined && stored.uploader !== caller.callerId)) throw notFound();
  const { state, operations, results, problem, expiresAt } = stored;
  const until = new Date(expiresAt * 1000).toISOString();
  return { body: { imageId, state, operations, results, ...(problem && { problem }), expiresAt: until } };
}

function notFound(): Refusal {
  return new Refusal({ code: "image_not_found", detail: "You have no such image, or its time is over." });
}
