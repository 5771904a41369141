import { provider, type Unchangeable } from "./unchangeable";

const OF_A_BUCKET = ["bucket", "expectedBucketOwner"];

/** A bucket, and what is set for it in resources of their own. */
export const UNCHANGEABLE_OF_BUCKETS: Readonly<Record<string, Unchangeable>> = {
  "aws:s3/bucket:Bucket": {
    inputs: ["bucket", "objectLockEnabled"],
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": {
    inputs: OF_A_BUCKET,
    page: provider("s3_bucket_cors_configuration"),
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    inputs: OF_A_BUCKET,
    page: provider("s3_bucket_lifecycle_configuration"),
  },
  "aws:s3/bucketNotification:BucketNotification": { inputs: ["bucket"], page: provider("s3_bucket_notification") },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    inputs: ["bucket"],
    page: provider("s3_bucket_ownership_controls"),
  },
  "aws:s3/bucketPolicy:BucketPolicy": { inputs: ["bucket"], page: provider("s3_bucket_policy") },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    inputs: ["bucket"],
    page: provider("s3_bucket_public_access_block"),
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    inputs: OF_A_BUCKET,
    page: provider("s3_bucket_server_side_encryption_configuration"),
  },
  "aws:s3/bucketVersioning:BucketVersioning": { inputs: OF_A_BUCKET, page: provider("s3_bucket_versioning") },
};
