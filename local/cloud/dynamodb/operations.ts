import { readCondition } from "./condition";
import { type Item, readItem } from "./item";
import { Substitutes } from "./substitutes";
import type { Table } from "./table";
import { readUpdate } from "./update";
import { ValidationError } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

/** A write whose condition did not hold. */
export class ConditionalCheckFailed extends Error {}

/** What DynamoDB answers to one operation on one item. @throws ValidationError, ConditionalCheckFailed */
export type ItemOperation = (table: Table, input: Input) => unknown;

/** Single items only; Query, Scan, batches and transactions are not stood in for. */
export const OPERATIONS: Readonly<Record<string, ItemOperation>> = {
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
};

function getItem(table: Table, input: Input): unknown {
  refuseOthers(input, ["Key", "ConsistentRead"]);
  const item = table.find(keyIn(table, input));
  return item ? { Item: item } : {};
}

function putItem(table: Table, input: Input): unknown {
  refuseOthers(input, ["Item", ...CONDITIONAL]);
  const item = readItem(input["Item"]);
  const key = table.keyOf(item, false);
  const before = checked(table, key, input);
  table.put(key, item);
  return returned(input, before, item);
}

function updateItem(table: Table, input: Input): unknown {
  refuseOthers(input, ["Key", "UpdateExpression", ...CONDITIONAL]);
  const key = keyIn(table, input);
  const substitutes = new Substitutes(input);
  const change = readUpdate(textOf(input, "UpdateExpression") ?? "", substitutes);
  const before = checked(table, key, input, substitutes);
  const after = change(before ?? (input["Key"] as Item));
  // The key of an item is who it is, and never changes.
  if (table.keyOf(after, false) !== key)
    throw new ValidationError("Cannot update attribute: this attribute is part of the key");
  table.put(key, readItem(after));
  return returned(input, before, after);
}

function deleteItem(table: Table, input: Input): unknown {
  refuseOthers(input, ["Key", ...CONDITIONAL]);
  const key = keyIn(table, input);
  const before = checked(table, key, input);
  table.delete(key);
  return returned(input, before, undefined);
}

const CONDITIONAL = ["ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues", "ReturnValues"];

/** The item as it is, if the condition holds. */
function checked(table: Table, key: string, input: Input, substitutes = new Substitutes(input)): Item | undefined {
  const item = table.find(key);
  const text = textOf(input, "ConditionExpression");
  const condition = text === undefined ? undefined : readCondition(text, substitutes);
  substitutes.refuseUnused();
  if (condition && !condition(item)) throw new ConditionalCheckFailed("The conditional request failed");
  return item;
}

function keyIn(table: Table, input: Input): string {
  return table.keyOf(readItem(input["Key"]), true);
}

function returned(input: Input, before: Item | undefined, after: Item | undefined): unknown {
  const wanted = textOf(input, "ReturnValues") ?? "NONE";
  if (!["NONE", "ALL_OLD", "ALL_NEW"].includes(wanted))
    throw new ValidationError(`The laptop's DynamoDB does not know ReturnValues ${wanted}`);
  const item = { ALL_OLD: before, ALL_NEW: after }[wanted];
  return item ? { Attributes: item } : {};
}

/** A parameter that is not known here might change everything. */
function refuseOthers(input: Input, known: readonly string[]): void {
  const strange = Object.keys(input).find((name) => name !== "TableName" && !known.includes(name));
  if (strange !== undefined) throw new ValidationError(`The laptop's DynamoDB does not know ${strange} here`);
}

function textOf(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}
