/** The mapping table as the functions read it: one row at a time, by the caller's id, never older than the last write. */
import {
  DynamoDBClient,
  GetItemCommand,
  type GetItemCommandOutput,
  TransactGetItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { type ClientLimits, clientSettings } from "../aws/upstream-call";
import { itemKey, personRowOf, reservationKey } from "./people-item";
import type { PersonRow } from "./people-row";

export function peopleTableClient(limits: ClientLimits): DynamoDBClient {
  return new DynamoDBClient(clientSettings(limits));
}

/** Consistent: who was disabled a moment ago gets nothing more. */
export function rowRequest(tableName: string, callerId: string): GetItemCommand {
  return new GetItemCommand({ TableName: tableName, Key: itemKey(callerId), ConsistentRead: true });
}

/**
 * The row and the reservation of the profile that is to open, as they were at one moment. To IAM each of both is a GetItem.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 *
 * @param profile `<domain id>/<profile name>`
 */
export function rowAndReservationRequest(
  tableName: string,
  { callerId, profile }: { readonly callerId: string; readonly profile: string },
): TransactGetItemsCommand {
  const keys = [callerId, reservationKey(profile)];
  return new TransactGetItemsCommand({
    TransactItems: keys.map((key) => ({ Get: { TableName: tableName, Key: itemKey(key) } })),
  });
}

/**
 * @returns undefined for a person without a row
 * @throws PersonRowInvalid
 */
export function rowIn({ Item }: Pick<GetItemCommandOutput, "Item">): PersonRow | undefined {
  return Item && personRowOf(Item);
}
