import { scan } from "../../../../local/cloud/dynamodb/scan";
import { Table } from "../../../../local/cloud/dynamodb/table";
import {
  getTransaction,
  readTransaction,
  TransactionCancelled,
  writeTransaction,
} from "../../../../local/cloud/dynamodb/transaction";
import { ValidationError } from "../../../../local/cloud/dynamodb/validation-error";

let table: Table;
beforeEach(() => (table = new Table("people", "arn:people", "eu-central-1", new Map([["id", "S"]]), undefined)));

const item = (id: string, n = "1") => ({ id: { S: id }, n: { N: n } });
const put = (id: string, n?: string, more: object = {}) => ({
  Put: { TableName: "people", Item: item(id, n), ...more },
});
const remove = (id: string, more: object = {}) => ({
  Delete: { TableName: "people", Key: { id: { S: id } }, ...more },
});
const write = (...TransactItems: object[]) => {
  const asked = readTransaction("TransactWriteItems", { TransactItems });
  return writeTransaction(
    asked,
    asked.map(() => table),
  );
};
const ids = () => table.inOrder().map(([, { id }]) => id?.["S"]);
const isNew = { ConditionExpression: "attribute_not_exists(id)" };

test("a transaction writes everything, or nothing and says which condition did not hold", () => {
  write(put("a"), put("b"));
  write(put("c", "1", isNew), remove("a"));
  expect(ids()).toEqual(["b", "c"]);
  const check = {
    ConditionCheck: { TableName: "people", Key: { id: { S: "e" } }, ConditionExpression: "attribute_not_exists(id)" },
  };
  const failed = () => write(put("d"), put("b", "2", isNew), check, remove("c"));
  expect(failed).toThrow(TransactionCancelled);
  expect(failed).toThrow("specific reasons [None, ConditionalCheckFailed, None, None]");
  expect(ids()).toEqual(["b", "c"]);
});

test.each<[string, object[]]>([
  ["two operations on one item", [put("a"), remove("a")]],
  ["no operation", []],
  ["more than a hundred", Array.from({ length: 101 }, (_, at) => put(String(at)))],
  ["an operation of another kind", [{ Get: { TableName: "people", Key: { id: { S: "a" } } } }]],
  ["two in one member", [{ ...put("a"), ...remove("b") }]],
  ["a parameter that is not known", [put("a", "1", { Surprise: true })]],
  ["a check of nothing", [{ ConditionCheck: { TableName: "people", Key: { id: { S: "a" } } } }]],
])("refused: %s", (_, items) => {
  expect(() => write(...items)).toThrow(ValidationError);
  expect(ids()).toEqual([]);
});

const get = (id: string, more: object = {}) => ({ Get: { TableName: "people", Key: { id: { S: id } }, ...more } });
const read = (...TransactItems: object[]) => {
  const asked = readTransaction("TransactGetItems", { TransactItems });
  expect(asked.map(({ operation }) => operation)).toEqual(TransactItems.map(() => "GetItem"));
  return getTransaction(
    asked,
    asked.map(() => table),
  );
};

test("a transaction that reads answers in the order of its items, and with nothing for what is not there", () => {
  write(put("a"), put("b"));
  expect(read(get("b"), get("c"), get("a"))).toEqual({ Responses: [{ Item: item("b") }, {}, { Item: item("a") }] });
});

test.each<[string, object[]]>([
  ["one item twice", [get("a"), get("a")]],
  ["a write", [put("a")]],
  ["a parameter that is not known", [get("a", { Surprise: true })]],
])("refused of a transaction that reads: %s", (_, items) => {
  expect(() => read(...items)).toThrow(ValidationError);
});

test("a scan comes in pages, and every item comes once, whatever is written meanwhile elsewhere", () => {
  const wanted = Array.from({ length: 25 }, (_, at) => `k${String(at).padStart(2, "0")}`);
  for (const id of wanted) write(put(id));
  const seen: unknown[] = [];
  let start: unknown;
  do {
    const page = scan(table, { Limit: 10, ...(start !== undefined && { ExclusiveStartKey: start }) }) as {
      Items: { id: { S: string } }[];
      LastEvaluatedKey?: unknown;
    };
    seen.push(...page.Items.map(({ id }) => id.S));
    start = page.LastEvaluatedKey;
    if (seen.length === 10) write(remove("k09"));
  } while (start !== undefined);
  expect(seen).toEqual(wanted);
});

test("a page has a megabyte at most, and a filter is refused rather than ignored", () => {
  for (const id of ["a", "b", "c"])
    write({ Put: { TableName: "people", Item: { id: { S: id }, x: { S: "x".repeat(400_000) } } } });
  expect(scan(table, {})).toMatchObject({ Count: 2, LastEvaluatedKey: { id: { S: "b" } } });
  expect(() => scan(table, { FilterExpression: "n = :n" })).toThrow(ValidationError);
});
