/** What may pass the office's S3 endpoint: putting images into the images bucket, and deploying the bucket from the office; no image out. */
import { type PolicyDocument, policyDocument } from "../document";

/**
 * Uploads signed by the rekognition function, and images dropped by roles of this account that may do so. Both accounts are asked for:
 * no data goes out with credentials of another account, and none into a bucket that only looks like ours.
 */
export function officeS3EndpointPolicy(names: {
  readonly bucketArn: string;
  readonly account: string;
}): PolicyDocument {
  const withinThisAccount = {
    StringEquals: { "aws:PrincipalAccount": names.account, "aws:ResourceAccount": names.account },
  };
  return policyDocument(
    {
      Sid: "AllowPuttingImagesIntoOurBucket",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: `${names.bucketArn}/*`,
      Condition: withinThisAccount,
    },
    {
      // The office's DNS forwards the bucket's name to our resolver, so a deployment from the office comes through here as well.
      Sid: "AllowDeployingTheBucketFromTheOffice",
      Effect: "Allow",
      Principal: "*",
      Action: [...READING_THE_BUCKET, ...CHANGING_THE_BUCKET],
      Resource: names.bucketArn,
      Condition: withinThisAccount,
    },
  );
}

/**
 * What the AWS provider asks about the bucket itself when it refreshes the bucket and the settings that we give it. `aws_s3_bucket` reads
 * every setting that a bucket can have. https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket.go
 */
const READING_THE_BUCKET = [
  "s3:ListBucket", // HeadBucket
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLogging",
  "s3:GetBucketNotification",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketOwnershipControls",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
];

/** Deleting a setting is the same permission as putting it, but for the bucket and its policy. */
const CHANGING_THE_BUCKET = [
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketCORS",
  "s3:PutBucketNotification",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
];
