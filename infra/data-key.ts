import * as aws from "./aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKeyStatements, type Encrypted } from "../policies/data-key/data-key-policy";
import type { DataKey } from "../policies/data-key/use-data-key";
import { policyDocument, toPolicyJson } from "../policies/document";
import type { Settings } from "./config";
import { alarmTopicName } from "./names";
import { partitionOf } from "./partition";
import { previewStop } from "./preview";

/**
 * The company's own key for data at rest; undefined where the services' own are used. One for all, because a key's users are told apart
 * by service and encryption context, statement by statement: a key for each thing would part nothing more, and a company prescribes keys
 * by class of data. Logs have a key of their own, because other people read them.
 */
export function dataKeyOf(settings: Pick<Settings, "region" | "dataEncryptionKeyArn">): DataKey | undefined {
  const { region, dataEncryptionKeyArn: keyArn } = settings;
  return keyArn === "" ? undefined : { keyArn, dnsSuffix: partitionOf(region).dnsSuffix };
}

/** The inputs of a queue that is encrypted with the company's key, or with SQS's own. */
export function queueEncryption(dataKey: DataKey | undefined) {
  return dataKey ? { kmsMasterKeyId: dataKey.keyArn } : { sqsManagedSseEnabled: true };
}

/** The inputs of a table that is encrypted with the company's key, or with AWS's in this account. */
export function tableEncryption(settings: Pick<Settings, "region" | "dataEncryptionKeyArn">) {
  const dataKey = dataKeyOf(settings);
  return { serverSideEncryption: { enabled: true, ...(dataKey && { kmsKeyArn: dataKey.keyArn }) } };
}

/**
 * Reads the key into the stack's state, so that the audit sees its policy, and a preview stops for a key that is not there or cannot
 * encrypt. What Pulumi has only read it never changes and never deletes. Until an update has read it, the statements that the preview
 * asks for stand in for its policy. https://www.pulumi.com/docs/iac/concepts/resources/get/
 */
export function readDataKey(name: string, settings: Settings): void {
  const dataKey = dataKeyOf(settings);
  if (dataKey === undefined) return;
  const policy = toPolicyJson(policyDocument(...statementsFor(dataKey, settings)));
  const id = dataKey.keyArn.replace(/^.*:key\//, "");
  const key = aws.kms.Key.get(name, id, { region: settings.region, policy });
  pulumi.all([key.isEnabled, key.keyUsage, key.customerMasterKeySpec]).apply(([isEnabled, usage, spec]) => {
    const why = whyUnusable({ isEnabled, usage, spec });
    if (why !== undefined) throw previewStop(`dataEncryptionKeyArn: ${dataKey.keyArn} ${why}`);
  });
}

/** What AWS reports of a key; offline it reports nothing. */
export interface ReportedKey {
  readonly isEnabled: boolean | undefined;
  readonly usage: string | undefined;
  readonly spec: string | undefined;
}

/** Why services cannot encrypt with a key, as the end of a sentence, and what to do; undefined when they can. */
export function whyUnusable({ isEnabled, usage, spec }: ReportedKey): string | undefined {
  const change = "Name another key in config.";
  if (usage !== undefined && usage !== "ENCRYPT_DECRYPT")
    return `is for ${usage}, and services take a key for ENCRYPT_DECRYPT. ${change}`;
  if (spec !== undefined && spec !== "SYMMETRIC_DEFAULT")
    return `is a key of ${spec}, and services take a symmetric one. ${change}`;
  if (isEnabled === false)
    return `is disabled, and nothing that it encrypted can be read. Enable it, or name another key in config.`;
  return undefined;
}

/**
 * To be awaited before anything is declared: a table takes a key of its own account only, and would say so half-way through an update.
 *
 * @throws pulumi.RunError (printed without a stack) for a key of another account
 */
export async function refuseForeignDataKey({ dataEncryptionKeyArn: arn }: Settings): Promise<void> {
  if (arn === "") return;
  const { accountId } = await aws.getCallerIdentity({});
  const why = whyForeignKey(arn, accountId, pulumi.getStack());
  if (why !== undefined) throw new pulumi.RunError(why);
}

/** Why DynamoDB would not take it, and how to put it right; undefined for a key of the account. */
export function whyForeignKey(arn: string, account: string, stack: string): string | undefined {
  const [, partition = "", , region = "", owner = ""] = arn.split(":");
  if (owner === account) return undefined;
  const key = "dataEncryptionKeyArn";
  return (
    `${key}: "${arn}" is a key of account ${owner}, and this stack is deployed to account ${account}. Allowed is a key of account ` +
    `${account}. Fix it with: pulumi config set --stack ${stack} ${key} arn:${partition}:kms:${region}:${account}:key/<id>`
  );
}

/** What the key's own policy has to say, in lines for the preview: the program does not write it. */
export function dataKeyNotes(settings: Settings): string[] {
  const dataKey = dataKeyOf(settings);
  if (dataKey === undefined) return [];
  return [
    `The policy of ${dataKey.keyArn} has to say what these statements say, or the update ends at the first queue that is to receive, and ` +
      `the functions read nothing: ${JSON.stringify(statementsFor(dataKey, settings))}. With the account's own statement (kms:* for its root, ` +
      "as AWS puts it into a new key) only those for services are missing. Who puts failed images back into the queue needs kms:Decrypt and " +
      "kms:GenerateDataKey on it. Once it is disabled, what it encrypted cannot be read.",
  ];
}

function statementsFor(dataKey: DataKey, settings: Settings) {
  return dataKeyStatements(dataKey, encryptedBy(dataKey, settings));
}

function encryptedBy({ keyArn }: DataKey, settings: Settings): Encrypted {
  const { monitoring, profileMode, rekognitionRegions } = settings;
  const [, partition = "", , region = "", account = ""] = keyArn.split(":");
  const images = rekognitionRegions.length > 0;
  const hasTopic = !("off" in monitoring) && !("topicArn" in monitoring);
  return {
    images,
    tables: images || profileMode === "table",
    unexpectedCalls: !("off" in monitoring),
    ...(hasTopic && { topicArn: `arn:${partition}:sns:${region}:${account}:${alarmTopicName()}` }),
  };
}
