import type { S3EventRecord } from "aws-lambda";

/** An object that has been created, and may be an image. */
export interface CreatedObject {
  readonly key: string;
  /** The object's version; its ETag where the bucket keeps no versions. */
  readonly version: string;
  /** To be read by; missing where the bucket keeps no versions. */
  readonly versionId?: string;
  readonly sequencer: string;
}

/**
 * The created objects that a message of S3 names, without those that only make a folder visible. S3 also sends a test event
 * when a notification is set up, and events of other kinds may be asked for some day: restored, tagged, expired objects are
 * no new images.
 *
 * @throws Error when it is not a notification about this bucket
 */
export function readObjectEvents(body: string, bucket: string): CreatedObject[] {
  const message = JSON.parse(body) as { readonly Event?: string; readonly Records?: readonly S3EventRecord[] };
  if (message.Event === "s3:TestEvent") return [];
  if (!Array.isArray(message.Records)) throw new Error("The message is not a notification of S3.");
  const created = (message.Records as readonly S3EventRecord[]).filter(({ eventName }) =>
    eventName.startsWith("ObjectCreated:"),
  );
  return created.flatMap(({ s3 }) => {
    if (s3.bucket.name !== bucket) throw new Error("The message is about another bucket.");
    const { key, size, versionId, eTag, sequencer } = s3.object;
    const object = {
      key: decodeKey(key),
      version: versionId ?? eTag,
      sequencer,
      ...(versionId !== undefined && { versionId }),
    };
    return size === 0 && isFolderMarker(object.key) ? [] : [object];
  });
}

/**
 * S3 has no folders. Consoles and file browsers put an empty object in place of one: `name/` (the S3 console, s3fs,
 * Cyberduck), `name_$folder$` (Hadoop and EMR), or a hidden file within (`.keep`, `.emptyFolderPlaceholder`).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-folders.html
 */
const FOLDER_MARKER = /(\/|_\$folder\$|(^|\/)\.[^/]*)$/;

/** @param key of an object without a single byte: with bytes in it, it is a file, whatever its name */
function isFolderMarker(key: string): boolean {
  return FOLDER_MARKER.test(key);
}

/** Keys in events are encoded like form fields: `+` is a blank, and a plus is `%2B`. Decoded exactly once. */
function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll("+", " "));
}
