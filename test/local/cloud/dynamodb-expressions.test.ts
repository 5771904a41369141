import { readCondition } from "../../../local/cloud/dynamodb/condition";
import type { Item } from "../../../local/cloud/dynamodb/item";
import { Substitutes } from "../../../local/cloud/dynamodb/substitutes";
import { readUpdate } from "../../../local/cloud/dynamodb/update";
import { ValidationError } from "../../../local/cloud/dynamodb/validation-error";

const ITEM: Item = { id: { S: "a" }, state: { S: "done" }, count: { N: "9" }, bytes: { B: "AQ==" } };
const VALUES = {
  ":a": { S: "a" },
  ":done": { S: "done" },
  ":ten": { N: "10" },
  ":nine": { N: "9.0" },
  ":one": { N: "1" },
};

const substitutes = () =>
  new Substitutes({ ExpressionAttributeNames: { "#state": "state" }, ExpressionAttributeValues: VALUES });
const holds = (text: string, item: Item | undefined = ITEM) => readCondition(text, substitutes())(item);

test.each<[string, boolean]>([
  ["id = :a", true],
  ["#state = :done", true],
  ["#state <> :done", false],
  ["#state < :a", false],
  ["#state > :a", true],
  // Numbers are compared as numbers: as texts, 10 would come before 9.
  ["count < :ten", true],
  ["count = :nine", true],
  ["count >= :ten", false],
  // Another type, or nothing there: only <> holds.
  ["count = :a", false],
  ["count <> :a", true],
  ["nothing = :a", false],
  ["nothing <> :a", true],
  ["nothing < :a", false],
  ["attribute_exists(id)", true],
  ["attribute_not_exists(id)", false],
  ["attribute_not_exists(nothing)", true],
  ["begins_with(#state, :done)", true],
  ["begins_with(#state, :a)", false],
  ["NOT id = :a", false],
  ["not (id = :a and #state = :a)", true],
  // AND binds tighter than OR.
  ["id = :a OR id = :done AND id = :done", true],
  ["(id = :a OR id = :done) AND id = :done", false],
])("%s is %s", (text, expected) => expect(holds(text)).toBe(expected));

test("without an item every attribute is missing", () => {
  expect(readCondition("attribute_not_exists(id)", substitutes())(undefined)).toBe(true);
  expect(readCondition("#state = :done", substitutes())(undefined)).toBe(false);
});

test.each([
  "id",
  "id =",
  "id == :a",
  "id = :a AND",
  "(id = :a",
  "id = :a)",
  "id IN (:a)",
  "id BETWEEN :a AND :done",
  "size(id) > :one",
  "contains(id, :a)",
  "map.key = :a",
  "list[0] = :a",
  "id = :undefined",
  "#undefined = :a",
  "",
])("the condition %p is refused, not guessed at", (text) => {
  expect(() => readCondition(text, substitutes())(ITEM)).toThrow(ValidationError);
});

const updated = (text: string, item: Item = ITEM) => readUpdate(text, substitutes())(item);

test("SET sees the item as it was, and leaves everything else alone", () => {
  const after = updated("SET id = #state, #state = id, count = count + :one, other = if_not_exists(other, :a)");
  expect(after).toEqual({
    id: { S: "done" },
    state: { S: "a" },
    count: { N: "10" },
    bytes: { B: "AQ==" },
    other: { S: "a" },
  });
  expect(ITEM["id"]).toEqual({ S: "a" });
});

test("REMOVE takes attributes away, those that are not there too", () => {
  expect(updated("SET id = :a REMOVE #state, nothing, bytes, count")).toEqual({ id: { S: "a" } });
});

test.each([
  "ADD count :one",
  "DELETE tags :a",
  "SET id = :a SET count = :one",
  "SET id = :a REMOVE id",
  "SET id",
  "SET id = nothing",
  "SET count = id + :one",
  "SET map.key = :a",
  "SET id = list_append(id, :a)",
])("the update %p is refused, not guessed at", (text) => {
  expect(() => updated(text)).toThrow(ValidationError);
});

test("a name or value that no expression uses is refused, as DynamoDB does", () => {
  const given = substitutes();
  readCondition("id = :a", given);
  expect(() => given.refuseUnused()).toThrow(
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#state}",
  );
});
