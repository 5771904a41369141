/** The table of results: one item an image. Loaded when it is first needed. */
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type ResultsTable, storedResult, type StoredResult, text } from "./result-item";
import { serviceFailure } from "./service-failure";

const REQUEST_MS = 5000;

let client: DynamoDBClient | undefined;

/** @returns undefined when there is none, or its time is over: DynamoDB deletes expired items within days */
export async function readResult(table: ResultsTable, imageId: string): Promise<StoredResult | undefined> {
  const input = { TableName: table.table, Key: { imageId: text(imageId) }, ConsistentRead: true };
  const { Item } = await inTable("dynamodb:GetItem", table, (dynamo) => dynamo.send(new GetItemCommand(input)));
  const result = Item && storedResult(Item);
  return result && result.expiresAt * 1000 > Date.now() ? result : undefined;
}

/** @throws what serviceFailure makes of DynamoDB's error */
export async function inTable<T>(
  operation: string,
  { requestId }: ResultsTable,
  call: (dynamo: DynamoDBClient) => Promise<T>,
): Promise<T> {
  client ??= new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
  });
  try {
    return await call(client);
  } catch (error) {
    throw serviceFailure(operation, requestId, error);
  }
}
