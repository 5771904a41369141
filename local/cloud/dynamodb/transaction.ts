import { asRecord } from "../graph/graph-index";
import { ConditionalCheckFailed, OPERATIONS, refuseOthers } from "./operations";
import type { Table } from "./table";
import { ValidationError } from "./validation-error";

/** One operation and its parameters. */
export interface AskedOperation {
  /** As IAM names it: a transaction needs no permission of its own, but one for each operation that it holds. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface CancellationReason {
  readonly Code: "None" | "ConditionalCheckFailed";
  readonly Message?: string;
}

/** Nothing was written; why, by operation. */
export class TransactionCancelled extends Error {
  constructor(readonly reasons: readonly CancellationReason[]) {
    const codes = reasons.map(({ Code }) => Code).join(", ");
    super(`Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`);
  }
}

const MOST_OPERATIONS = 100;
/** By what a member of TransactItems is called. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TransactWriteItems: {
    Put: "PutItem",
    Update: "UpdateItem",
    Delete: "DeleteItem",
    ConditionCheck: "ConditionCheckItem",
  },
  TransactGetItems: { Get: "GetItem" },
};

export function isTransaction(operation: string): boolean {
  return Object.hasOwn(MEMBERS, operation);
}

/**
 * The operations of a transaction.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 * @throws ValidationError
 */
export function readTransaction(
  transaction: string,
  input: Readonly<Record<string, unknown>>,
): readonly AskedOperation[] {
  const members = MEMBERS[transaction] ?? {};
  refuseOthers(
    input,
    transaction === "TransactWriteItems" ? ["TransactItems", "ClientRequestToken"] : ["TransactItems"],
  );
  const items: unknown = input["TransactItems"];
  if (!Array.isArray(items) || items.length === 0 || items.length > MOST_OPERATIONS)
    throw new ValidationError(`TransactItems must have 1 to ${MOST_OPERATIONS} members`);
  return items.map((item) => {
    const [[member, operationInput] = [], ...more] = Object.entries(asRecord(item));
    const operation = member === undefined ? undefined : members[member];
    if (operation === undefined || more.length > 0)
      throw new ValidationError(`A member of TransactItems can only contain one of ${Object.keys(members).join(", ")}`);
    return { operation, input: asRecord(operationInput) };
  });
}

/**
 * Everything or nothing.
 * @param tables of the operations, in their order
 * @throws ValidationError, TransactionCancelled
 */
export function writeTransaction(asked: readonly AskedOperation[], tables: readonly Table[]): unknown {
  const checked = asked.map(({ operation, input }, at) => check(operation, tables[at], input));
  refuseTwoOnOneItem(asked, tables);
  if (checked.some(({ reason }) => reason.Code !== "None"))
    throw new TransactionCancelled(checked.map(({ reason }) => reason));
  for (const { write } of checked) write();
  return {};
}

/** Reads never older than the last write. Here nothing is written in between, so that none is cancelled. */
export function getTransaction(asked: readonly AskedOperation[], tables: readonly Table[]): unknown {
  refuseTwoOnOneItem(asked, tables);
  return { Responses: asked.map(({ operation, input }, at) => check(operation, tables[at], input).write()) };
}

interface Checked {
  readonly reason: CancellationReason;
  readonly write: () => unknown;
}

function check(operation: string, table: Table | undefined, input: AskedOperation["input"]): Checked {
  const perform = OPERATIONS[operation];
  if (!table || !perform) throw new ValidationError(`The laptop's transactions do not know ${operation}`);
  try {
    return { reason: { Code: "None" }, write: perform(table, input) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailed)) throw error;
    return { reason: { Code: "ConditionalCheckFailed", Message: error.message }, write: () => undefined };
  }
}

function refuseTwoOnOneItem(asked: readonly AskedOperation[], tables: readonly Table[]): void {
  const items = asked.map(({ input }, at) => {
    const item = asRecord(input["Item"] ?? input["Key"]);
    return JSON.stringify([tables[at]?.arn, tables[at]?.keyAttributesOf(item as Parameters<Table["keyOf"]>[0])]);
  });
  if (new Set(items).size < items.length)
    throw new ValidationError("Transaction request cannot include multiple operations on one item");
}
