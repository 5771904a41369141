import type { Place } from "../../policies/arns";
import { dataKeyStatements } from "../../policies/data-key/data-key-policy";
import {
  type DataKey,
  decryptImages,
  decryptMessages,
  decryptTable,
  encryptUploads,
} from "../../policies/data-key/use-data-key";
import { type PolicyDocument, policyDocument } from "../../policies/document";

/** The company's own key for data of the example stack. */
export function dataKeyIn({ partition, region, account }: Place): DataKey {
  const keyArn = `arn:${partition}:kms:${region}:${account}:key/0d47a0d4-7a0d-47a0-d47a-0d47a0d47a0d`;
  return { keyArn, dnsSuffix: "amazonaws.com" };
}

/** What the key's policy has to say, and what functions do with the key. */
export function dataKeyDocuments(place: Place) {
  const { partition, region, account } = place;
  const key = dataKeyIn(place);
  const arn = (service: string, name: string) => `arn:${partition}:${service}:${region}:${account}:${name}`;
  const bucketArn = `arn:${partition}:s3:::images-893ef0b`;
  return {
    "data-key": policyDocument(
      ...dataKeyStatements(key, {
        images: true,
        tables: true,
        unexpectedCalls: true,
        topicArn: arn("sns", "gateway-alarms"),
      }),
    ),
    "decrypts-with-data-key": policyDocument(
      decryptImages(key, bucketArn),
      decryptMessages(key, arn("sqs", "new-images")),
      decryptTable(key, arn("dynamodb", "table/image-results")),
    ),
    "encrypts-uploads-with-data-key": policyDocument(encryptUploads(key, bucketArn)),
  } satisfies Record<string, PolicyDocument>;
}
