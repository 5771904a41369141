/** An analysis, in the table of results from its beginning to its end. Only the image-ingest function updates items. */
import { type UpdateItemCommandInput, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { errorName } from "./classify";
import type { ImageName } from "./image-key";
import {
  expiry,
  type Findings,
  type ImageState,
  type ObjectEvent,
  type OperationResults,
  packed,
  type ResultsTable,
  text,
} from "./result-item";
import { inTable, readResult } from "./results";

/**
 * Takes an object's version up for analysis.
 *
 * S3 and SQS deliver an event at least once and in any order, so only the first and later ones count: an event of the
 * version that is being analysed goes on with what it has, one of a finished or an older version has nothing to do.
 *
 * @returns the results there are already, or undefined when there is nothing to do
 */
export async function beginAnalysis(
  table: ResultsTable,
  image: ImageName,
  event: ObjectEvent,
  operations: readonly string[],
): Promise<OperationResults | undefined> {
  const began = await update(table, image.imageId, {
    UpdateExpression:
      "SET #state = :analysing, #version = :version, #sequencer = :sequencer, #operations = :operations, " +
      `#expiresAt = :expiresAt${image.uploader === undefined ? "" : ", #uploader = :uploader"} REMOVE #results`,
    ConditionExpression: "attribute_not_exists(#version) OR (#version <> :version AND #sequencer < :sequencer)",
    ExpressionAttributeNames: names(
      "state",
      "version",
      "sequencer",
      "operations",
      "expiresAt",
      "results",
      ...uploader(image),
    ),
    ExpressionAttributeValues: {
      ":analysing": text("analysing"),
      ":version": text(event.version),
      ":sequencer": text(comparable(event.sequencer)),
      ":operations": text(operations.join(",")),
      ":expiresAt": expiry(table),
      ...(image.uploader !== undefined && { ":uploader": text(image.uploader) }),
    },
  });
  if (began) return {};
  const known = await readResult(table, image.imageId);
  return known?.version === event.version && known.state === "analysing" ? known.results : undefined;
}

/** Keeps what has been found out about that version. Another one that has begun since then is left alone. */
export async function storeResults(
  table: ResultsTable,
  { imageId }: ImageName,
  { version }: ObjectEvent,
  { state, ...findings }: Findings & { readonly state: ImageState },
): Promise<void> {
  await update(table, imageId, {
    UpdateExpression: "SET #state = :state, #results = :results",
    ConditionExpression: "#version = :version AND #state = :analysing",
    ExpressionAttributeNames: names("state", "version", "results"),
    ExpressionAttributeValues: {
      ":state": text(state),
      ":results": packed(findings),
      ":version": text(version),
      ":analysing": text("analysing"),
    },
  });
}

/** @returns whether the item was as the condition says */
async function update(
  table: ResultsTable,
  imageId: string,
  change: Omit<UpdateItemCommandInput, "TableName" | "Key">,
): Promise<boolean> {
  const input = { TableName: table.table, Key: { imageId: text(imageId) }, ...change };
  return inTable("dynamodb:UpdateItem", table, async (dynamo) => {
    try {
      await dynamo.send(new UpdateItemCommand(input));
      return true;
    } catch (error) {
      if (errorName(error) === "ConditionalCheckFailedException") return false;
      throw error;
    }
  });
}

/** S3's sequencers of one key differ in length. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function comparable(sequencer: string): string {
  return sequencer.padEnd(64, "0");
}

function uploader(image: ImageName): string[] {
  return image.uploader === undefined ? [] : ["uploader"];
}

function names(...attributes: readonly string[]): Record<string, string> {
  return Object.fromEntries(attributes.map((attribute) => [`#${attribute}`, attribute]));
}
