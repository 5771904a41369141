import type { SQSBatchResponse } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { PoolWorld } from "../pool/pool-world";
import { jpeg } from "../pool/test-images";
import { batch, type Created, droppedId, record } from "./events";

/** What the queue brings that is not a new image: done with at once, without an item, and without anybody being asked. */

let world: PoolWorld;
let ingest: FunctionProcess<SQSBatchResponse>;

beforeAll(async () => {
  world = await PoolWorld.start();
  ingest = world.spawn("image-ingest");
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const DONE = { batchItemFailures: [] };
const asked = () => [...world.s3.calls, ...world.table.calls, ...world.regions.calls];

/** As the S3 console announces a folder that somebody makes. */
const CONSOLE_FOLDER = {
  eventVersion: "2.1",
  eventSource: "aws:s3",
  awsRegion: "eu-central-1",
  eventName: "ObjectCreated:Put",
  s3: {
    bucket: { name: "images-bucket" },
    object: {
      key: "holiday/",
      size: 0,
      eTag: "d41d8cd98f00b204e9800998ecf8427e",
      versionId: "v1",
      sequencer: "0055AED6DCD90281E5",
    },
  },
};

test("a folder made in the S3 console is not an image", async () => {
  expect(await ingest.answer(batch([CONSOLE_FOLDER]))).toEqual(DONE);
  expect(asked()).toEqual([]);
});

test.each([
  ["of a folder in a folder", "2026/holiday photos/"],
  ["of the uploads' own folder", "uploads/"],
  ["of a caller's folder of uploads", "uploads/a-caller/"],
  ["of Hadoop and EMR", "2026/holiday_$folder$"],
  ["of a file browser", "2026/.keep"],
  ["of another file browser", ".emptyFolderPlaceholder"],
])("nor is the empty object %s: %s", async (_, key) => {
  const marker = record({ key, size: 0 });
  const beside = record({ key: "x.jpg", versionId: world.s3.put("x.jpg", await jpeg()) });
  expect(await ingest.answer(batch([marker]))).toEqual(DONE);
  expect(asked()).toEqual([]);
  expect(await ingest.answer(batch([marker, beside]))).toEqual(DONE);
  expect([...world.table.items.keys()]).toEqual([droppedId("x.jpg")]);
});

test.each(["2026/holiday/", "2026/.hidden.jpg", "x_$folder$"])(
  "an object with bytes in it is an image whatever its key: %s",
  async (key) => {
    const versionId = world.s3.put(key, await jpeg());
    expect(await ingest.answer(batch([record({ key, versionId, size: 700 })]))).toEqual(DONE);
    expect(world.table.items.get(droppedId(key))).toMatchObject({ state: { S: "done" } });
  },
);

test("an empty object that is named like an image is a failed one", async () => {
  const versionId = world.s3.put("x.jpg", Buffer.alloc(0));
  expect(await ingest.answer(batch([record({ key: "x.jpg", versionId, size: 0 })]))).toEqual(DONE);
  expect(world.table.items.get(droppedId("x.jpg"))).toMatchObject({ state: { S: "failed" } });
});

test("S3's test event, sent when the notification is set up, is done with at once", async () => {
  const event = JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "images-bucket" });
  expect(await ingest.answer(batch(event))).toEqual(DONE);
  expect(asked()).toEqual([]);
});

test.each([
  "ObjectRemoved:Delete",
  "ObjectRemoved:DeleteMarkerCreated",
  "ObjectRestore:Completed",
  "ObjectTagging:Put",
  "ObjectAcl:Put",
  "LifecycleExpiration:Delete",
  "LifecycleTransition",
  "ReducedRedundancyLostObject",
  "Replication:OperationReplicatedAfterThreshold",
])("an event of the kind %s is about no new image", async (eventName) => {
  expect(await ingest.answer(batch([record({ key: "x.jpg", eventName })]))).toEqual(DONE);
  expect(asked()).toEqual([]);
});

test.each<Created["eventName"]>([
  "ObjectCreated:Put",
  "ObjectCreated:Post",
  "ObjectCreated:Copy",
  "ObjectCreated:CompleteMultipartUpload",
])("an object that came by %s is analysed", async (eventName) => {
  const versionId = world.s3.put("x.jpg", await jpeg());
  const event = record({ key: "x.jpg", versionId, ...(eventName !== undefined && { eventName }) });
  expect(await ingest.answer(batch([event]))).toEqual(DONE);
  expect(world.table.items.get(droppedId("x.jpg"))).toMatchObject({ state: { S: "done" } });
});
