/** What a caller reads of an image's progress: from its record, the time, and whether its upload has arrived. Pure. */
import type { ImageRecord } from "../pool/results/image-record";

/** In the order in which an image goes through them; the contract says what each means. */
export const IMAGE_STATES = [
  "pending",
  "expired",
  "queued",
  "analysing",
  "postponed",
  "set_aside",
  "done",
  "failed",
] as const;

export type ImageState = (typeof IMAGE_STATES)[number];

export interface Progress {
  readonly state: ImageState;
  /** When it is worth asking again, in seconds; undefined when the state is the last one. */
  readonly retryAfterSeconds?: number;
}

/** The queue hands a postponed image out again within about a minute. */
const POSTPONED_SECONDS = 60;
/** A person has to put it back first. */
const LONGEST_SECONDS = 3600;

/**
 * @param now milliseconds since 1970
 * @param isUploaded asked only while the table has heard of no object
 */
export async function progressOf(
  record: ImageRecord,
  now: number,
  isUploaded: () => Promise<boolean>,
): Promise<Progress> {
  const { state, leaseUntil = 0, retryAt = 0, uploadUntil = Infinity } = record;
  switch (state) {
    case "pending":
      if (await isUploaded()) return { state: "queued", retryAfterSeconds: 5 };
      return now < uploadUntil ? { state, retryAfterSeconds: 5 } : { state: "expired" };
    case "analysing":
      // Its function was killed, and could not write that down.
      if (leaseUntil <= now) return { state: "postponed", retryAfterSeconds: POSTPONED_SECONDS };
      return { state, retryAfterSeconds: 2 };
    case "postponed":
      return { state, retryAfterSeconds: within(POSTPONED_SECONDS, Math.ceil((retryAt - now) / 1000)) };
    case "set_aside":
      return { state, retryAfterSeconds: LONGEST_SECONDS };
    default:
      return { state };
  }
}

function within(least: number, seconds: number): number {
  return Math.min(LONGEST_SECONDS, Math.max(least, seconds));
}
