import type { APIGatewayProxyResult, SQSBatchResponse } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { PoolWorld, resultEvent } from "../pool/pool-world";
import { FAULT, THROTTLE } from "../pool/region-servers";
import { jpeg, webp } from "../pool/test-images";
import { batch, IMAGE_ID, planned, received, record, UPLOAD } from "./events";

/** What the queue hands out again: what is kept of the tries before, what counts as a failure, and what an expired item is worth. */

let world: PoolWorld;
let ingest: FunctionProcess<SQSBatchResponse>;
let reader: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  world = await PoolWorld.start();
  ingest = world.spawn("image-ingest", { WAIT_SECONDS: "1", POOL: world.only("eu-west-1") });
  reader = world.rekognition();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FACES = { operation: "DetectFaces", options: {} } as const;
const TEXT = { operation: "DetectText", options: {} } as const;
const DONE = { batchItemFailures: [] };
const AGAIN = { batchItemFailures: [{ itemIdentifier: "message-1" }] };

async function upload(...operations: (typeof FACES | typeof TEXT)[]) {
  return uploadOf(await jpeg(), operations.length > 0 ? operations : [FACES]);
}

function uploadOf(image: Buffer, operations: readonly (typeof FACES | typeof TEXT)[] = [FACES]) {
  return record({ key: UPLOAD, versionId: world.s3.put(UPLOAD, image, planned(operations)) });
}

async function read() {
  const { statusCode, body } = await reader.answer(resultEvent(IMAGE_ID));
  return { status: statusCode, ...(JSON.parse(body) as { state?: string }) };
}

const item = (name: string) => Object.values(world.table.items.get(IMAGE_ID)?.[name] ?? {})[0];
const called = (operation: string) => world.regions.calls.filter((call) => call.operation === operation).length;

test("a throttle comes again at the next receipt, as often as it takes, and is not a failure", async () => {
  const uploaded = await upload();
  world.regions.script = () => THROTTLE;
  for (const times of [1, 500]) expect(await ingest.answer(received(times, [uploaded]))).toEqual(AGAIN);
  expect([item("state"), item("failures"), item("retryAt"), item("leaseUntil")]).toEqual([
    "postponed",
    "0",
    undefined,
    undefined,
  ]);
  world.regions.script = () => undefined;
  expect(await ingest.answer(received(501, [uploaded]))).toEqual(DONE);
  expect(await read()).toMatchObject({ state: "done" });
});

test("a try without time for every operation keeps what it has, and the next one goes on from there", async () => {
  const uploaded = await upload(FACES, TEXT);
  // The first answer takes so long that there is no time left for the second operation.
  world.regions.script = () => ({ until: ingest.spend(MINUTE - 7000) });
  expect(await ingest.answer(batch([uploaded]), { remainingMs: MINUTE })).toEqual(AGAIN);
  expect(await read()).toMatchObject({
    state: "postponed",
    problem: { code: "upstream_timeout" },
    results: { DetectFaces: { region: "eu-west-1" } },
  });
  expect([item("failures"), item("retryAt")]).toEqual(["0", undefined]);
  world.regions.script = () => undefined;
  expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
  expect([called("DetectFaces"), called("DetectText")]).toEqual([1, 1]);
});

test("what was found is not kept any longer however often the rest is tried", async () => {
  const uploaded = await upload(FACES, TEXT);
  world.regions.script = ({ operation }) => (operation === "DetectText" ? THROTTLE : undefined);
  await ingest.answer(batch([uploaded]));
  world.table.elapse(IMAGE_ID, 5 * DAY);
  const end = item("expiresAt");
  expect(await ingest.answer(batch([uploaded]))).toEqual(AGAIN);
  expect([item("state"), item("expiresAt")]).toEqual(["postponed", end]);
});

test("the version that was announced is the one that is read", async () => {
  const uploaded = await upload();
  world.s3.put(UPLOAD, await jpeg(300, 300), planned([TEXT]));
  expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
  expect([called("DetectFaces"), called("DetectText")]).toEqual([1, 0]);
});

test("a try that gets nowhere in all its time is postponed, never failed, and the next ones wait longer and longer", async () => {
  const uploaded = await upload();
  for (const failures of ["1", "2"]) {
    expect(await ingest.answer(batch([uploaded]), { remainingMs: 4000 })).toEqual(AGAIN);
    expect([item("state"), item("failures")]).toEqual(["postponed", failures]);
  }
  expect(Number(item("retryAt")) - Date.now()).toBeGreaterThan(3 * MINUTE);
  // Too early: nobody is asked.
  world.s3.reset();
  expect(await ingest.answer(batch([uploaded]))).toEqual(AGAIN);
  expect(world.s3.calls).toEqual([]);
  world.table.elapse(IMAGE_ID, 4 * MINUTE);
  expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
  expect(await read()).toMatchObject({ state: "done" });
});

/** Fifteen seconds are kept for Rekognition and for storing: less than one is left to decode in. */
test("an image that there is no time to decode is postponed, says so, and is decoded when there is", async () => {
  const uploaded = uploadOf(await webp());
  expect(await ingest.answer(batch([uploaded]), { remainingMs: 15_900 })).toEqual(AGAIN);
  expect(await read()).toMatchObject({
    state: "postponed",
    problem: {
      code: "upstream_timeout",
      detail: "Image could not be decoded in the time that a call has. It is tried again.",
    },
  });
  expect(world.regions.calls).toEqual([]);
  world.table.elapse(IMAGE_ID, 4 * MINUTE);
  expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
  expect(await read()).toMatchObject({ state: "done" });
});

test("an image of which S3 sends nothing is postponed, not failed", async () => {
  const uploaded = await upload();
  for (const method of ["HEAD", "GET"]) {
    world.s3.script = (call) => (call.method === method ? "nothing" : undefined);
    expect(await ingest.answer(batch([uploaded]))).toEqual(AGAIN);
    expect(await read()).toMatchObject({ state: "postponed", problem: { code: "upstream_refused" } });
  }
  world.s3.reset();
  expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
});

test("while one try is at it, another one leaves the image alone", async () => {
  const uploaded = await upload();
  const other = world.spawn<SQSBatchResponse>("image-ingest");
  // Started before: the first try does not wait for a process to start, but asks another Region.
  expect(await other.answer(batch([]))).toEqual(DONE);
  let second: Promise<SQSBatchResponse> | undefined;
  world.regions.script = () => ({ until: (second = other.answer(batch([uploaded]))) });
  expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
  expect(await second).toEqual(AGAIN);
  expect(called("DetectFaces")).toBe(1);
});

describe("The last receipt", () => {
  test("sets the image aside with its reason, and tries nothing any more", async () => {
    const uploaded = await upload(FACES, TEXT);
    world.regions.script = ({ operation }) => (operation === "DetectText" ? FAULT : undefined);
    expect(await ingest.answer(received(999, [uploaded]))).toEqual(AGAIN);
    world.regions.reset();
    expect(await ingest.answer(received(1000, [uploaded]))).toEqual(AGAIN);
    expect(world.regions.calls).toEqual([]);
    expect(await read()).toMatchObject({
      state: "set_aside",
      problem: { code: "upstream_unavailable" },
      results: { DetectFaces: { region: "eu-west-1" } },
    });
    expect(await ingest.logged({ event: "image_set_aside", imageId: IMAGE_ID })).toMatchObject({
      code: "upstream_unavailable",
    });
  });

  test("says so of an image whose function was killed each time, and of one that nobody ever took up", async () => {
    const uploaded = await upload();
    for (const leaseUntil of [{ N: "1" }, undefined]) {
      const version = { S: (uploaded as { s3: { object: { versionId: string } } }).s3.object.versionId };
      const expiresAt = { N: String(Math.floor((Date.now() + DAY) / 1000)) };
      const known = { state: { S: "analysing" }, version, tries: { N: "7" }, expiresAt };
      world.table.items.clear();
      if (leaseUntil) world.table.items.set(IMAGE_ID, { imageId: { S: IMAGE_ID }, ...known, leaseUntil });
      expect(await ingest.answer(received(1000, [uploaded]))).toEqual(AGAIN);
      expect(await read()).toMatchObject({ state: "set_aside", problem: { code: "internal_error" } });
    }
  });

  test("and an operator who puts it back has it tried at once, with what was found before", async () => {
    const uploaded = await upload(FACES, TEXT);
    world.regions.script = ({ operation }) => (operation === "DetectText" ? FAULT : undefined);
    await ingest.answer(received(999, [uploaded]));
    await ingest.answer(received(1000, [uploaded]));
    world.regions.script = () => undefined;
    expect(await ingest.answer(received(1, [uploaded]))).toEqual(DONE);
    expect(await read()).toMatchObject({ state: "done" });
    expect(called("DetectFaces")).toBe(1);
  });
});

describe("An item whose time is over counts as absent", () => {
  test.each<[string, Record<string, { S: string } | { N: string }>]>([
    ["being analysed", { state: { S: "analysing" }, leaseUntil: { N: String(Date.now() + DAY) } }],
    ["postponed until later", { state: { S: "postponed" }, retryAt: { N: String(Date.now() + DAY) } }],
    ["set aside", { state: { S: "set_aside" } }],
    ["done", { state: { S: "done" } }],
    ["of a newer version", { state: { S: "done" }, version: { S: "v-later" }, sequencer: { S: "F".repeat(64) } }],
    ["of the release before", { state: { S: "analysing" }, tries: { S: "" } }],
  ])("%s, and still there by DynamoDB's clock: the image that is put back is analysed", async (_, known) => {
    const uploaded = await upload();
    const version = { S: (uploaded as { s3: { object: { versionId: string } } }).s3.object.versionId };
    const { tries, ...others } = { tries: { N: "4" }, ...known };
    const over = { expiresAt: { N: String(Math.floor(Date.now() / 1000) - 1) } };
    const counted = "N" in tries ? { tries } : {};
    world.table.items.set(IMAGE_ID, { imageId: { S: IMAGE_ID }, version, ...over, ...others, ...counted });
    expect(await read()).toMatchObject({ status: 404 });
    expect(await ingest.answer(received(1, [uploaded]))).toEqual(DONE);
    expect(await read()).toMatchObject({ status: 200, state: "done" });
    expect(called("DetectFaces")).toBe(1);
  });

  test("what would be over before its try ends is not gone on with", async () => {
    const uploaded = await upload(FACES, TEXT);
    world.regions.script = ({ operation }) => (operation === "DetectText" ? THROTTLE : undefined);
    await ingest.answer(batch([uploaded]));
    world.table.elapse(IMAGE_ID, 15 * DAY - MINUTE / 2);
    world.regions.reset();
    expect(await ingest.answer(batch([uploaded]), { remainingMs: MINUTE })).toEqual(DONE);
    expect([called("DetectFaces"), called("DetectText")]).toEqual([1, 1]);
    const days = (Number(item("expiresAt")) * 1000 - Date.now()) / DAY;
    expect(days).toBeCloseTo(90, 2);
  });

  test("one that DynamoDB deletes in the middle of a try does not take the result with it: the message comes again", async () => {
    const uploaded = await upload();
    world.regions.script = () => {
      world.table.items.delete(IMAGE_ID);
      return undefined;
    };
    expect(await ingest.answer(batch([uploaded]))).toEqual(AGAIN);
    world.regions.script = () => undefined;
    expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
    expect(await read()).toMatchObject({ state: "done" });
  });
});

test("a newer version that is taken up in the middle of a try keeps its own result, and the older event is done with", async () => {
  const older = await upload();
  const newer = record({
    key: UPLOAD,
    versionId: world.s3.put(UPLOAD, await jpeg(300, 300), planned([TEXT])),
    sequencer: "0055AED6DCD90281E6",
  });
  const other = world.spawn<SQSBatchResponse>("image-ingest");
  // Patient, and the other one has started: how long a process takes to start is not what overtakes.
  const patient = world.spawn<SQSBatchResponse>("image-ingest", { WAIT_SECONDS: "20", POOL: world.only("eu-west-1") });
  for (const started of [other, patient]) expect(await started.answer({ Records: [] })).toEqual(DONE);
  const overtaken = { isOne: false };
  world.regions.script = ({ operation }) => {
    if (operation !== "DetectFaces" || overtaken.isOne) return undefined;
    overtaken.isOne = true;
    return { until: other.answer(batch([newer])).then(() => undefined) };
  };
  expect(await patient.answer(batch([older]))).toEqual(AGAIN);
  expect(await read()).toMatchObject({ state: "done", results: { DetectText: {} } });
  expect(await patient.answer(batch([older]))).toEqual(DONE);
  expect(Object.keys(((await read()) as { results?: object }).results ?? {})).toEqual(["DetectText"]);
});
