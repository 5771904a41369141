import type { LambdaHost } from "../../lambda/host";
import type { InvocationResult } from "../../lambda/function-process";
import { asRecord } from "../graph/graph-index";
import { type Message, messageRecord, type Queue } from "./queue";
import type { EventSource } from "./queues";

export interface PollerParts {
  readonly host: LambdaHost;
  readonly clock: () => Date;
  /** Whether the function's role lets Lambda take messages off the queue; asked for every batch. */
  readonly mayReceive: (source: EventSource) => boolean;
}

/** Lambda's own poller for one queue and one function: batches, partial failures, at most so many at once, dead letters. */
export class Poller {
  private running = 0;
  private isClosed = false;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly source: EventSource,
    private readonly queue: Queue,
    private readonly deadLetters: Queue | undefined,
    private readonly parts: PollerParts,
  ) {
    queue.onMessage(() => this.poll());
  }

  /** Nothing waits, runs or is about to come again. */
  get isIdle(): boolean {
    return this.running === 0 && this.timers.size === 0 && this.queue.length === 0;
  }

  poll(): void {
    const spec = this.parts.host.findByArn(this.source.functionArn);
    while (spec && !this.isClosed && this.queue.length > 0 && this.running < this.source.maximumConcurrency) {
      if (!this.parts.mayReceive(this.source)) return;
      const batch = this.queue.receive(this.source.batchSize, this.parts.clock());
      this.running += 1;
      void this.handle(spec.name, batch);
    }
  }

  close(): void {
    this.isClosed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private async handle(functionName: string, batch: readonly Message[]): Promise<void> {
    const event = { Records: batch.map((message) => messageRecord(message, this.queue)) };
    const result = await this.parts.host.invoke(functionName, event);
    this.running -= 1;
    const failed = failedIds(result, this.source.reportsFailures);
    for (const message of batch) {
      if (failed === "all" || failed.has(message.id)) this.fail(message);
      else this.queue.delete(message);
    }
    this.poll();
  }

  private fail(message: Message): void {
    if (this.isClosed) return;
    // Counted from the receipt, however long the function took.
    const hiddenMs = message.receivedAt + this.queue.visibilityMs - this.parts.clock().getTime();
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        // SQS moves a message when it would be received once more than is allowed.
        const { deadLetters } = this.queue;
        const isSpent = deadLetters !== undefined && message.received >= deadLetters.afterReceives;
        this.queue.delete(message);
        (isSpent && this.deadLetters ? this.deadLetters : this.queue).add(message);
      },
      Math.max(0, hiddenMs),
    );
    this.timers.add(timer);
  }
}

/**
 * An error fails the whole batch, and so does an answer that is not of the agreed form or names a message of no batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
function failedIds(result: InvocationResult, reportsFailures: boolean): ReadonlySet<string> | "all" {
  if (!result.ok) return "all";
  if (!reportsFailures || result.payload === null) return new Set();
  const failures = asRecord(result.payload)["batchItemFailures"];
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return "all";
  const ids = failures.map((failure) => asRecord(failure)["itemIdentifier"]);
  return ids.every((id) => typeof id === "string" && id !== "") ? new Set(ids as string[]) : "all";
}
