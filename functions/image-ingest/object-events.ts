import type { S3EventRecord } from "aws-lambda";

/** An object that has been created. */
export interface CreatedObject {
  readonly key: string;
  /** The object's version; its ETag where the bucket keeps no versions. */
  readonly version: string;
  /** To be read by; missing where the bucket keeps no versions. */
  readonly versionId?: string;
  readonly sequencer: string;
}

/**
 * The created objects that a message of S3 names. S3 also sends a test event when a notification is set up, and may
 * send kinds of events that nobody asked for.
 *
 * @throws Error when it is no notification about this bucket
 */
export function readObjectEvents(body: string, bucket: string): CreatedObject[] {
  const message = JSON.parse(body) as { readonly Event?: string; readonly Records?: readonly S3EventRecord[] };
  if (message.Event === "s3:TestEvent") return [];
  if (!Array.isArray(message.Records)) throw new Error("The message is no notification of S3.");
  const created = (message.Records as readonly S3EventRecord[]).filter(({ eventName }) =>
    eventName.startsWith("ObjectCreated:"),
  );
  return created.map(({ s3 }) => {
    if (s3.bucket.name !== bucket) throw new Error("The message is about another bucket.");
    const { key, versionId, eTag, sequencer } = s3.object;
    return {
      key: decodeKey(key),
      version: versionId ?? eTag,
      sequencer,
      ...(versionId !== undefined && { versionId }),
    };
  });
}

/** Keys in events are encoded like form fields: `+` is a blank, and a plus is `%2B`. Decoded exactly once. */
function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll("+", " "));
}
