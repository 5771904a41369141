import type { Analyse } from "../pool/call/call-rekognition";
import type { IngestSettings } from "./env";

/** What the handling of one message has at hand. */
export interface Ingestion {
  readonly settings: IngestSettings;
  readonly analyse: Analyse;
  /** The message's id: what the log knows an image's way by. */
  readonly requestId: string;
  /** Milliseconds until Lambda ends the invocation. */
  readonly remainingMs: () => number;
  /** The queue does not hand the message out again. */
  readonly isLast: boolean;
}
