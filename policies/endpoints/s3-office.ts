/** What may pass the office's S3 endpoint: putting images of this account's own people and machines into the images bucket, nothing out. */
import { type PolicyDocument, policyDocument } from "../document";

/**
 * Uploads signed by the rekognition function, and images dropped by roles of this account that may do so. Both accounts are asked for:
 * nobody carries data out with credentials of his own, and nobody into a bucket that only looks like ours.
 */
export function officeS3EndpointPolicy(names: {
  readonly bucketArn: string;
  readonly account: string;
}): PolicyDocument {
  return policyDocument({
    Sid: "AllowPuttingImagesIntoOurBucket",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${names.bucketArn}/*`,
    Condition: { StringEquals: { "aws:PrincipalAccount": names.account, "aws:ResourceAccount": names.account } },
  });
}
