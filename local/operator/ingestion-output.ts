import type { IngestStatusNames } from "../../policies/operator/ingest-status";
import type { StackOutputs } from "./stack-outputs";

/** What the stack's output `rekognitionPool` (infra/rekognition/pool.ts) says of ingestion. */
export interface IngestionOutput {
  readonly queueUrl: string;
  readonly failedQueueUrl: string;
  readonly names: IngestStatusNames;
  /** Where both queues are, by their URLs; no account elsewhere in the outputs is surer. */
  readonly account: string;
}

/** @returns undefined for a stack without a pool, or of an older release */
export function ingestionOutput(outputs: StackOutputs): IngestionOutput | undefined {
  const pool = outputs["rekognitionPool"];
  if (typeof pool !== "object" || pool === null) return undefined;
  const { newImagesQueue, failedImagesQueue, resultsTable } = pool as Readonly<Record<string, unknown>>;
  const [queue, failed] = [partsOf(newImagesQueue), partsOf(failedImagesQueue)];
  if (!queue || !failed || typeof resultsTable !== "string" || resultsTable === "") return undefined;
  return {
    queueUrl: queue.url,
    failedQueueUrl: failed.url,
    names: { queue: queue.name, failedQueue: failed.name, resultsTable },
    account: queue.account,
  };
}

/** `https://sqs.<region>.<domain>/<account>/<name>`. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function partsOf(url: unknown): { readonly url: string; readonly account: string; readonly name: string } | undefined {
  const [, account, name] = /^https:\/\/[^/]+\/(\d{12})\/([\w-]{1,80})$/.exec(String(url)) ?? [];
  return account === undefined || name === undefined ? undefined : { url: String(url), account, name };
}
