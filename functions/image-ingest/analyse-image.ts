import { Refusal, type Problem, type ProblemCode } from "../contract/problem";
import type { Analyse } from "../pool/call/call-rekognition";
import { type ImageInput, storedInput } from "../pool/call/image-input";
import { ingestionLane } from "../pool/lanes/lanes";
import { OPERATIONS } from "../pool/operations";
import { regionsOf } from "../pool/request/pool-access";
import type { OperationResult } from "../pool/results/image-record";
import type { ImageName } from "../pool/stored/image-key";
import { decodePlan, type ImagePlan, PLAN_METADATA, type PlannedOperation } from "../pool/stored/image-plan";
import { ObjectRefused, refusalOfNewObject } from "../pool/stored/object-refused";
import { headObject, type ObjectHead } from "../pool/stored/stored-object";
import type { IngestSettings } from "./env";
import type { ImageTry } from "./image-try";
import type { Ingestion } from "./ingestion";
import type { CreatedObject } from "./object-events";

/** How a try ended in good order. */
export type Analysed =
  | { readonly state: "done" | "failed"; readonly problem?: Problem }
  | {
      readonly state: "postponed";
      readonly problem: Problem;
      /** It had all the time there is and got nowhere: the next try would most likely end alike. */
      readonly isFailure: boolean;
    };

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
/** An operation that has less is not begun: it would only spend a Region's quota on an answer that comes too late. */
const OPERATION_MS = 3000;

/** For its uploader, who has no more to do. */
const TRIED_AGAIN = "It is tried again.";

/** Runs what is still to be run on an image, and keeps each result. @throws Refusal when the table cannot be written to */
export async function analyseImage(
  attempt: ImageTry,
  image: ImageName,
  object: CreatedObject,
  ingestion: Ingestion,
): Promise<Analysed> {
  const opened = await open(image, object, ingestion);
  if ("code" in opened) {
    // The object is gone, or was uploaded without a plan: nothing can be analysed, and that is the result.
    if (PERMANENT.includes(opened.code)) return { state: "failed", problem: opened };
    return { state: "postponed", problem: opened, isFailure: false };
  }
  const { plan, input } = opened;
  attempt.plan(plan.operations.map(({ operation }) => operation));
  const before = attempt.results;
  const problem = await runAll(attempt, { plan, input, uploader: image.uploader ?? "" }, ingestion);
  const isStuck = problem?.code === OUT_OF_TIME.code && attempt.results === before;
  if (problem) return { state: "postponed", problem, isFailure: isStuck };
  return { state: Object.values(attempt.results).some((result) => "code" in result) ? "failed" : "done" };
}

interface Opened {
  readonly plan: ImagePlan;
  readonly input: ImageInput;
}

/** @returns a Problem when the object cannot be had, or comes without a plan */
async function open(
  image: ImageName,
  { key, versionId }: CreatedObject,
  { settings, requestId, remainingMs }: Ingestion,
): Promise<Opened | Problem> {
  const name = { bucket: settings.imagesBucket, key, ...(versionId !== undefined && { version: versionId }) };
  try {
    const head = await headObject(name, requestId);
    const plan = planOf(image, head, settings);
    const means = { memoryBytes: settings.memoryBytes, remainingMs: () => remainingMs() - CALL_MS };
    const limits = { maxBytes: settings.maxUploadBytes, refusalOf: refusalOfNewObject, ifUnfinished: TRIED_AGAIN };
    return { plan, input: storedInput("Image", name, { ...limits, requestId, head, means }) };
  } catch (error) {
    const refusal = error instanceof ObjectRefused ? refusalOfNewObject(error) : error;
    if (refusal instanceof Refusal) return refusal.problem;
    throw error;
  }
}

const OUT_OF_TIME: Problem = {
  code: "upstream_timeout",
  detail: "Its analysis took longer than one try may take. What was found is kept.",
};

/** @returns why something is still to be done, if anything is */
async function runAll(
  attempt: ImageTry,
  opened: Opened & { readonly uploader: string },
  ingestion: Ingestion,
): Promise<Problem | undefined> {
  let problem: Problem | undefined;
  for (const planned of opened.plan.operations) {
    if (attempt.results[planned.operation]) continue;
    await attempt.save();
    if (isOver(ingestion)) return problem ?? OUT_OF_TIME;
    const found = await resultOf(analyse(planned, opened, ingestion));
    if ("postponed" in found) problem = found.postponed;
    else attempt.add(planned.operation, found);
  }
  return problem;
}

function analyse(
  { operation: name, options }: PlannedOperation,
  { plan, input, uploader }: Opened & { readonly uploader: string },
  { settings, analyse: ask, requestId, remainingMs }: Ingestion,
): ReturnType<Analyse> {
  const operation = OPERATIONS[name];
  const regions = regionsOf(settings, operation, plan.regions);
  const whose = { lane: ingestionLane(settings.lanes), callerId: uploader };
  const order = { operation, images: { Image: input }, options, regions, route: "ingest", requestId } as const;
  return ask({ ...order, ...whose, remainingMs: () => remainingMs() - STORING_MS });
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

function isOver({ remainingMs }: Ingestion): boolean {
  return remainingMs() < STORING_MS + OPERATION_MS;
}

/**
 * What to do with an object: what its uploader asked for, or the defaults for what was dropped into the bucket. Metadata of a dropped
 * object is not trusted: who may drop objects may not choose what is done with them.
 */
function planOf(image: ImageName, head: ObjectHead, settings: IngestSettings): ImagePlan {
  if (image.uploader === undefined) {
    const operations = settings.defaultOperations.map((operation) => ({ operation, options: {} }));
    return { operations, regions: settings.groupRegions[settings.rekognitionGroup] ?? "all" };
  }
  const plan = decodePlan(head.metadata[PLAN_METADATA], settings);
  if (plan) return plan;
  const detail = "The image was uploaded without the form's fields, so nothing says what to do with it.";
  throw new Refusal({ code: "invalid_request", detail });
}
