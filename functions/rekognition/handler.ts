/** The function behind the pool's routes: answers for Rekognition from any Region that can, and takes images in. */
import { proxyHandler, type ProxyCall, type RouteAnswer } from "../http/proxy-handler";
import { createPool, type Analyse } from "../pool/call/call-rekognition";
import { readPoolSettings, type PoolSettings, UPLOADS_PREFIX } from "../pool/env";
import { answerResult } from "./answer-result";
import { offerUpload } from "./offer-upload";
import { Refusal } from "../contract/problem";
import { methodAndPath } from "../contract/routes";
import { readJsonBody } from "../http/read-body";
import { bytesInput, type ImageInput, storedInput } from "../pool/call/image-input";
import { callerLane } from "../pool/lanes/lanes";
import { type Operation, operationOfPath } from "../pool/operations";
import { type ImageSource, MAX_BODY_BYTES, readRequest, TOO_LARGE } from "../pool/request/read-request";
import { poolAccess, regionsOf } from "../pool/request/pool-access";

const settings = readPoolSettings("rekognition", process.env);
const analyse = createPool(settings);

export const handler = proxyHandler("rekognition", settings.portalOrigins, {
  "call-rekognition": (call) => answerOperation(call, settings, analyse),
  "upload-image": (call) => offerUpload(call, settings),
  "read-result": (call) => answerResult(call, settings),
});

/**
 * call-rekognition: AWS's own request, AWS's own answer.
 * @throws Refusal
 */
async function answerOperation(call: ProxyCall, settings: PoolSettings, analyse: Analyse): Promise<RouteAnswer> {
  const { event, caller, requestId, remainingMs } = call;
  const access = poolAccess(caller);
  const operation = enabledOperation(event.pathParameters?.["operation"], settings);
  const body = readJsonBody(event, { maxBytes: MAX_BODY_BYTES, tooLarge: TOO_LARGE });
  const request = readRequest(operation, body);
  const images = Object.entries(request.images).map(([member, source]): [string, ImageInput] => {
    refuseForeignObject(source, caller.callerId, settings);
    return [member, inputOf(member, source, settings, call)];
  });
  const { output, headers } = await analyse({
    operation,
    images: Object.fromEntries(images),
    options: request.options,
    regions: regionsOf(settings, operation, access.regions),
    route: "api",
    lane: callerLane(settings.lanes, access.lane, settings.rekognitionGroup),
    callerId: caller.callerId,
    requestId,
    remainingMs,
  });
  return { body: output, headers };
}

function enabledOperation(path: string | undefined, { pool }: PoolSettings): Operation {
  const operation = operationOfPath(path ?? "");
  if (operation && pool.operations.includes(operation.name)) return operation;
  throw new Refusal({ code: "route_not_found", detail: "There is no such operation here." });
}

/**
 * Rekognition and this function would read any object of the bucket for any caller who names it, so the name decides: the
 * caller's own uploads, or what is shared with all callers.
 */
function refuseForeignObject(source: ImageSource, callerId: string, settings: PoolSettings): void {
  if (source.kind !== "s3") return;
  const { s3Object, sharedPrefixes, imagesBucket } = settings;
  const shared = s3Object === "own-and-shared" ? sharedPrefixes : [];
  if (s3Object !== "off" && source.bucket === imagesBucket && mayName(source.key, callerId, shared)) return;
  const detail =
    s3Object === "off"
      ? `S3Object is not enabled here; send the image as Bytes, or upload it with ${methodAndPath("upload-image")}.`
      : "S3Object may name your own uploads and shared prefixes of the images bucket only.";
  throw new Refusal({ code: "access_denied", reason: s3Object === "off" ? "not_permitted" : "not_your_image", detail });
}

/** The caller's own uploads and the shared prefixes; never by way of a dot segment, which some readers would resolve. */
function mayName(key: string, callerId: string, sharedPrefixes: readonly string[]): boolean {
  const isLiteral = !key.split("/").some((segment) => segment === "." || segment === "..");
  const prefixes = [`${UPLOADS_PREFIX}${callerId}/`, ...sharedPrefixes];
  return isLiteral && prefixes.some((prefix) => key.startsWith(prefix));
}

/** Kept back from decoding for the call itself. */
const CALL_MS = 6000;

function inputOf(
  member: string,
  source: ImageSource,
  { memoryBytes, maxUploadBytes: maxBytes }: PoolSettings,
  { requestId, remainingMs }: ProxyCall,
): ImageInput {
  const means = { memoryBytes, remainingMs: () => remainingMs() - CALL_MS };
  if (source.kind === "bytes") return bytesInput(member, source.bytes, means);
  return storedInput(member, source, { maxBytes, requestId, means });
}
