import { randomUUID } from "node:crypto";
import { readJsonBody } from "../http/json-body";
import { log } from "../http/log";
import type { ProxyCall, RouteAnswer } from "../http/proxy-handler";
import type { PoolSettings } from "../pool/env";
import { fault, unknownField } from "../pool/field-faults";
import { uploadKey } from "../pool/image-key";
import { encodePlan, type ImagePlan, operationFaults, PLAN_METADATA, plannedOperations } from "../pool/image-plan";
import { OPERATIONS } from "../pool/operations";
import { refuseWithoutRegion } from "../pool/outcome";
import { refuse } from "../pool/request";
import { pinnedRegion, regionsOf } from "../pool/residency";
import { poolAccess } from "./pool-caller";

/** What the pool decodes, so that nobody uploads what can only fail. The bytes decide in the end. */
const CONTENT_TYPES = ["image/jpeg", "image/png", "image/bmp", "image/webp", "image/tiff", "image/gif", "image/avif"];
const MAX_BODY_BYTES = 16 * 1024;
const MEMBERS = ["operations", "contentType"];

interface Upload {
  readonly plan: ImagePlan;
  readonly contentType: string;
}

/**
 * POST /v1/images: an id, and a form that puts one image of bounded size and given type at the caller's own key.
 * @throws Refusal
 */
export async function offerUpload(call: ProxyCall, settings: PoolSettings): Promise<RouteAnswer> {
  const { caller, requestId, endpointId } = call;
  const { plan, contentType } = readUpload(call, settings);
  const image = { imageId: randomUUID(), uploader: caller.callerId };
  const names = plan.operations.map(({ operation }) => operation);
  const [{ storePending }, { presignUpload }] = await Promise.all([
    import("../pool/offered-upload.js"),
    import("./presign.js"),
  ]);
  const form = await presignUpload({
    bucket: settings.imagesBucket,
    key: uploadKey(image.uploader, image.imageId),
    maxBytes: settings.maxUploadBytes,
    fields: { "Content-Type": contentType, [`x-amz-meta-${PLAN_METADATA}`]: encodePlan(plan) },
  });
  await storePending({ table: settings.resultsTable, days: settings.resultDays, requestId }, image, names);
  const { imageId } = image;
  log({ event: "image_upload_offered", requestId, endpointId, callerId: caller.callerId, imageId, operations: names });
  const { url, fields, expiresAt } = form;
  return { body: { imageId, upload: { url, fields }, expiresAt: new Date(expiresAt).toISOString() } };
}

function readUpload({ event, caller }: ProxyCall, settings: PoolSettings): Upload {
  const access = poolAccess(caller);
  const tooLarge = "The body may hold 16 KB; the image itself goes to the bucket.";
  const body = readJsonBody(event, { maxBytes: MAX_BODY_BYTES, tooLarge });
  const { operations, contentType = "image/jpeg" } = body;
  const strange = Object.keys(body).filter((name) => !MEMBERS.includes(name));
  const isType = CONTENT_TYPES.includes(contentType as string);
  refuse([
    ...strange.map((name) => unknownField("", name, MEMBERS)),
    ...operationFaults(operations, settings),
    ...(isType ? [] : [fault("contentType", "is none of the choices", CONTENT_TYPES.join(", "))]),
  ]);
  const plan = { operations: plannedOperations(operations), regions: access.regions };
  for (const { operation, options } of plan.operations) {
    const regions = regionsOf(settings, OPERATIONS[operation], access.regions);
    refuseWithoutRegion(regions);
    pinnedRegion(options, regions);
  }
  return { plan, contentType: contentType as string };
}
