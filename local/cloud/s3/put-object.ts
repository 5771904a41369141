import { createHash } from "node:crypto";
import type { Answer } from "../answer";
import type { RoleSession } from "../signing/credentials";
import { headerValue, type Incoming } from "../incoming";
import type { S3Address } from "./address";
import type { NewObject } from "./object-store";
import { bucketNamed, decideS3, mustBeAllowed, type S3Parts } from "./parts";
import { notImplemented, S3Error } from "./s3-error";

const DEFAULT_TYPE = "binary/octet-stream";
/** Would change what is stored or who may read it; refused, never ignored. */
const NOT_MODELLED = [
  "x-amz-copy-source",
  "x-amz-acl",
  "x-amz-tagging",
  "x-amz-server-side-encryption",
  "x-amz-storage-class",
  "x-amz-object-lock-mode",
  "if-match",
  "if-none-match",
];

/** @throws S3Error */
export function putObject(parts: S3Parts, request: Incoming, session: RoleSession, address: S3Address): Answer {
  const strange = NOT_MODELLED.find((name) => headerValue(request, name) !== undefined);
  if (strange !== undefined) throw notImplemented(`putting with ${strange}`);
  const coding = headerValue(request, "content-encoding") ?? "";
  if (coding.includes("aws-chunked")) throw notImplemented("streamed signatures");
  const bucket = bucketNamed(parts, address.bucket);
  const decision = mustBeAllowed(
    session,
    decideS3(parts, request, session, { action: "s3:PutObject", bucket, key: address.key }),
  );
  checkDigest(request);
  const contentType = headerValue(request, "content-type") ?? DEFAULT_TYPE;
  const object = { ...address, bytes: request.body, contentType, metadata: metadataIn(request.headers) };
  const stored = store(parts, request, object, "ObjectCreated:Put");
  return { status: 200, headers: storedHeaders(stored), body: "", decision };
}

/** Stores what was allowed, and announces it. @throws S3Error */
export function store(parts: S3Parts, request: Incoming, object: NewObject, eventName: string) {
  const bucket = bucketNamed(parts, object.bucket);
  if (request.isTooLarge)
    throw new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size");
  if (Buffer.byteLength(object.key) > 1024) throw new S3Error(400, "KeyTooLongError", "Your key is too long");
  const stored = parts.objects.put(object, bucket.keepsVersions, parts.authority.clock());
  parts.onCreated(bucket, stored, eventName);
  return stored;
}

export function storedHeaders({ eTag, versionId }: { readonly eTag: string; readonly versionId?: string }) {
  return { etag: `"${eTag}"`, ...(versionId !== undefined && { "x-amz-version-id": versionId }) };
}

export function metadataIn(pairs: readonly (readonly [name: string, value: string])[]): Record<string, string> {
  const prefix = "x-amz-meta-";
  const own = pairs.map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    own.filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

function checkDigest(request: Incoming): void {
  const claimed = headerValue(request, "content-md5");
  if (claimed !== undefined && claimed !== createHash("md5").update(request.body).digest("base64"))
    throw new S3Error(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
}
