import type { Bucket, QueueNotification } from "./buckets";
import type { StoredObject } from "./object-store";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function createdMessage(
  bucket: Bucket,
  { id }: QueueNotification,
  object: StoredObject,
  eventName: string,
): unknown {
  return {
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: bucket.region,
        eventTime: object.modifiedAt.toISOString(),
        eventName,
        userIdentity: { principalId: "AWS:LAPTOP" },
        requestParameters: { sourceIPAddress: "10.0.0.10" },
        responseElements: { "x-amz-request-id": object.sequencer, "x-amz-id-2": object.sequencer },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: id,
          bucket: { name: bucket.name, ownerIdentity: { principalId: "LAPTOP" }, arn: bucket.arn },
          object: {
            key: formEncoded(object.key),
            size: object.bytes.length,
            eTag: object.eTag,
            ...(object.versionId !== undefined && { versionId: object.versionId }),
            sequencer: object.sequencer,
          },
        },
      },
    ],
  };
}

/** S3 sends one when a notification is set up, to see whether it may; its form is all its own. */
export function testMessage(bucket: Bucket, now: Date): unknown {
  return {
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: now.toISOString(),
    Bucket: bucket.name,
    RequestId: "LAPTOP",
    HostId: "laptop",
  };
}

/** Keys in events are encoded as in forms: a blank is a plus, slashes stay. */
function formEncoded(key: string): string {
  return encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
}
