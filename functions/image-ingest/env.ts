import { readEnvironment } from "../aws/environment";
import { type PoolEnvironment, type PoolSettings, readPoolSettings } from "../pool/env";

/** What the image-ingest function is configured with, beside what both functions of the pool are. */
export interface IngestEnvironment extends PoolEnvironment {
  /** How often the queue hands a message out before it goes among the failed ones: the queue's maxReceiveCount. */
  readonly RECEIVES: string;
}

export interface IngestSettings extends PoolSettings {
  readonly receives: number;
}

/** @throws Error naming every variable at fault */
export function readIngestSettings(variables: Readonly<Record<string, string | undefined>>): IngestSettings {
  const pool = readPoolSettings("image-ingest", variables);
  const own = readEnvironment<{ readonly receives: number }>("image-ingest", variables, {
    receives: {
      key: "RECEIVES",
      allowed: "a whole number from 1 to 1000",
      parse: (text) => (/^\d{1,4}$/.test(text) && +text >= 1 && +text <= 1000 ? +text : undefined),
    },
  });
  return { ...pool, ...own };
}
