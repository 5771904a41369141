/**
 * What the policy of the company's own key for data has to say beside what it says already. The program does not write that policy: the
 * preview prints these statements, and they stand in for the policy where no update has read the real one yet.
 */
import type { Statement } from "../document";
import { type DataKey, via } from "./use-data-key";

/** What the stack encrypts with the key. */
export interface Encrypted {
  /** The images bucket, and the queues of new and of failed images. */
  readonly images: boolean;
  /** Tables of results or of callers' rows. */
  readonly tables: boolean;
  /** The queue of unexpected calls. */
  readonly unexpectedCalls: boolean;
  /** The topic of alarms, where the stack makes it. */
  readonly topicArn?: string | undefined;
}

/** For the tables, whose key DynamoDB keeps in use by a grant. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html */
const FOR_TABLES = [
  "kms:CreateGrant",
  "kms:Encrypt",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];
const READING_THE_KEY = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"];
const ENCRYPTING = ["kms:Decrypt", "kms:GenerateDataKey"];

export function dataKeyStatements(key: DataKey, encrypted: Encrypted): Statement[] {
  const [, partition = "", , , account = ""] = key.keyArn.split(":");
  const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
  const { images, tables } = encrypted;
  const services = [...(images ? ["s3", "sqs"] : []), ...(tables ? ["dynamodb"] : [])];
  const byRoles: Statement[] = [
    {
      Sid: "LetIdentityPoliciesUseTheKeyThroughServices",
      Effect: "Allow",
      Principal,
      Action: ENCRYPTING,
      Resource: "*",
      Condition: { StringEquals: via(key, ...services) },
    },
  ];
  return [
    { Sid: "LetIdentityPoliciesReadTheKey", Effect: "Allow", Principal, Action: READING_THE_KEY, Resource: "*" },
    ...(services.length > 0 ? byRoles : []),
    ...(tables ? [letDynamoDbKeepTheKey(key, Principal)] : []),
    ...byServices(account, encrypted),
  ];
}

function letDynamoDbKeepTheKey(key: DataKey, Principal: { readonly AWS: string }): Statement {
  return {
    Sid: "LetIdentityPoliciesMakeTablesWithTheKey",
    Effect: "Allow",
    Principal,
    Action: FOR_TABLES,
    Resource: "*",
    Condition: { StringEquals: via(key, "dynamodb") },
  };
}

/**
 * Services that bring something by themselves. Each says for which account it does; what it says beside that, AWS does not document
 * for all of them.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html#compatibility-with-aws-services
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function byServices(account: string, { images, unexpectedCalls, topicArn }: Encrypted): Statement[] {
  const ofAccount = { "aws:SourceAccount": account };
  const use = { Effect: "Allow", Action: ENCRYPTING, Resource: "*" } as const;
  const forQueues = { ...use, Condition: { StringEquals: ofAccount } };
  const ofTopic = { ...ofAccount, "kms:EncryptionContext:aws:sns:topicArn": topicArn ?? "" };
  const announced: Statement = {
    Sid: "LetS3AnnounceNewImagesEncrypted",
    Principal: { Service: "s3.amazonaws.com" },
    ...forQueues,
  };
  const kept: Statement = {
    Sid: "LetEventBridgeKeepUnexpectedCallsEncrypted",
    Principal: { Service: "events.amazonaws.com" },
    ...forQueues,
  };
  const told: Statement = {
    Sid: "LetOurAlarmsUseTheDataKey",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    ...use,
    Condition: { StringEquals: ofTopic },
  };
  return [
    ...(images ? [announced] : []),
    ...(unexpectedCalls ? [kept] : []),
    ...(topicArn === undefined ? [] : [told]),
  ];
}
