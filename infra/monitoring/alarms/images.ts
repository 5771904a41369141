import type { Alarm, Expression } from "../alarm";
import { counted, ofQueue, type Watched, type WatchedPool } from "../measures";
import { happened } from "./happened";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** Images on their way from the bucket to a result. */
export function imageAlarms<N>(watched: Watched<N>, { queue, failedQueue }: WatchedPool<N>): readonly Alarm<N>[] {
  return [
    stuck(queue),
    happened("images-late", ofQueue(queue, "ApproximateAgeOfOldestMessage", "Maximum"), HOUR_SECONDS, {
      means: "An image has waited for an hour.",
      callersSee: "results that stay pending.",
      act: "A burst passes: compare the queue's length with what is finished a minute. Otherwise raise ingestMaxConcurrency, or look why images are postponed.",
    }),
    happened("images-postponed", counted(watched, "ImagePostponed"), 5, {
      means: "Images are put back into the queue again and again, for want of quota or because of a fault.",
      callersSee: "results that stay pending.",
      act: "Read code of image_postponed; too_many_requests is quota, upstream_* a Region or S3.",
    }),
    happened("images-set-aside", counted(watched, "ImageSetAside"), 1, {
      means: "An image could not be analysed for too long and was put among the failed ones.",
      callersSee: "a result that never comes.",
      act: "Mend the cause that image_set_aside names, then start the output rekognitionPool.redriveFailedImages.",
    }),
    happened("images-in-dead-letters", ofQueue(failedQueue, "ApproximateNumberOfMessagesVisible", "Maximum"), 1, {
      means:
        "Images wait among the failed ones. SQS keeps them for 14 days, and counts a queue that was idle with up to 15 minutes' delay.",
      callersSee: "results that never come.",
      act: "Mend the cause, then start the output rekognitionPool.redriveFailedImages.",
    }),
  ];
}

function stuck<N>(queue: N): Alarm<N> {
  const measure: Expression<N> = {
    expression: "IF(m1 > 0 AND FILL(m2, 0) == 0, 1, 0)",
    metrics: {
      m1: ofQueue(queue, "ApproximateNumberOfMessagesVisible", "Maximum"),
      m2: ofQueue(queue, "NumberOfMessagesDeleted", "Sum"),
    },
  };
  const runbook = {
    means: "Images wait, and for three minutes none was finished.",
    callersSee: "results that stay pending.",
    act: "Read image-ingest's log and the event source mapping's state; once the cause is gone the queue empties by itself.",
  };
  return {
    kind: "metric",
    name: "images-stuck",
    measure,
    periodSeconds: MINUTE_SECONDS,
    periods: 3,
    threshold: 1,
    runbook,
  };
}
