/** How functions of the pool read images: through our S3 endpoint, and, where config says so, by Rekognition's hand. */
import type { Statement } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";

/** Versions too: a retry must see the very object that was asked about. */
export const IMAGE_READING_ACTIONS = ["s3:GetObject", "s3:GetObjectVersion"];

export interface ImageReading {
  readonly bucketArn: string;
  /** Below the bucket, each with a slash at its end; "" is the whole bucket. */
  readonly prefixes: readonly string[];
  readonly s3EndpointId: string;
  /** S3Object: Rekognition reads the bucket itself, with the caller's permission. */
  readonly byRekognition: boolean;
}

export function readImages(names: ImageReading): Statement[] {
  const objects = names.prefixes.map((prefix) => `${names.bucketArn}/${prefix}*`);
  if (objects.length === 0) return [];
  const through: Statement = {
    Sid: "AllowReadingImagesThroughOurS3Endpoint",
    Effect: "Allow",
    Action: IMAGE_READING_ACTIONS,
    Resource: objects,
    Condition: onlyThrough([names.s3EndpointId]),
  };
  if (!names.byRekognition) return [through];
  /**
   * The one exception to "through our endpoint": the call comes from AWS's side and carries no endpoint. `aws:CalledVia` would name
   * the service, but AWS does not list Rekognition among those that set it.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
   */
  const byService: Statement = {
    Sid: "AllowRekognitionToReadImagesForUs",
    Effect: "Allow",
    Action: IMAGE_READING_ACTIONS,
    Resource: objects,
    Condition: { Bool: { "aws:ViaAWSService": "true" } },
  };
  return [through, byService];
}

/** @param endpointIds every endpoint through which the function's permission is used: uploads come through the office's */
export function denyS3Elsewhere(endpointIds: readonly string[], byRekognition: boolean): Statement {
  return {
    Sid: "DenyS3UnlessThroughOurEndpoints",
    Effect: "Deny",
    Action: "s3:*",
    Resource: "*",
    Condition: {
      ...unlessThrough(endpointIds),
      // A caller's own requests: those without the key.
      ...(byRekognition && { BoolIfExists: { "aws:ViaAWSService": "false" } }),
    },
  };
}
