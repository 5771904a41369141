import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { COUNTED_ATTRIBUTES } from "../../policies/operator/ingest-status";
import type { ClientSettings } from "../operator/target";

/** How many images are in each state (functions/pool/results/image-record.ts), by its name. */
export type ImageStates = Readonly<Record<string, number>>;

/**
 * Reads the state of every item. DynamoDB bills a Scan by what it reads and not by what it returns: half a read unit for 4 KB of items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html
 */
export async function imageStates(settings: ClientSettings, table: string): Promise<ImageStates> {
  const client = new DynamoDBClient({ ...settings, maxAttempts: 8 });
  const names = COUNTED_ATTRIBUTES.map((name, index) => [`#${index}`, name]);
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      Select: "SPECIFIC_ATTRIBUTES",
      ProjectionExpression: names.map(([placeholder]) => placeholder).join(", "),
      ExpressionAttributeNames: Object.fromEntries(names) as Record<string, string>,
    },
  );
  const counts: Record<string, number> = {};
  for await (const { Items = [] } of pages) {
    for (const { state } of Items) counts[state?.S ?? "?"] = (counts[state?.S ?? "?"] ?? 0) + 1;
  }
  return counts;
}
