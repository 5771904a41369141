import { randomUUID } from "node:crypto";
import { log } from "../contract/log";
import { InvalidFields, readJsonBody } from "../http/read-body";
import type { ProxyCall, RouteAnswer } from "../http/proxy-handler";
import { refuseWithoutRegion } from "../pool/call/outcome";
import type { PoolSettings } from "../pool/env";
import { OPERATIONS } from "../pool/operations";
import { NOT_A_CHOICE } from "../pool/request/read-request";
import { pinnedRegion, regionsOf, poolAccess } from "../pool/request/pool-access";
import { uploadKey } from "../pool/stored/image-key";
import {
  checkOperations,
  encodePlan,
  type ImagePlan,
  PLAN_METADATA,
  plannedOperations,
} from "../pool/stored/image-plan";

/** What the pool decodes, so that no upload is offered that can only fail. The bytes decide in the end. */
const CONTENT_TYPES = ["image/jpeg", "image/png", "image/bmp", "image/webp", "image/tiff", "image/gif", "image/avif"];
const MAX_BODY_BYTES = 16 * 1024;
const MEMBERS = ["operations", "contentType"];

interface Upload {
  readonly plan: ImagePlan;
  readonly contentType: string;
}

/**
 * upload-image: an id, and a form that puts one image of bounded size and given type at the caller's own key.
 * @throws Refusal
 */
export async function offerUpload(call: ProxyCall, settings: PoolSettings): Promise<RouteAnswer> {
  const { caller, requestId, endpointId } = call;
  const { plan, contentType } = readUpload(call, settings);
  const image = { imageId: randomUUID(), uploader: caller.callerId };
  const names = plan.operations.map(({ operation }) => operation);
  const [{ storeOffer }, { presignUpload }] = await Promise.all([
    import("../pool/results/offered-upload.js"),
    import("./presign.js"),
  ]);
  const form = await presignUpload({
    bucket: settings.imagesBucket,
    key: uploadKey(image.uploader, image.imageId),
    maxBytes: settings.maxUploadBytes,
    fields: { "Content-Type": contentType, [`x-amz-meta-${PLAN_METADATA}`]: encodePlan(plan) },
  });
  const table = { table: settings.resultsTable, days: settings.resultDays, requestId };
  await storeOffer(table, image, names, form.expiresAt);
  const { imageId } = image;
  log({ event: "image_upload_offered", requestId, endpointId, callerId: caller.callerId, imageId, operations: names });
  const { url, fields, expiresAt } = form;
  return { body: { imageId, upload: { url, fields }, expiresAt: new Date(expiresAt).toISOString() } };
}

function readUpload({ event, caller }: ProxyCall, settings: PoolSettings): Upload {
  const access = poolAccess(caller);
  const tooLarge = "The body may hold 16 KB; the image itself goes to the bucket.";
  const body = readJsonBody(event, { maxBytes: MAX_BODY_BYTES, tooLarge });
  const { operations, contentType: asked = "image/jpeg" } = body;
  const contentType = mediaTypeOf(asked);
  const invalid = new InvalidFields();
  invalid.addUnknown("", body, MEMBERS);
  checkOperations(operations, settings, invalid);
  if (contentType === undefined) invalid.add("contentType", NOT_A_CHOICE, CONTENT_TYPES.join(", "));
  invalid.refuse();
  const plan = { operations: plannedOperations(operations), regions: access.regions };
  for (const { operation, options } of plan.operations) {
    const record = OPERATIONS[operation];
    const regions = regionsOf(settings, record, access.regions);
    refuseWithoutRegion(regions);
    pinnedRegion(record, options, regions);
  }
  return { plan, contentType: contentType ?? "" };
}

/** One of the accepted types in its registered spelling. Case does not count (RFC 9110 §8.3.1); `image/jpg` is not registered, yet widely written. */
function mediaTypeOf(value: unknown): string | undefined {
  const small = typeof value === "string" ? value.toLowerCase() : "";
  const type = small === "image/jpg" ? "image/jpeg" : small;
  return CONTENT_TYPES.find((known) => known === type);
}
