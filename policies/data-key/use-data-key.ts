/**
 * Use of the company's own key for data: each role uses it through the one service, and for the one thing, that its work is about. S3, SQS and
 * DynamoDB call KMS from AWS's side with the caller's permission, so functions in the VPC need no endpoint of KMS.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
import { oneOrList, type Statement } from "../document";

export interface DataKey {
  readonly keyArn: string;
  /** Of the partition, as in `s3.<region>.<dnsSuffix>`. */
  readonly dnsSuffix: string;
}

/**
 * With an S3 Bucket Key, which the bucket has by default, S3 binds what it encrypts to the bucket; an object that its sender asked to be
 * encrypted without one is bound to itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html#bucket-key-changes
 */
const S3_CONTEXT = "kms:EncryptionContext:aws:s3:arn";
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html */
const SQS_CONTEXT = "kms:EncryptionContext:aws:sqs:arn";
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html */
const TABLE_CONTEXT = "kms:EncryptionContext:aws:dynamodb:tableName";
const TABLE_OWNER_CONTEXT = "kms:EncryptionContext:aws:dynamodb:subscriberId";

/** To read images that were encrypted. */
export function decryptImages(key: DataKey, bucketArn: string): Statement {
  return { Sid: "AllowDecryptingImagesThroughS3", Action: "kms:Decrypt", ...throughS3(key, bucketArn) };
}

/** To put images in: the bucket encrypts them with the key, and S3 asks for a data key in the name of who signed the upload. */
export function encryptUploads(key: DataKey, bucketArn: string): Statement {
  return { Sid: "AllowEncryptingUploadsThroughS3", Action: "kms:GenerateDataKey", ...throughS3(key, bucketArn) };
}

/** To take messages off the queue. */
export function decryptMessages(key: DataKey, queueArn: string): Statement {
  return {
    Sid: "AllowDecryptingMessagesThroughSqs",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: key.keyArn,
    Condition: { StringEquals: { ...via(key, "sqs"), [SQS_CONTEXT]: queueArn } },
  };
}

/** To read and to write items: either way DynamoDB decrypts the table's own key, and encrypts with that. */
export function decryptTable(key: DataKey, tableArn: string): Statement {
  const [, , , , account = "", table = ""] = tableArn.split(":");
  return {
    Sid: "AllowDecryptingTheTableThroughDynamoDb",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: key.keyArn,
    Condition: {
      StringEquals: {
        ...via(key, "dynamodb"),
        [TABLE_CONTEXT]: table.replace(/^table\//, ""),
        [TABLE_OWNER_CONTEXT]: account,
      },
    },
  };
}

/** The condition that a use of the key comes through a service in the key's Region. */
export function via({ keyArn, dnsSuffix }: DataKey, ...services: readonly string[]) {
  const region = keyArn.split(":")[3] ?? "";
  return { "kms:ViaService": oneOrList(services.map((service) => `${service}.${region}.${dnsSuffix}`)) };
}

function throughS3(key: DataKey, bucketArn: string) {
  return {
    Effect: "Allow",
    Resource: key.keyArn,
    Condition: {
      StringEquals: via(key, "s3"),
      StringLike: { [S3_CONTEXT]: [bucketArn, `${bucketArn}/*`] },
    },
  } as const;
}
