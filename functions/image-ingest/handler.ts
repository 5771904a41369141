/** Analyses what S3 announces: the same pool as behind the API, with results kept in the table. */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { log, unexpectedError } from "../contract/log";
import { createPool } from "../pool/call/call-rekognition";
import { readIngestSettings } from "./env";
import { ingestObject } from "./ingest-object";
import { readObjectEvents } from "./object-events";

const settings = readIngestSettings(process.env);
const analyse = createPool(settings);

/**
 * One image at a time, so that memory is bounded. A message whose image is not finished is reported as failed, and comes again when it
 * is visible again (infra/rekognition/images-queue.ts), while its neighbours are done.
 */
export async function handler(event: SQSEvent, context?: Context): Promise<SQSBatchResponse> {
  const remainingMs = (): number => context?.getRemainingTimeInMillis() ?? Infinity;
  const unfinished: string[] = [];
  for (const message of event.Records) {
    if (!(await ingestMessage(message, remainingMs))) unfinished.push(message.messageId);
  }
  return { batchItemFailures: unfinished.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** @returns whether the message is done with */
async function ingestMessage(
  { body, messageId: requestId, attributes }: SQSRecord,
  remainingMs: () => number,
): Promise<boolean> {
  try {
    const isLast = Number(attributes.ApproximateReceiveCount) >= settings.receives;
    const done: boolean[] = [];
    for (const object of readObjectEvents(body, settings.imagesBucket)) {
      done.push(await ingestObject(object, { settings, analyse, requestId, remainingMs, isLast }));
    }
    return !done.includes(false);
  } catch (error) {
    log(unexpectedError(requestId, error));
    return false;
  }
}
