/** P13, for what a key encrypts: which use of it is for a thing of the stack's own, by a role through a service or by a service itself. */
import type { AuditedResource, Estate } from "../../estate";
import type { Asker } from "../../question";
import { action, and, FALSE, type Formula, key, or } from "../../encode/vocabulary";
import { encryptedWith } from "../ours";
import { servicePrincipal } from "../questions/askers";

/** By hand, as each service writes what it binds a data key to. https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html */
export const CONTEXT = {
  bucket: "kms:EncryptionContext:aws:s3:arn",
  queue: "kms:EncryptionContext:aws:sqs:arn",
  table: "kms:EncryptionContext:aws:dynamodb:tableName",
  tableOwner: "kms:EncryptionContext:aws:dynamodb:subscriberId",
  topic: "kms:EncryptionContext:aws:sns:topicArn",
} as const;

/** The encryption context is of a bucket, an object in it, a queue or a table that the key encrypts. */
export function forThingsOfOurs(estate: Estate, it: AuditedResource): Formula {
  const arns = (kind: "bucket" | "queue") => encryptedWith(estate, it, kind).map(({ arn }) => arn);
  const buckets = arns("bucket");
  return or(
    key(CONTEXT.bucket).is(...buckets),
    key(CONTEXT.bucket).like(...buckets.map((arn) => `${arn}/*`)),
    key(CONTEXT.queue).is(...arns("queue")),
    and(key(CONTEXT.table).is(...tableNames(estate, it)), key(CONTEXT.tableOwner).is(estate.account)),
  );
}

export function tableNames(estate: Estate, it: AuditedResource): string[] {
  return encryptedWith(estate, it, "table").map(({ arn }) => arn.replace(/^.*:table\//, ""));
}

/** Services that use a key for things that it encrypts, without a principal's permission. */
export interface ServiceUse {
  readonly service: string;
  /** In a claim's words. */
  readonly to: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export function serviceUses(estate: Estate, it: AuditedResource): readonly ServiceUse[] {
  const queues = encryptedWith(estate, it, "queue").map(({ name }) => name);
  const topics = encryptedWith(estate, it, "topic");
  const inAccount = { "aws:SourceAccount": [estate.account] };
  const announced = queues.filter((name) => name !== "unexpected-calls");
  const uses = (
    [
      ["s3", announced.length, "S3 to announce this account's images", inAccount],
      ["events", queues.length - announced.length, "EventBridge to keep this account's unexpected calls", inAccount],
      [
        "cloudwatch",
        topics.length,
        `CloudWatch to publish this account's alarms to ${topics[0]?.name ?? ""}`,
        { ...inAccount, [CONTEXT.topic]: topics.map(({ arn }) => arn) },
      ],
    ] as const
  ).filter(([, count]) => count > 0);
  return uses.map(([service, , to, context]) => ({ service: servicePrincipal(service), to, context }));
}

/** The use of the key that a service is expected to make; none for any other asker. */
export function expectedOf(uses: readonly ServiceUse[], asker: Asker): Formula {
  const use = uses.find(({ service }) => asker.kind === "service" && asker.service === service);
  if (use === undefined) return FALSE;
  const conditions = Object.entries(use.context).map(([name, values]) => key(name).is(...values));
  return and(action("kms:Decrypt", "kms:GenerateDataKey"), ...conditions);
}
