/** The mapping table as the functions read it: one row at a time, by the caller's id, never older than the last write. */
import { DynamoDBClient, type GetItemCommandOutput, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { itemKey, personRowOf } from "./people-item";
import type { PersonRow } from "./people-row";

/** Milliseconds. */
export interface ReadLimits {
  readonly connect: number;
  /** One attempt. */
  readonly request: number;
}

/** The endpoint is the SDK's own business (AWS_ENDPOINT_URL_DYNAMODB where it runs on a laptop). */
export function peopleTableClient(limits: ReadLimits): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    // Without throwOnRequestTimeout the SDK prints a warning and goes on waiting.
    requestHandler: {
      connectionTimeout: limits.connect,
      requestTimeout: limits.request,
      throwOnRequestTimeout: true,
    },
  });
}

/** Consistent: who was disabled a moment ago gets nothing more. */
export function rowRequest(tableName: string, callerId: string): GetItemCommand {
  return new GetItemCommand({ TableName: tableName, Key: itemKey(callerId), ConsistentRead: true });
}

/**
 * @returns undefined for a person without a row
 * @throws PersonRowInvalid
 */
export function rowIn({ Item }: Pick<GetItemCommandOutput, "Item">): PersonRow | undefined {
  return Item && personRowOf(Item);
}
