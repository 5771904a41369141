import type { GraphResource } from "../../program/graph";
import { asRecord, type GraphIndex, listOf, numberOf, recordOf, requiredText, textOf } from "../graph/graph-index";
import { NotModelledError } from "../graph/not-modelled";
import { Queue } from "./queue";

/** Lambda takes messages off a queue and invokes a function with them. */
export interface EventSource {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  /** Invocations at once; Lambda's own limit is the account's. */
  readonly maximumConcurrency: number;
  /** The function says which messages of a batch failed; otherwise a batch fails or is done as a whole. */
  readonly reportsFailures: boolean;
}

/** How soon and how often messages that were not done with are handed out again, in place of what the program says of its queues. */
export interface Redelivery {
  /** Milliseconds from one receipt to the next. */
  readonly afterMs: number;
  /** Receipts after which a message goes to the dead letters. */
  readonly receives: number;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
const DEFAULT_VISIBILITY_SECONDS = 30;
/** What Lambda starts with when nothing is said. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const DEFAULT_CONCURRENCY = 5;

/** The program's queues by ARN. */
export function readQueues(graph: GraphIndex, homeRegion: string, redelivery?: Redelivery): ReadonlyMap<string, Queue> {
  return new Map(
    graph.all("sqs/queue:Queue").map((resource) => {
      if (resource.inputs["fifoQueue"] === true)
        throw new NotModelledError(`${resource.urn} is a FIFO queue, which the laptop does not model.`);
      const arn = requiredText(resource, "arn");
      const queue = new Queue(
        requiredText(resource, "name"),
        arn,
        resource.region ?? homeRegion,
        deadLetters(resource, redelivery),
        redelivery?.afterMs ?? 1000 * (numberOf(resource, "visibilityTimeoutSeconds") ?? DEFAULT_VISIBILITY_SECONDS),
      );
      return [arn, queue];
    }),
  );
}

export function readEventSources(graph: GraphIndex): readonly EventSource[] {
  return graph.all("lambda/eventSourceMapping:EventSourceMapping").map((resource) => {
    const queueArn = requiredText(resource, "eventSourceArn");
    if (!queueArn.includes(":sqs:"))
      throw new NotModelledError(`${resource.urn} reads from ${queueArn}; the laptop models queues as event sources.`);
    const concurrency = recordOf(resource, "scalingConfig")["maximumConcurrency"];
    return {
      queueArn,
      functionArn: requiredText(resource, "functionName"),
      batchSize: numberOf(resource, "batchSize") ?? 10,
      maximumConcurrency: typeof concurrency === "number" ? concurrency : DEFAULT_CONCURRENCY,
      reportsFailures: listOf(resource, "functionResponseTypes").includes("ReportBatchItemFailures"),
    };
  });
}

function deadLetters(resource: GraphResource, redelivery: Redelivery | undefined): Queue["deadLetters"] {
  const text = textOf(resource, "redrivePolicy");
  if (text === undefined) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = asRecord(JSON.parse(text));
  if (typeof deadLetterTargetArn === "string")
    return { arn: deadLetterTargetArn, afterReceives: redelivery?.receives ?? Number(maxReceiveCount) };
  throw new NotModelledError(`${resource.urn} has a redrive policy without a target.`);
}
