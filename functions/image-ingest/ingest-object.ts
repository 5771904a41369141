import { log } from "../http/log";
import { Refusal, type Problem, type ProblemCode } from "../http/problem";
import type { Analyse } from "../pool/analyse";
import type { PoolSettings } from "../pool/env";
import { type ImageInput, storedInput } from "../pool/image-input";
import { type ImageName, imageOfKey } from "../pool/image-key";
import { decodePlan, type ImagePlan, PLAN_METADATA } from "../pool/image-plan";
import { ObjectRefused, refusalOfNewObject } from "../pool/object-refused";
import { OPERATIONS } from "../pool/operations";
import { regionsOf } from "../pool/residency";
import type { OperationResult, OperationResults } from "../pool/result-item";
import { beginAnalysis, storeResults } from "../pool/analysis";
import { headObject, type ObjectHead } from "../pool/stored-object";
import type { CreatedObject } from "./object-events";

export interface Ingestion {
  readonly settings: PoolSettings;
  readonly analyse: Analyse;
  /** The message's id: what the log knows an image's way by. */
  readonly requestId: string;
  readonly remainingMs: () => number;
}

/** Will not be better another time: kept as the operation's result. Everything else comes again. */
const PERMANENT: readonly ProblemCode[] = [
  "invalid_request",
  "unsupported_media_type",
  "request_too_large",
  "rekognition_refused",
];

/** Kept back for storing what was found. */
const STORING_MS = 5000;
/** Kept back from decoding for a call to Rekognition, and for storing. */
const CALL_MS = 15_000;

/** @returns whether the object is done with; otherwise its message has to come again */
export async function ingestObject(object: CreatedObject, ingestion: Ingestion): Promise<boolean> {
  const { settings, requestId } = ingestion;
  const image = imageOfKey(settings.imagesBucket, object.key);
  if (!image) throw new Error("An object below the uploads was not uploaded by way of the API.");
  const name = {
    bucket: settings.imagesBucket,
    key: object.key,
    ...(object.versionId !== undefined && { version: object.versionId }),
  };
  try {
    const head = await headObject(name, requestId);
    const plan = planOf(image, head, settings);
    const means = { memoryBytes: settings.memoryBytes, remainingMs: () => ingestion.remainingMs() - CALL_MS };
    const limits = { maxBytes: settings.maxUploadBytes, refusalOf: refusalOfNewObject };
    const input = storedInput("Image", name, { ...limits, requestId, head, means });
    return await ingestImage({ image, object, plan, input }, ingestion);
  } catch (error) {
    const refusal = error instanceof ObjectRefused ? refusalOfNewObject(error) : error;
    if (!(refusal instanceof Refusal)) throw error;
    if (!PERMANENT.includes(refusal.problem.code)) return postpone(image, refusal.problem, requestId);
    // The object is gone, or was uploaded without a plan: nothing can be analysed, and that is the result.
    return keepFailure(image, object, refusal.problem, ingestion);
  }
}

interface Work {
  readonly image: ImageName;
  readonly object: CreatedObject;
  readonly plan: ImagePlan;
  readonly input: ImageInput;
}

async function ingestImage({ image, object, plan, input }: Work, ingestion: Ingestion): Promise<boolean> {
  const { settings, requestId, remainingMs } = ingestion;
  const table = { table: settings.resultsTable, days: settings.resultDays, requestId };
  const names = plan.operations.map(({ operation }) => operation);
  const before = await beginAnalysis(table, image, object, names);
  if (!before) return true;
  const results: OperationResults = { ...before };
  let postponed: Problem | undefined;
  for (const { operation: name, options } of plan.operations) {
    if (results[name]) continue;
    const operation = OPERATIONS[name];
    const regions = regionsOf(settings, operation, plan.regions);
    const order = { operation, images: { Image: input }, options, regions, route: "ingest", requestId } as const;
    const found = await resultOf(ingestion.analyse({ ...order, remainingMs: () => remainingMs() - STORING_MS }));
    if ("postponed" in found) postponed = found.postponed;
    else Object.assign(results, { [name]: found });
  }
  const isFailed = Object.values(results).some((result) => "code" in result);
  const state = postponed ? "analysing" : isFailed ? "failed" : "done";
  await storeResults(table, image, object, { state, results });
  if (postponed) return postpone(image, postponed, requestId);
  log({ event: "image_analysed", requestId, imageId: image.imageId, state: isFailed ? "failed" : "done" });
  return true;
}

async function resultOf(analysis: ReturnType<Analyse>): Promise<OperationResult | { readonly postponed: Problem }> {
  try {
    const { region, output } = await analysis;
    return { region, answer: output };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, detail } = error.problem;
    return PERMANENT.includes(code) ? { code, detail } : { postponed: error.problem };
  }
}

/**
 * What to do with an object: what its uploader asked for, or the defaults for what was dropped into the bucket. Whatever
 * metadata a dropped object brings is nobody's wish that we know of.
 */
function planOf(image: ImageName, head: ObjectHead, settings: PoolSettings): ImagePlan {
  if (image.uploader === undefined) {
    const operations = settings.defaultOperations.map((operation) => ({ operation, options: {} }));
    return { operations, regions: settings.groupRegions[settings.rekognitionGroup] ?? "all" };
  }
  const plan = decodePlan(head.metadata[PLAN_METADATA], settings);
  if (plan) return plan;
  const detail = "The image was uploaded without the form's fields, so nobody knows what to do with it.";
  throw new Refusal({ code: "invalid_request", detail });
}

async function keepFailure(
  image: ImageName,
  object: CreatedObject,
  problem: Problem,
  { settings, requestId }: Ingestion,
) {
  const table = { table: settings.resultsTable, days: settings.resultDays, requestId };
  const { code, detail } = problem;
  const isNew = await beginAnalysis(table, image, object, []);
  if (isNew) await storeResults(table, image, object, { state: "failed", results: {}, problem: { code, detail } });
  log({ event: "image_analysed", requestId, imageId: image.imageId, state: "failed" });
  return true;
}

function postpone({ imageId }: ImageName, { code }: Problem, requestId: string): false {
  log({ event: "image_postponed", requestId, imageId, code });
  return false;
}
