import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { clientSettings, logUpstreamFailure } from "../aws/upstream-call";
import { IMAGE_EVENT_SOURCE, IMAGE_EVENT_TYPES, type ImageEventDetail } from "../contract/image-event";

/** Where finished images are announced. */
export interface EventBus {
  readonly arn: string;
  /** Of our VPC endpoint, by which alone the function reaches EventBridge. */
  readonly endpoint: string;
}

/** Together within what is kept back for storing (analyse-image.ts): the result is in the table by then. */
const LIMITS = { connect: 500, request: 1000, attempts: 2 };

let client: EventBridgeClient | undefined;

/**
 * Puts one event on the bus. Never throws: the result is stored already, so the image is finished whatever becomes of its event. What
 * fails is logged, which an alarm watches; who waits for the event finds the result by asking for it.
 */
export async function announceImage(bus: EventBus, detail: ImageEventDetail, requestId: string): Promise<void> {
  const call = { operation: "events:PutEvents", requestId };
  client ??= new EventBridgeClient({ ...clientSettings(LIMITS), endpoint: bus.endpoint });
  const entry = {
    EventBusName: bus.arn,
    Source: IMAGE_EVENT_SOURCE,
    DetailType: IMAGE_EVENT_TYPES[detail.state],
    Detail: JSON.stringify(detail),
  };
  try {
    const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    // A 200 may say that the entry was not taken. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
    if (FailedEntryCount > 0) logUpstreamFailure(call, { name: Entries[0]?.ErrorCode });
  } catch (error) {
    logUpstreamFailure(call, error);
  }
}
