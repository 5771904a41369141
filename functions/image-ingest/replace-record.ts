import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { errorName } from "../aws/upstream-call";
import type { ImageRecord } from "../pool/results/image-record";
import { attributesOf, keyOf } from "../pool/results/item";
import { inTable, type ResultsTable } from "../pool/results/table";

/**
 * Puts a record in place of the one that was read, unless another message has taken the image up since: attributes that the new record does
 * not have are removed. An update and not a put, so that the role of this function may not make items of any other form at a stroke.
 *
 * @param tries of the item that was read, expired or not. DynamoDB may delete an expired one meanwhile; then this is a no, too
 * @returns whether it was put there
 */
export async function replaceRecord(
  table: ResultsTable,
  imageId: string,
  record: ImageRecord,
  tries: number | undefined,
): Promise<boolean> {
  const attributes = Object.entries(attributesOf(record));
  const kept = attributes.filter(([, value]) => value !== undefined);
  const gone = attributes.filter(([, value]) => value === undefined);
  const input = {
    TableName: table.table,
    Key: keyOf(imageId),
    UpdateExpression: [
      `SET ${kept.map(([name]) => `#${name} = :${name}`).join(", ")}`,
      ...(gone.length > 0 ? [`REMOVE ${gone.map(([name]) => `#${name}`).join(", ")}`] : []),
    ].join(" "),
    ConditionExpression: tries === undefined ? "attribute_not_exists(#tries)" : "#tries = :seen",
    ExpressionAttributeNames: Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(kept.flatMap(([name, value]) => (value ? [[`:${name}`, value]] : []))),
      ...(tries !== undefined && { ":seen": { N: String(tries) } }),
    },
  };
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
