/** Settings that protect a resource beside its policy, in words that rules can ask for. */
import { type CollectedResource, identity, list, record, setting, text } from "./graph/graph";
import type { Survey } from "./survey";

type Facts = Readonly<Record<string, string>>;

const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/**
 * `key`: the key of KMS that encrypts new objects, where it is named; `publicAccessBlock`: "on", "off", "partial" or "unset"; `objectOwnership` and `encryption` as S3 writes them, with the default that
 * new buckets get; `versioning`: "Enabled", "Suspended" or "unset".
 */
export function bucketFacts(survey: Survey, bucket: CollectedResource): Facts {
  const ids = [identity(bucket, "id"), identity(bucket, "bucket")];
  // Each of these types has a twin with V2 behind its name, an earlier spelling of the same.
  const about = (type: string) =>
    [type, type.replace(/\w+$/, "$&V2").replace(/:/, "V2:")]
      .flatMap((one) => survey.referring(`s3/${one}`, "bucket", ...ids))
      .at(-1)?.inputs ?? {};
  const rule = record(about("bucketOwnershipControls:BucketOwnershipControls")["rule"]);
  const encryption = record(
    list(about("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")["rules"])[0],
  );
  const byDefault = record(encryption["applyServerSideEncryptionByDefault"]);
  const versioning = record(about("bucketVersioning:BucketVersioning")["versioningConfiguration"]);
  return {
    publicAccessBlock: blockOf(about("bucketPublicAccessBlock:BucketPublicAccessBlock")),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html: ACLs are off in new buckets.
    objectOwnership: text(rule["objectOwnership"]) ?? "BucketOwnerEnforced",
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html
    encryption: text(byDefault["sseAlgorithm"]) ?? "AES256",
    ...keyFact(survey, text(byDefault["kmsMasterKeyId"])),
    versioning: text(versioning["status"]) ?? "unset",
  };
}

function blockOf(inputs: Readonly<Record<string, unknown>>): string {
  const set = BLOCKS.map((key) => inputs[key]);
  if (Object.keys(inputs).length === 0) return "unset";
  if (set.every((value) => value === true)) return "on";
  return set.some((value) => value === true) ? "partial" : "off";
}

/** `encryption`: "SSE-SQS", "SSE-KMS" or "off"; `key`: as of a bucket. */
export function queueFacts(survey: Survey, queue: CollectedResource): Facts {
  const managed = queue.inputs["sqsManagedSseEnabled"];
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html: on in new queues.
  const without = managed === false ? "off" : "SSE-SQS";
  const key = setting(queue, "kmsMasterKeyId");
  return { encryption: key === undefined ? without : "SSE-KMS", ...keyFact(survey, key) };
}

/**
 * `encryption`: "aws/dynamodb" (a key of AWS in this account), the ARN of another key, or "AWS owned"; `key`: the attributes that an item
 * is found by; `indexes`: names of further ways to its items; `expiry`: the attribute by which DynamoDB deletes items, or "none";
 * `madeFrom`: "nothing", or the inputs by which items of elsewhere come into a new table.
 */
export function tableFacts(_survey: Survey, { inputs }: CollectedResource): Facts {
  const encryption = record(inputs["serverSideEncryption"]);
  const key = text(encryption["kmsKeyArn"]) ?? "aws/dynamodb";
  const expiry = record(inputs["ttl"]);
  const indexes = ["globalSecondaryIndexes", "localSecondaryIndexes"].flatMap((kind) => list(inputs[kind]));
  return {
    encryption: encryption["enabled"] === true ? key : "AWS owned",
    deletionProtection: onOrOff(inputs["deletionProtectionEnabled"]),
    pointInTimeRecovery: onOrOff(record(inputs["pointInTimeRecovery"])["enabled"]),
    key: ["hashKey", "rangeKey"].flatMap((one) => text(inputs[one]) ?? []).join(" "),
    indexes: indexes.map((index) => text(record(index)["name"]) ?? "one without a name").join(" ") || "none",
    // The provider's default for `enabled` is false, and a name alone switches nothing on.
    expiry: expiry["enabled"] === true ? (text(expiry["attributeName"]) ?? "an attribute without a name") : "none",
    madeFrom: ITEMS_FROM_ELSEWHERE.filter((input) => inputs[input] !== undefined).join(" ") || "nothing",
  };
}

/** https://www.pulumi.com/registry/packages/aws/api-docs/dynamodb/table/#inputs */
const ITEMS_FROM_ELSEWHERE = ["importTable", "restoreSourceName", "restoreSourceTableArn", "restoreBackupArn"];

function onOrOff(value: unknown): "on" | "off" {
  return value === true ? "on" : "off";
}

/** AWS's own key for SNS counts as none: its policy leaves CloudWatch out, and cannot be changed. */
export function topicFacts(survey: Survey, { inputs }: CollectedResource): Facts {
  const id = text(inputs["kmsMasterKeyId"]) ?? "";
  const isUsable = id !== "" && !id.endsWith("alias/aws/sns");
  return { encryption: isUsable ? "SSE-KMS" : "none that CloudWatch may use", key: keyNamed(survey, id) };
}

function keyFact(survey: Survey, id: string | undefined): Facts {
  return id === undefined ? {} : { key: keyNamed(survey, id) };
}

/** A key that is in the graph goes by its name there, another by what names it. */
function keyNamed(survey: Survey, id = ""): string {
  const key = survey.all("kms/key:Key").find((each) => [identity(each, "arn"), identity(each, "keyId")].includes(id));
  return key?.name ?? (id || "none");
}

/** `made`: "elsewhere" where the program has only read the key. */
export function keyFacts(_survey: Survey, key: CollectedResource): Facts {
  const isRead = key.options?.["read"] === true;
  return { rotation: key.inputs["enableKeyRotation"] === true ? "on" : "off", ...(isRead && { made: "elsewhere" }) };
}
