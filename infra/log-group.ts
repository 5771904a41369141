import * as aws from "./aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "./config";
import { partitionOf } from "./partition";
import { tagsFor } from "./tags";

/** How logs are kept. */
export type LogSettings = Pick<Settings, "region" | "logRetentionDays" | "logEncryptionKeyArn">;

/** A log group with the retention and the key of config. */
export function createLogGroup(name: string, settings: LogSettings, parent: pulumi.Resource): aws.cloudwatch.LogGroup {
  const { region, logRetentionDays: retentionInDays, logEncryptionKeyArn: kmsKeyId } = settings;
  const encryption = kmsKeyId === "" ? {} : { kmsKeyId };
  return new aws.cloudwatch.LogGroup(name, { region, retentionInDays, ...encryption, tags: tagsFor(name) }, { parent });
}

/**
 * What the key's own policy has to say, in lines for the preview: the program does not write it, and without it the first log group is
 * refused. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logKeyNotes({ region, logEncryptionKeyArn: keyArn }: LogSettings): string[] {
  if (keyArn === "") return [];
  const { partition, dnsSuffix } = partitionOf(region);
  const statement = {
    Effect: "Allow",
    Principal: { Service: `logs.${region}.${dnsSuffix}` },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${keyArn.split(":")[4] ?? ""}:log-group:*`,
      },
    },
  };
  return [
    `The policy of ${keyArn} has to let CloudWatch Logs use it, or the update ends at the first log group: ${JSON.stringify(statement)}. ` +
      "Who reads the logs needs kms:Decrypt on it. Once it is disabled, what it encrypted cannot be read.",
  ];
}
