/** What the table says of an image before there is one. In a file of its own: only the function that offers uploads may put items. */
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { ImageName } from "../stored/image-key";
import { expiryOf } from "./image-record";
import { attributesOf, keyOf } from "./item";
import { inTable, type ResultsTable } from "./table";

/** @param uploadUntil milliseconds since 1970: when the form can no longer be used */
export async function storeOffer(
  table: ResultsTable,
  { imageId, uploader }: ImageName,
  operations: readonly string[],
  uploadUntil: number,
): Promise<void> {
  const offered = { state: "pending", operations, results: {}, uploadUntil } as const;
  const expiresAt = expiryOf(offered, undefined, Date.now(), table.days);
  const attributes = attributesOf({ ...offered, expiresAt, ...(uploader !== undefined && { uploader }) });
  const Item = { ...keyOf(imageId), ...defined(attributes) };
  // The id has just been made up: that it is taken would be a fault of ours, also for expired items.
  const input = { TableName: table.table, Item, ConditionExpression: "attribute_not_exists(imageId)" };
  await inTable("dynamodb:PutItem", table, (dynamo) => dynamo.send(new PutItemCommand(input)));
}

function defined<T>(values: Readonly<Record<string, T | undefined>>): Record<string, T> {
  const present = Object.entries(values).filter((entry): entry is [string, T] => entry[1] !== undefined);
  return Object.fromEntries(present);
}
