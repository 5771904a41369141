import type { RoleSession } from "../signing/credentials";
import { INSIDE_AWS } from "../door";
import type { Incoming } from "../incoming";
import { readableObject, type S3Parts } from "./parts";
import { S3Error } from "./s3-error";

/**
 * An object as an AWS service reads it for its caller: with the caller's permission, from inside AWS, through none of our endpoints, and
 * only in its own Region.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 *
 * @returns undefined when the caller may not read it, or there is no such object
 */
export function readForService(
  parts: S3Parts,
  request: Pick<Incoming, "requestId">,
  session: RoleSession,
  region: string,
  name: { readonly bucket: string; readonly key: string; readonly versionId?: string },
): Buffer | undefined {
  if (parts.buckets.get(name.bucket)?.region !== region) return undefined;
  const { requestId } = request;
  try {
    const context = { "aws:ViaAWSService": "true" };
    return readableObject(parts, { requestId, door: INSIDE_AWS }, session, name, { context }).object.bytes;
  } catch (error) {
    if (error instanceof S3Error) return undefined;
    throw error;
  }
}
