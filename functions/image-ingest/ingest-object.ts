import { log, unexpectedError } from "../contract/log";
import { Refusal, type Problem } from "../contract/problem";
import { readImage, type ResultsTable } from "../pool/results/table";
import { type ImageName, imageOfKey } from "../pool/stored/image-key";
import { type Analysed, analyseImage } from "./analyse-image";
import { ImageTry, OvertakenError, setAside } from "./image-try";
import type { Ingestion } from "./ingestion";
import { nextStep } from "./next-step";
import type { CreatedObject } from "./object-events";

/** What Lambda gives an invocation at most. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LAMBDA_MS = 900_000;

/** @returns whether the object is done with; otherwise its message has to come again */
export async function ingestObject(object: CreatedObject, ingestion: Ingestion): Promise<boolean> {
  const { settings, requestId } = ingestion;
  const image = imageOfKey(settings.imagesBucket, object.key);
  if (!image) throw new Error("An object below the uploads was not uploaded by way of the API.");
  const table = { table: settings.resultsTable, days: settings.resultDays, requestId };
  try {
    return await takeStep(image, object, table, ingestion);
  } catch (error) {
    if (error instanceof OvertakenError) return false;
    if (!(error instanceof Refusal)) throw error;
    // The table is out of order: nothing can be written down, and Lambda's own end of the try tells the next one.
    log({ event: "image_postponed", requestId, imageId: image.imageId, code: error.problem.code });
    return false;
  }
}

async function takeStep(image: ImageName, object: CreatedObject, table: ResultsTable, ingestion: Ingestion) {
  const { requestId, isLast } = ingestion;
  const remainingMs = Math.min(ingestion.remainingMs(), LAMBDA_MS);
  // What would expire during this try counts as expired: DynamoDB might delete it under our hands.
  const found = await readImage(table, image.imageId, Date.now() + remainingMs);
  const step = nextStep(found.record, object, Date.now(), isLast);
  if (step.kind === "nothing") return true;
  if (step.kind === "wait") return false;
  if (step.kind === "set_aside") {
    const { code } = await setAside(table, image, object, found);
    log({ event: "image_set_aside", requestId, imageId: image.imageId, code });
    return false;
  }
  const attempt = await ImageTry.begin(table, image, object, found, step, remainingMs);
  if (!attempt) return false;
  const analysed = await outcomeOf(attempt, image, object, ingestion);
  return writeDown(attempt, image, analysed, requestId, (state) => announce(state, image, object, ingestion));
}

const BROKEN: Problem = {
  code: "internal_error",
  detail: "The gateway failed by a fault of its own. Its operators find it under the image's id.",
};

async function outcomeOf(
  attempt: ImageTry,
  image: ImageName,
  object: CreatedObject,
  ingestion: Ingestion,
): Promise<Analysed> {
  try {
    return await analyseImage(attempt, image, object, ingestion);
  } catch (error) {
    if (error instanceof OvertakenError || error instanceof Refusal) throw error;
    log(unexpectedError(ingestion.requestId, error));
    return { state: "postponed", problem: BROKEN, isFailure: true };
  }
}

async function writeDown(
  attempt: ImageTry,
  { imageId }: ImageName,
  analysed: Analysed,
  requestId: string,
  announced: (state: "done" | "failed") => Promise<void>,
): Promise<boolean> {
  const { state, problem } = analysed;
  if (state === "postponed") {
    await attempt.postpone(problem, analysed.isFailure);
    log({ event: "image_postponed", requestId, imageId, code: problem.code });
    return false;
  }
  await attempt.finish(state, problem);
  log({ event: "image_analysed", requestId, imageId, state });
  await announced(state);
  return true;
}

async function announce(
  state: "done" | "failed",
  { imageId }: ImageName,
  { key, versionId }: CreatedObject,
  { settings, requestId }: Ingestion,
): Promise<void> {
  if (settings.eventBus === undefined) return;
  // The client for it is loaded by the functions that have a bus.
  const { announceImage } = await import("./announce-image.js");
  const where = { bucket: settings.imagesBucket, key, ...(versionId !== undefined && { versionId }) };
  await announceImage(settings.eventBus, { version: 1, imageId, state, ...where }, requestId);
}
