/** Policies that resources carry: of buckets, queues and tables. */
import { type DynamoDBClient, GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { GetBucketPolicyCommand, GetPublicAccessBlockCommand, type S3Client } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Reading } from "./reading";

export async function readBucket(reading: Reading, client: S3Client, bucket: string): Promise<void> {
  const type = "s3/bucketPolicy:BucketPolicy";
  const absent = ["NoSuchBucketPolicy", "NoSuchBucket"];
  const question = {
    what: `policy of bucket ${bucket}`,
    action: "s3:GetBucketPolicy",
    absent,
    covers: [{ type, key: bucket }],
  };
  const policy = await reading.ask(question, () => client.send(new GetBucketPolicyCommand({ Bucket: bucket })));
  if (policy?.Policy !== undefined) reading.add(type, bucket, { bucket, policy: policy.Policy });
  const blockType = "s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
  const block = await reading.ask(
    {
      what: `public access block of bucket ${bucket}`,
      action: "s3:GetBucketPublicAccessBlock",
      absent: ["NoSuchPublicAccessBlockConfiguration", "NoSuchBucket"],
      covers: [{ type: blockType, key: bucket }],
    },
    () => client.send(new GetPublicAccessBlockCommand({ Bucket: bucket })),
  );
  const flags = block?.PublicAccessBlockConfiguration;
  if (flags !== undefined)
    reading.add(blockType, bucket, {
      bucket,
      blockPublicAcls: flags.BlockPublicAcls,
      blockPublicPolicy: flags.BlockPublicPolicy,
      ignorePublicAcls: flags.IgnorePublicAcls,
      restrictPublicBuckets: flags.RestrictPublicBuckets,
    });
}

export async function readQueue(reading: Reading, client: SQSClient, queueUrl: string): Promise<void> {
  const type = "sqs/queuePolicy:QueuePolicy";
  const question = {
    what: `policy of queue ${queueUrl}`,
    action: "sqs:GetQueueAttributes",
    absent: ["QueueDoesNotExist"],
    covers: [{ type, key: queueUrl }],
  };
  const answer = await reading.ask(question, () =>
    client.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["Policy"] })),
  );
  const policy = answer?.Attributes?.["Policy"];
  if (policy !== undefined && policy !== "") reading.add(type, queueUrl, { queueUrl, policy });
}

export async function readTable(reading: Reading, client: DynamoDBClient, resourceArn: string): Promise<void> {
  const type = "dynamodb/resourcePolicy:ResourcePolicy";
  const question = {
    what: `policy of table ${resourceArn}`,
    action: "dynamodb:GetResourcePolicy",
    absent: ["PolicyNotFoundException", "ResourceNotFoundException"],
    covers: [{ type, key: resourceArn }],
  };
  const answer = await reading.ask(question, () =>
    client.send(new GetResourcePolicyCommand({ ResourceArn: resourceArn })),
  );
  if (answer?.Policy !== undefined) reading.add(type, resourceArn, { resourceArn, policy: answer.Policy });
}
