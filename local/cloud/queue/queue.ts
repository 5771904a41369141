import { createHash, randomUUID } from "node:crypto";

/** A message on its way: it belongs to the one who received it last. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: Date;
  firstReceivedAt?: Date;
  /** How often it was received. */
  received: number;
  /** When it was received last, in milliseconds since 1970. */
  receivedAt: number;
}

/** A message as Lambda's poller hands it to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function messageRecord(message: Message, queue: { readonly arn: string; readonly region: string }): unknown {
  return {
    messageId: message.id,
    receiptHandle: `${message.id}-${message.received}`,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.received),
      SentTimestamp: String(message.sentAt.getTime()),
      SenderId: "AIDALAPTOP",
      ApproximateFirstReceiveTimestamp: String((message.firstReceivedAt ?? message.sentAt).getTime()),
    },
    messageAttributes: {},
    md5OfBody: createHash("md5").update(message.body).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: queue.region,
  };
}

/** Messages in the order they came, as far as a standard queue has one. */
export class Queue {
  private readonly waiting: Message[] = [];
  /** Received, and neither deleted nor visible again. */
  private readonly hidden = new Set<Message>();
  private readonly listeners: (() => void)[] = [];

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly region: string,
    /** Where a message goes that was received so often and never done with. */
    readonly deadLetters: { readonly arn: string; readonly afterReceives: number } | undefined,
    /** How long a message is hidden from others after it was received. */
    readonly visibilityMs: number,
  ) {}

  send(body: string, now: Date): void {
    this.add({ id: randomUUID(), body, sentAt: now, received: 0, receivedAt: 0 });
  }

  /** Puts a message back, or takes it over from another queue. */
  add(message: Message): void {
    this.hidden.delete(message);
    this.waiting.push(message);
    for (const listener of this.listeners) listener();
  }

  receive(most: number, now: Date): Message[] {
    const taken = this.waiting.splice(0, most);
    for (const message of taken) {
      message.received += 1;
      message.receivedAt = now.getTime();
      message.firstReceivedAt ??= now;
      this.hidden.add(message);
    }
    return taken;
  }

  /** A received message is done with, or moves to another queue. */
  delete(message: Message): void {
    this.hidden.delete(message);
  }

  /** Messages that are received and not done with: worked on, or hidden until they are visible again. */
  get notVisible(): number {
    return this.hidden.size;
  }

  get length(): number {
    return this.waiting.length;
  }

  onMessage(listener: () => void): void {
    this.listeners.push(listener);
  }
}
