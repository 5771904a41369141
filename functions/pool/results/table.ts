/** The table of results: one item an image. Loaded when it is first needed. */
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { clientSettings, USUAL_LIMITS, upstreamRefusal } from "../../aws/upstream-call";
import { type ImageRecord, isExpired } from "./image-record";
import { keyOf, recordOf } from "./item";

export interface ResultsTable {
  readonly table: string;
  /** For which results are kept. */
  readonly days: number;
  readonly requestId: string;
}

/** An image's item, if there is one. */
export interface FoundImage {
  /** Undefined when there is none, or its time is over. */
  readonly record?: ImageRecord;
  /** Of the item that is there, expired or not: what a write in its place depends on. */
  readonly tries?: number;
}

let client: DynamoDBClient | undefined;

/** @param at the time, in milliseconds since 1970, at which the record must not be over */
export async function readImage(table: ResultsTable, imageId: string, at = Date.now()): Promise<FoundImage> {
  const input = { TableName: table.table, Key: keyOf(imageId), ConsistentRead: true };
  const { Item } = await inTable("dynamodb:GetItem", table, (dynamo) => dynamo.send(new GetItemCommand(input)));
  if (!Item) return {};
  const record = recordOf(Item);
  const { tries } = record;
  return { ...(!isExpired(record, at) && { record }), ...(tries !== undefined && { tries }) };
}

/** @throws Refusal for whatever DynamoDB's client throws */
export async function inTable<T>(
  operation: string,
  { requestId }: ResultsTable,
  call: (dynamo: DynamoDBClient) => Promise<T>,
): Promise<T> {
  client ??= new DynamoDBClient(clientSettings(USUAL_LIMITS));
  try {
    return await call(client);
  } catch (error) {
    throw upstreamRefusal({ operation, requestId }, error);
  }
}
