import { findPartition, partitionOf } from "../../partition";
import type { AgreeingValues, Disagreement } from "../disagreement";
import { type Key, optionalText } from "../key";

/** Of a key and not of an alias. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html */
const KEY_ARN = /^arn:(aws|aws-cn|aws-us-gov):kms:[a-z]+(-[a-z]+)+-\d:\d{12}:key\/[\w-]+$/;
const EXAMPLE = `arn:${partitionOf("eu-central-1").partition}:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A key of the company's own, or "" for none. */
export function keyArn(allowed: string): Key<string> {
  return optionalText({
    allowed,
    example: EXAMPLE,
    fault: (value) => (KEY_ARN.test(value) ? undefined : "is not the ARN of a KMS key"),
  });
}

/** What encrypts with it, and so takes a key of its own Region only. */
const USERS = {
  logEncryptionKeyArn: "logs are kept in %: CloudWatch Logs takes a key of its own Region",
  dataEncryptionKeyArn: "images, messages and tables are kept in %: services take a key of their own Region",
} as const;

export function keyDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  return [...keysElsewhere(values), ...keyForNothing(values)];
}

function keysElsewhere(values: Partial<AgreeingValues>): Disagreement[] {
  const { region } = values;
  if (region === undefined) return [];
  return (["logEncryptionKeyArn", "dataEncryptionKeyArn"] as const).flatMap((key): Disagreement[] => {
    const found = values[key] ?? "";
    const [, partition, , there = ""] = found.split(":");
    if (found === "") return [];
    const home = findPartition(region)?.partition;
    if (there === region && home !== undefined && partition !== home) {
      const fix = found.replace(/^arn:[a-z-]+:/, `arn:${home}:`);
      return [{ key, at: "", found, fault: `is in another partition than ${region}, which is in ${home}`, fix }];
    }
    if (there === region) return [];
    const fault = `is a key of ${there}, and ${USERS[key].replace("%", region)}`;
    return [{ key, at: "", found, fault, remove: true }];
  });
}

/** A key that encrypts nothing would be relied on all the same. */
function keyForNothing(values: Partial<AgreeingValues>): Disagreement[] {
  const { dataEncryptionKeyArn: found = "", rekognitionRegions, profileMode, monitoring } = values;
  if (found === "" || rekognitionRegions?.length !== 0 || profileMode !== "claim") return [];
  if (monitoring === undefined || !("off" in monitoring)) return [];
  const fault = "would encrypt nothing: without a pool, a mapping table and monitoring the stack keeps no data";
  return [{ key: "dataEncryptionKeyArn", at: "", found, fault, remove: true }];
}
