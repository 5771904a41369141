/** What the table says of an image before there is one. In a file of its own: only the function that offers uploads may put items. */
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { ImageName } from "./image-key";
import { expiry, type ResultsTable, text } from "./result-item";
import { inTable } from "./results";

/** An upload that has been offered. */
export async function storePending(
  table: ResultsTable,
  image: ImageName,
  operations: readonly string[],
): Promise<void> {
  const item = {
    imageId: text(image.imageId),
    ...(image.uploader !== undefined && { uploader: text(image.uploader) }),
    state: text("pending"),
    operations: text(operations.join(",")),
    expiresAt: expiry(table),
  };
  const input = { TableName: table.table, Item: item, ConditionExpression: "attribute_not_exists(imageId)" };
  await inTable("dynamodb:PutItem", table, (dynamo) => dynamo.send(new PutItemCommand(input)));
}
