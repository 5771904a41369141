/** What there is to do when the queue hands out the event of an image. Pure: the record as it is, the event and the time decide. */
import type { ImageRecord } from "../pool/results/image-record";

/** One version of an object, as its event names it. */
export interface ObjectEvent {
  readonly version: string;
  /** Hexadecimal, comparable for one key once padded. */
  readonly sequencer: string;
}

export type Step =
  /** Finished, or about an older version than the table knows: the message is done with. */
  | { readonly kind: "nothing" }
  /** Another try has the image at this moment, or it is too early: the message comes again by itself. */
  | { readonly kind: "wait" }
  /** The queue does not hand it out again, and puts it among the failed ones. */
  | { readonly kind: "set_aside" }
  | {
      readonly kind: "try";
      /** Goes on with what the record has of this version; otherwise the version is a new one, and begins anew. */
      readonly isResumed: boolean;
      /** See ImageRecord. */
      readonly failures: number;
    };

const MINUTE_MS = 60_000;

/**
 * How long to wait after so many tries in a row that ended without an orderly end, in milliseconds: not at all after the first (a
 * host can fail), then 4, 16, 64 … minutes. So an image that kills the function is tried six times in the 19 hours for which the
 * queue hands it out, and is none the less done by itself once a repaired function is deployed.
 */
export function delayAfter(failures: number): number {
  return failures < 2 ? 0 : 4 ** (failures - 1) * MINUTE_MS;
}

/**
 * S3 and SQS deliver an event at least once and in any order, so only the first and later ones count: an event of the version that
 * the table knows goes on with it, one of a finished or an older version has nothing to do.
 *
 * @param record undefined when there is none, or its time is over
 * @param now milliseconds since 1970
 * @param isLast the queue will not hand the event out again
 */
export function nextStep(record: ImageRecord | undefined, event: ObjectEvent, now: number, isLast: boolean): Step {
  if (!record || isNewer(event, record)) return isLast ? SET_ASIDE : { kind: "try", isResumed: false, failures: 0 };
  if (record.version !== event.version || isFinished(record)) return { kind: "nothing" };
  const { state, leaseUntil = 0, retryAt = 0, failures = 0 } = record;
  if (leaseUntil > now) return { kind: "wait" };
  if (isLast) return SET_ASIDE;
  // Put back by hand: whatever kept it from being analysed is gone.
  if (state === "set_aside") return { kind: "try", isResumed: true, failures: 0 };
  const hasDied = state === "analysing" && leaseUntil > 0;
  const inARow = hasDied ? failures + 1 : failures;
  const from = hasDied ? leaseUntil + delayAfter(inARow) : retryAt;
  return from > now ? { kind: "wait" } : { kind: "try", isResumed: true, failures: inARow };
}

const SET_ASIDE: Step = { kind: "set_aside" };

function isFinished({ state }: ImageRecord): boolean {
  return state === "done" || state === "failed";
}

function isNewer({ version, sequencer }: ObjectEvent, known: ImageRecord): boolean {
  if (known.version === undefined) return true;
  return known.version !== version && (known.sequencer ?? "") < comparable(sequencer);
}

/** S3's sequencers of one key differ in length. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function comparable(sequencer: string): string {
  return sequencer.padEnd(64, "0");
}
