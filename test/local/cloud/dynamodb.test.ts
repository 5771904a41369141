import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Graph } from "../../../local/program/graph";
import { GraphIndex } from "../../../local/cloud/graph/graph-index";
import { OPERATIONS } from "../../../local/cloud/dynamodb/operations";
import { readTables, type Table } from "../../../local/cloud/dynamodb/table";
import { graphOf } from "../../variants";
import type { Keys } from "./fixture/aws-clients";
import { type PoolCloud, startPoolCloud } from "./fixture/pool-cloud";
import { dynamodb, thrown } from "./fixture/pool-clients";

let cloud: PoolCloud;
let keys: Keys;
let client: DynamoDBClient;
let TableName: string;
let now = new Date();

beforeAll(async () => {
  cloud = await startPoolCloud("dev", { clock: () => now });
  keys = await cloud.keysOf("rekognition");
  client = dynamodb(cloud, keys);
  TableName = cloud.variables["RESULTS_TABLE"] ?? "";
});
afterAll(() => cloud.close());

const put = (imageId: string, more: object = {}, condition?: string) =>
  client.send(
    new PutItemCommand({
      TableName,
      Item: { imageId: { S: imageId }, ...more },
      ...(condition !== undefined && { ConditionExpression: condition }),
    }),
  );
const get = async (imageId: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: { imageId: { S: imageId } } }))).Item;

test("an item comes back as it was put, bytes and numbers too", async () => {
  await put("a", { results: { B: Buffer.from([1, 2, 255]) }, expiresAt: { N: "17" }, tags: { L: [{ S: "x" }] } });
  expect(await get("a")).toEqual({
    imageId: { S: "a" },
    results: { B: new Uint8Array([1, 2, 255]) },
    expiresAt: { N: "17" },
    tags: { L: [{ S: "x" }] },
  });
  expect(await get("nothing")).toBeUndefined();
});

test("a write whose condition does not hold changes nothing, and says so", async () => {
  await put("once", { state: { S: "first" } }, "attribute_not_exists(imageId)");
  const again = await thrown(put("once", { state: { S: "second" } }, "attribute_not_exists(imageId)"));
  expect(again).toMatchObject({
    name: "ConditionalCheckFailedException",
    message: "The conditional request failed",
    status: 400,
  });
  expect((await get("once"))?.["state"]).toEqual({ S: "first" });
});

test("an update makes the item when there is none, and of two racing ones only one passes", async () => {
  // Updates are what the function does that analyses images.
  const analyst = dynamodb(cloud, await cloud.keysOf("image-ingest"));
  const take = () =>
    thrown(
      analyst.send(
        new UpdateItemCommand({
          TableName,
          Key: { imageId: { S: "race" } },
          UpdateExpression: "SET #state = :analysing",
          ConditionExpression: "attribute_not_exists(#state)",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":analysing": { S: "analysing" } },
        }),
      ),
    );
  const names = (await Promise.all([take(), take(), take()])).map(({ name }) => name).sort();
  expect(names).toEqual(["ConditionalCheckFailedException", "ConditionalCheckFailedException", "no error"]);
  expect(await get("race")).toEqual({ imageId: { S: "race" }, state: { S: "analysing" } });
});

test("what is past its time is still there, until it is deleted some day", async () => {
  await put("old", { expiresAt: { N: String(Math.floor(now.getTime() / 1000) + 10) } });
  await put("new", { expiresAt: { N: String(Math.floor(now.getTime() / 1000) + 1000) } });
  now = new Date(now.getTime() + 20_000);
  expect(await get("old")).toBeDefined();
  expect(cloud.pool.deleteExpired()).toBeGreaterThanOrEqual(1);
  expect([await get("old"), (await get("new"))?.["imageId"]]).toEqual([undefined, { S: "new" }]);
});

describe("who may what", () => {
  const Key = { imageId: { S: "a" } };

  test("only through the functions' own endpoint", async () => {
    for (const door of ["internet", "s3-gateway", "foreign-studio"]) {
      const call = dynamodb(cloud, keys, door).send(new GetItemCommand({ TableName, Key }));
      expect([door, (await thrown(call)).name]).toEqual([door, "AccessDeniedException"]);
    }
    expect(cloud.decisions.all().findLast(({ allowed }) => !allowed)?.sid).toBe("DenyDynamoDbUnlessThroughOurEndpoint");
  });

  test("single items of this table only: no other table, no search, no deletion", async () => {
    const calls = [
      client.send(new GetItemCommand({ TableName: "other", Key })),
      client.send(new ScanCommand({ TableName })),
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "imageId = :a",
          ExpressionAttributeValues: { ":a": { S: "a" } },
        }),
      ),
      client.send(new DeleteItemCommand({ TableName, Key })),
    ];
    for (const call of calls) expect((await thrown(call)).name).toBe("AccessDeniedException");
  });

  test("not with another function's role", async () => {
    const call = dynamodb(cloud, await cloud.keysOf("studio-url")).send(new GetItemCommand({ TableName, Key }));
    expect((await thrown(call)).name).toBe("AccessDeniedException");
  });
});

describe("requests that DynamoDB would not take", () => {
  test.each<[string, object]>([
    ["a key of another type", { Key: { imageId: { N: "1" } } }],
    ["a key with more than the key", { Key: { imageId: { S: "a" }, other: { S: "b" } } }],
    ["no key", { Key: {} }],
    ["a projection, which is not stood in for", { Key: { imageId: { S: "a" } }, ProjectionExpression: "imageId" }],
  ])("%s", async (_, input) => {
    const call = client.send(new GetItemCommand({ TableName, ...input } as never));
    expect((await thrown(call)).name).toBe("ValidationException");
  });
});

describe("a table", () => {
  const table = (): Table => {
    const [found] = readTables(new GraphIndex(graphOf("dev") satisfies Graph), "eu-central-1").values();
    if (!found) throw new Error("The program has no table.");
    return found;
  };
  const run = (operation: string, own: Table, input: Record<string, unknown>) => OPERATIONS[operation]?.(own, input)();

  test("deletes, and returns what was or what is when asked to", () => {
    const own = table();
    const Item = { imageId: { S: "a" }, n: { N: "1" } };
    const Key = { imageId: { S: "a" } };
    run("PutItem", own, { Item });
    const values = { ":n": { N: "2" } };
    const change = { Key, UpdateExpression: "SET n = :n", ExpressionAttributeValues: values };
    expect(run("UpdateItem", own, { ...change, ReturnValues: "ALL_OLD" })).toEqual({ Attributes: Item });
    expect(run("UpdateItem", own, { ...change, ReturnValues: "ALL_NEW" })).toEqual({
      Attributes: { ...Item, n: { N: "2" } },
    });
    expect(run("DeleteItem", own, { Key })).toEqual({});
    expect(run("GetItem", own, { Key })).toEqual({});
  });

  test("keeps the key of an item", () => {
    const own = table();
    const change = { UpdateExpression: "SET imageId = :b", ExpressionAttributeValues: { ":b": { S: "b" } } };
    expect(() => run("UpdateItem", own, { Key: { imageId: { S: "a" } }, ...change })).toThrow("part of the key");
  });
});
