import { createHash } from "node:crypto";
import { UPLOADS_PREFIX } from "../env";

/** Whose an object of the images bucket is, by its key. */
export interface ImageName {
  readonly imageId: string;
  /** Missing for objects that were dropped straight into the bucket: they are the group's. */
  readonly uploader?: string;
}

const UPLOAD = /^uploads\/([A-Za-z0-9_-]{43})\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const IMAGE_ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_-]{43})$/;

export function uploadKey(callerId: string, imageId: string): string {
  return `${UPLOADS_PREFIX}${callerId}/${imageId}`;
}

export function isImageId(value: unknown): value is string {
  return typeof value === "string" && IMAGE_ID.test(value);
}

/**
 * @param key decoded
 * @returns undefined for a key below the uploads that no upload of ours has
 */
export function imageOfKey(bucket: string, key: string): ImageName | undefined {
  const [, uploader, imageId] = UPLOAD.exec(key) ?? [];
  if (uploader !== undefined && imageId !== undefined) return { imageId, uploader };
  return key.startsWith(UPLOADS_PREFIX) ? undefined : { imageId: droppedImageId(bucket, key) };
}

/** Who dropped the object can work it out: base64url of SHA-256 over bucket, line feed, key. */
export function droppedImageId(bucket: string, key: string): string {
  return createHash("sha256").update(`${bucket}\n${key}`).digest("base64url");
}
