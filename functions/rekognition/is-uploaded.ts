import { GetObjectTaggingCommand } from "@aws-sdk/client-s3";
import { USUAL_LIMITS, statusOf, upstreamRefusal } from "../aws/upstream-call";
import { s3Client } from "../pool/stored/stored-object";

/** No such object; no such object, to a role that may not list the bucket; a marker in place of one that was deleted. */
const ABSENT: readonly unknown[] = [403, 404, 405];

/**
 * Whether an upload has arrived. Asks for the object's tags, of which it has none: the permission to read them shows neither the image
 * nor its metadata, where that to read its head would let this function read every image.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
 *
 * @throws Refusal when S3 does not answer
 */
export async function isUploaded(bucket: string, key: string, requestId: string): Promise<boolean> {
  const command = new GetObjectTaggingCommand({ Bucket: bucket, Key: key });
  try {
    await s3Client().send(command, { abortSignal: AbortSignal.timeout(USUAL_LIMITS.request) });
    return true;
  } catch (error) {
    if (ABSENT.includes(statusOf(error))) return false;
    throw upstreamRefusal({ operation: "s3:GetObjectTagging", requestId }, error);
  }
}
