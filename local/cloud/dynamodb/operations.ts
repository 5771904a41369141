import { readCondition } from "./condition";
import { type Item, readItem } from "./item";
import { Substitutes } from "./substitutes";
import type { Table } from "./table";
import { readUpdate } from "./update";
import { ValidationError } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

/** A write whose condition did not hold. */
export class ConditionalCheckFailed extends Error {}

/**
 * One operation on one item: checks everything, and returns what does it and gives DynamoDB's answer. A transaction checks all of its
 * operations before it does the first.
 * @throws ValidationError, ConditionalCheckFailed
 */
export type ItemOperation = (table: Table, input: Input) => () => unknown;

/** Query and batches are not stood in for; Scan is in scan.ts, transactions in transaction.ts. */
export const OPERATIONS: Readonly<Record<string, ItemOperation>> = {
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  ConditionCheckItem: conditionCheck,
};

function getItem(table: Table, input: Input) {
  refuseOthers(input, ["Key", "ConsistentRead"]);
  const item = table.find(keyIn(table, input));
  return () => (item ? { Item: item } : {});
}

function putItem(table: Table, input: Input) {
  refuseOthers(input, ["Item", ...CONDITIONAL]);
  const item = readItem(input["Item"]);
  const key = table.keyOf(item, false);
  const before = checked(table, key, input);
  return () => {
    table.put(key, item);
    return returned(input, before, item);
  };
}

function updateItem(table: Table, input: Input) {
  refuseOthers(input, ["Key", "UpdateExpression", ...CONDITIONAL]);
  const key = keyIn(table, input);
  const substitutes = new Substitutes(input);
  const change = readUpdate(textOf(input, "UpdateExpression") ?? "", substitutes);
  const before = checked(table, key, input, substitutes);
  const after = change(before ?? (input["Key"] as Item));
  // The key of an item is who it is, and never changes.
  if (table.keyOf(after, false) !== key)
    throw new ValidationError("Cannot update attribute: this attribute is part of the key");
  const item = readItem(after);
  return () => {
    table.put(key, item);
    return returned(input, before, after);
  };
}

function deleteItem(table: Table, input: Input) {
  refuseOthers(input, ["Key", ...CONDITIONAL]);
  const key = keyIn(table, input);
  const before = checked(table, key, input);
  return () => {
    table.delete(key);
    return returned(input, before, undefined);
  };
}

/** Of transactions only: nothing is written, but all of it depends on this. */
function conditionCheck(table: Table, input: Input) {
  refuseOthers(input, ["Key", ...CONDITIONAL]);
  if (textOf(input, "ConditionExpression") === undefined)
    throw new ValidationError("The expression can not be empty; ConditionExpression");
  checked(table, keyIn(table, input), input);
  return () => ({});
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
export function refuseOthers(input: Input, known: readonly string[]): void {
  const strange = Object.keys(input).find((name) => name !== "TableName" && !known.includes(name));
  if (strange !== undefined) throw new ValidationError(`The laptop's DynamoDB does not know ${strange} here`);
}

export function textOf(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}
