import { ACCOUNT, arn, dnsSuffixOf, letters, partitionOf, physicalName } from "./identifiers";
import {
  idOr,
  neededText,
  textInput,
  type Created,
  type NewResource,
  type OutputModel,
  type OutputModels,
} from "./model";

/** Buckets, queues and tables. A bucket's settings are resources of their own, whose id is the bucket's name. */
export const IMAGE_STORE_MODELS: OutputModels = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket,
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": ofBucket,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketNotification:BucketNotification": ofBucket,
  "aws:sqs/queue:Queue": queue,
  "aws:sqs/queuePolicy:QueuePolicy": (r) => ({ id: idOr(r, neededText(r, "queueUrl")) }),
  "aws:dynamodb/table:Table": table,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function bucket(resource: NewResource): Created {
  const name = resource.knownId ?? physicalName(resource, 63, "bucket");
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) throw new Error(`name "${name}" is not a bucket name`);
  const { region } = resource;
  return {
    id: name,
    outputs: {
      bucket: name,
      arn: `arn:${partitionOf(region)}:s3:::${name}`,
      bucketDomainName: `${name}.s3.${dnsSuffixOf(region)}`,
      bucketRegionalDomainName: `${name}.s3.${region}.${dnsSuffixOf(region)}`,
      bucketRegion: region,
      hostedZoneId: `Z${letters(`${region}/s3`, 13).toUpperCase()}`,
    },
  };
}

function ofBucket(...[resource]: Parameters<OutputModel>): Created {
  return { id: idOr(resource, neededText(resource, "bucket")) };
}

/** A queue's id is its URL. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function queue(resource: NewResource): Created {
  const name = physicalName(resource, 80);
  const url = idOr(resource, `https://sqs.${resource.region}.${dnsSuffixOf(resource.region)}/${ACCOUNT}/${name}`);
  return {
    id: url,
    outputs: {
      name,
      url,
      arn: arn(resource, "sqs", name),
      visibilityTimeoutSeconds: resource.inputs["visibilityTimeoutSeconds"] ?? 30,
      messageRetentionSeconds: resource.inputs["messageRetentionSeconds"] ?? 345_600,
      receiveWaitTimeSeconds: resource.inputs["receiveWaitTimeSeconds"] ?? 0,
    },
  };
}

function table(resource: NewResource): Created {
  const name = resource.knownId ?? physicalName(resource, 255);
  return {
    id: name,
    outputs: {
      name,
      arn: arn(resource, "dynamodb", `table/${name}`),
      billingMode: textInput(resource, "billingMode") ?? "PROVISIONED",
      tableClass: textInput(resource, "tableClass") ?? "STANDARD",
      deletionProtectionEnabled: resource.inputs["deletionProtectionEnabled"] ?? false,
    },
  };
}
