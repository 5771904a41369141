/** Finished images are announced on one event bus, under the gateway's own name, through our endpoint only. */
import type { Statement } from "../document";
import { onlyThrough, unlessThrough } from "../from-our-endpoints";

export const ANNOUNCING_ACTION = "events:PutEvents";

/** What may be announced, and where. */
export interface ImageEventNames {
  readonly busArn: string;
  readonly eventsEndpointId: string;
  /** The events' `source`. */
  readonly source: string;
  /** The events' `detail-type`s. */
  readonly detailTypes: readonly string[];
}

/**
 * Rules on a bus believe `source` and `detail-type`: the function may speak in no other name. Both keys hold a list, and a request has as
 * many values as events: every value has to be ours (ForAllValues), and there has to be one (ForAnyValue, because ForAllValues lets a
 * request without the key pass).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export function announceImages({ busArn, eventsEndpointId, source, detailTypes }: ImageEventNames): Statement[] {
  const named = { "events:source": source, "events:detail-type": detailTypes };
  return [
    {
      Sid: "AllowFinishedImagesToBeAnnounced",
      Effect: "Allow",
      Action: ANNOUNCING_ACTION,
      Resource: busArn,
      Condition: {
        ...onlyThrough([eventsEndpointId]),
        "ForAllValues:StringEquals": named,
        "ForAnyValue:StringEquals": named,
      },
    },
    {
      Sid: "DenyEventsUnlessThroughOurEndpoint",
      Effect: "Deny",
      Action: "events:*",
      Resource: "*",
      Condition: unlessThrough([eventsEndpointId]),
    },
  ];
}
