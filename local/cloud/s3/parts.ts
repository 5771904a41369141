import type { Authority } from "../decide/authority";
import type { CredentialStore, RoleSession } from "../signing/credentials";
import type { RecordedDecision } from "../decide/decision-log";
import type { Incoming } from "../incoming";
import { decideRoleAction, deniedMessage } from "../decide/role-action";
import type { RequestContext } from "../decide/request-context";
import type { S3Address } from "./address";
import type { Bucket } from "./buckets";
import type { ObjectStore, StoredObject } from "./object-store";
import { accessDenied, S3Error } from "./s3-error";

export interface S3Parts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly objects: ObjectStore;
  /** Told of every new object, after it is there. */
  readonly onCreated: (bucket: Bucket, object: StoredObject, eventName: string) => void;
}

/** @throws S3Error for a bucket that is not in the program */
export function bucketNamed(parts: S3Parts, name: string): Bucket {
  const bucket = parts.buckets.get(name);
  if (!bucket) throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
  return bucket;
}

/** A session's right to an object or to its bucket: identity, bucket policy and the door's endpoint together. */
export function decideS3(
  parts: S3Parts,
  request: Pick<Incoming, "requestId" | "door">,
  session: RoleSession,
  asked: { readonly action: string; readonly bucket: Bucket; readonly key?: string; readonly context?: RequestContext },
): RecordedDecision {
  const { action, bucket, key } = asked;
  return decideRoleAction(parts.authority, request, session, {
    service: "s3",
    action,
    resource: key === undefined ? bucket.arn : `${bucket.arn}/${key}`,
    carrier: bucket.arn,
    context: {
      "aws:ResourceAccount": parts.authority.place.account,
      "aws:RequestedRegion": bucket.region,
      ...asked.context,
    },
  });
}

/** @throws S3Error when it is denied */
export function mustBeAllowed(session: RoleSession, decision: RecordedDecision): RecordedDecision {
  if (decision.allowed) return decision;
  throw accessDenied(deniedMessage(session, decision), decision);
}

/**
 * The object that a session may read. A missing one is a 404 only to those who may list the bucket; others cannot tell it from
 * a forbidden one. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 *
 * @param of what of the object is read: its content and head, or its tags
 * @throws S3Error
 */
export function readableObject(
  parts: S3Parts,
  request: Pick<Incoming, "requestId" | "door">,
  session: RoleSession,
  { bucket: name, key, versionId }: S3Address & { readonly versionId?: string },
  { context, of = "" }: { readonly context?: RequestContext; readonly of?: "" | "Tagging" } = {},
): { readonly object: StoredObject; readonly decision: RecordedDecision } {
  const bucket = bucketNamed(parts, name);
  const more = context && { context };
  const action = `s3:GetObject${versionId === undefined ? "" : "Version"}${of}`;
  const decision = mustBeAllowed(session, decideS3(parts, request, session, { action, bucket, key, ...more }));
  const object = parts.objects.find(name, key, versionId);
  if (object) return { object, decision };
  mustBeAllowed(session, decideS3(parts, request, session, { action: "s3:ListBucket", bucket, ...more }));
  if (versionId !== undefined) throw new S3Error(404, "NoSuchVersion", "The specified version does not exist.");
  throw new S3Error(404, "NoSuchKey", "The specified key does not exist.");
}
