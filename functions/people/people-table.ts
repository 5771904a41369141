/** The mapping table as the functions read it: one row at a time, by the caller's id, never older than the last write. */
import { DynamoDBClient, type GetItemCommandOutput, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type ClientLimits, clientSettings } from "../aws/client-settings";
import { itemKey, personRowOf } from "./people-item";
import type { PersonRow } from "./people-row";

export function peopleTableClient(limits: ClientLimits): DynamoDBClient {
  return new DynamoDBClient(clientSettings(limits));
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
