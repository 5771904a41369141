/** Analyses what S3 announces: the same pool as behind the API, with results kept in the table. */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { log, unexpectedError } from "../http/log";
import { createPool } from "../pool/analyse";
import { readPoolSettings } from "../pool/env";
import { ingestObject } from "./ingest-object";
import { readObjectEvents } from "./object-events";

const settings = readPoolSettings("image-ingest", process.env);
const analyse = createPool(settings);

/**
 * One image at a time, so that memory is bounded. A message fails by itself: it comes again, and after its last try
 * waits in the dead-letter queue, while its neighbours are done.
 */
export async function handler(event: SQSEvent, context?: Context): Promise<SQSBatchResponse> {
  const remainingMs = (): number => context?.getRemainingTimeInMillis() ?? Infinity;
  const failed: string[] = [];
  for (const message of event.Records) {
    if (!(await ingestMessage(message, remainingMs))) failed.push(message.messageId);
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** @returns whether the message is done with */
async function ingestMessage({ body, messageId }: SQSRecord, remainingMs: () => number): Promise<boolean> {
  try {
    const done: boolean[] = [];
    for (const object of readObjectEvents(body, settings.imagesBucket)) {
      done.push(await ingestObject(object, { settings, analyse, requestId: messageId, remainingMs }));
    }
    return !done.includes(false);
  } catch (error) {
    log(unexpectedError(messageId, error));
    return false;
  }
}
