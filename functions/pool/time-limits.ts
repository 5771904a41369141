/**
 * How long what may take (ms). The functions keep to these, and infra/rekognition/pool-quotas.ts derives the calls' own time-out from
 * them, so that no number has to be changed in two places.
 */

/** One call of the pool with everything it waits for. An answer that takes 20 s is given; API Gateway ends at 29 s. */
export const CALL_MS = 25_000;
/** Kept for what comes after a call: its answer. */
export const ANSWER_MS = 1_000;
/** A path that is lost shows here, long before an answer is overdue: slow Regions are not slow to connect. */
export const CONNECT_MS = 1_000;
