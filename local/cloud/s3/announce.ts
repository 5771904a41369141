import type { Authority } from "../decide/authority";
import { NotModelledError } from "../graph/not-modelled";
import { mayAnnounce } from "../queue/queue-permissions";
import type { Queue } from "../queue/queue";
import type { Bucket, QueueNotification } from "./buckets";
import { createdMessage, testMessage } from "./notification";
import type { StoredObject } from "./object-store";

type Queues = ReadonlyMap<string, Queue>;

/** @throws NotModelledError for a notification that AWS would not set up */
export function announceSetUp(authority: Authority, queues: Queues, bucket: Bucket): void {
  announce(authority, queues, bucket, () => testMessage(bucket, authority.clock()));
}

export function announceObject(
  authority: Authority,
  queues: Queues,
  bucket: Bucket,
  object: StoredObject,
  eventName: string,
): void {
  announce(authority, queues, bucket, (notification) => createdMessage(bucket, notification, object, eventName));
}

function announce(
  authority: Authority,
  queues: Queues,
  bucket: Bucket,
  messageFor: (notification: QueueNotification) => unknown,
): void {
  for (const notification of bucket.notifications) {
    const target = queues.get(notification.queueArn);
    if (!target || !mayAnnounce(authority, target, bucket.arn))
      throw new NotModelledError(
        `The bucket ${bucket.name} may not announce its objects on ${notification.queueArn}, and AWS refuses such a notification.`,
      );
    target.send(JSON.stringify(messageFor(notification)), authority.clock());
  }
}
