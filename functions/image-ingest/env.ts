import { readEnvironment } from "../aws/environment";
import { type PoolEnvironment, type PoolSettings, readPoolSettings } from "../pool/env";
import type { EventBus } from "./announce-image";

/** What the image-ingest function is configured with, beside what both functions of the pool are. */
export interface IngestEnvironment extends PoolEnvironment {
  /** How often the queue hands a message out before it goes among the failed ones: the queue's maxReceiveCount. */
  readonly RECEIVES: string;
  /** ARN of the event bus that finished images are announced on; without it none is. */
  readonly EVENT_BUS?: string;
  /** URL of the VPC endpoint that leads there; there with EVENT_BUS. */
  readonly EVENTS_ENDPOINT?: string;
}

export interface IngestSettings extends PoolSettings {
  readonly receives: number;
  readonly eventBus: EventBus | undefined;
}

/** @throws Error naming every variable at fault */
export function readIngestSettings(variables: Variables): IngestSettings {
  const pool = readPoolSettings("image-ingest", variables);
  const own = readEnvironment<{ readonly receives: number }>("image-ingest", variables, {
    receives: {
      key: "RECEIVES",
      allowed: "a whole number from 1 to 1000",
      parse: (text) => (/^\d{1,4}$/.test(text) && +text >= 1 && +text <= 1000 ? +text : undefined),
    },
  });
  return { ...pool, ...own, eventBus: readEventBus(variables) };
}

type Variables = Readonly<Record<string, string | undefined>>;

function readEventBus(variables: Variables): EventBus | undefined {
  if (variables["EVENT_BUS"] === undefined && variables["EVENTS_ENDPOINT"] === undefined) return undefined;
  return readEnvironment<EventBus>("image-ingest", variables, {
    arn: {
      key: "EVENT_BUS",
      allowed: "the ARN of an event bus",
      parse: (text) => (/^arn:[a-z-]+:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]+$/.test(text) ? text : undefined),
    },
    endpoint: {
      key: "EVENTS_ENDPOINT",
      allowed: "the URL of a VPC endpoint",
      parse: (text) => (URL.canParse(text) ? text : undefined),
    },
  });
}
