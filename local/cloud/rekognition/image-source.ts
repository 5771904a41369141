import type { Operation } from "../../../functions/pool/operations";
import { asRecord } from "../graph/graph-index";
import { INVALID_PARAMETERS, INVALID_S3_OBJECT, ServiceError, TOO_LARGE } from "./service-error";

/** An object that a request names in place of bytes. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/** Reads an object with the caller's permission; undefined when the caller may not, or there is none. */
export type ReadObject = (name: ObjectName) => Buffer | undefined;

/** `ImageBlob` of the service's model. */
const MOST_BLOB_BYTES = 5_242_880;
const MOST_OBJECT_BYTES = 15 * 1024 * 1024;

/**
 * The bytes of one image of a request.
 *
 * @param member "Image", "SourceImage" or "TargetImage"
 * @throws ServiceError
 */
export function imageBytes(input: unknown, member: string, operation: Operation, read: ReadObject): Buffer {
  const image = asRecord(asRecord(input)[member]);
  const { Bytes, S3Object } = image;
  if ((Bytes === undefined) === (S3Object === undefined)) throw INVALID_PARAMETERS;
  if (S3Object !== undefined) return stored(asRecord(S3Object), read);
  const bytes = blob(Bytes, member);
  // Protective equipment has a limit of its own, below the one of all.
  if (bytes.length > operation.imageLimits.maxBytes) throw TOO_LARGE;
  return bytes;
}

export function namesObject(input: unknown, { imageMembers }: Operation): boolean {
  return imageMembers.some((member) => asRecord(asRecord(input)[member])["S3Object"] !== undefined);
}

function blob(value: unknown, member: string): Buffer {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
    throw new ServiceError("SerializationException", "The blob is not base64.");
  const bytes = Buffer.from(value, "base64");
  if (bytes.length >= 1 && bytes.length <= MOST_BLOB_BYTES) return bytes;
  const bound = bytes.length === 0 ? "greater than or equal to 1" : `less than or equal to ${MOST_BLOB_BYTES}`;
  const at = `${member.charAt(0).toLowerCase()}${member.slice(1)}.bytes`;
  throw new ServiceError(
    "ValidationException",
    `1 validation error detected: Value at '${at}' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function stored(object: Readonly<Record<string, unknown>>, read: ReadObject): Buffer {
  const { Bucket, Name, Version } = object;
  if (typeof Bucket !== "string" || typeof Name !== "string") throw INVALID_PARAMETERS;
  const bytes = read({ bucket: Bucket, key: Name, ...(typeof Version === "string" && { versionId: Version }) });
  if (bytes === undefined) throw INVALID_S3_OBJECT;
  if (bytes.length > MOST_OBJECT_BYTES) throw TOO_LARGE;
  return bytes;
}
