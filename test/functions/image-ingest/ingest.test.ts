import type { APIGatewayProxyResult, SQSBatchResponse } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { alice, dave, HOME, PoolWorld, resultEvent } from "../pool/pool-world";
import { answerOf, DENIED, FAULT, THROTTLE } from "../pool/region-servers";
import { jpeg, webp } from "../pool/test-images";
import { batch, droppedId, IMAGE_ID, planned, record, UPLOAD } from "./events";

let world: PoolWorld;
let ingest: FunctionProcess<SQSBatchResponse>;
let reader: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  world = await PoolWorld.start();
  // A second's wait, and one Region: what is refused is refused soon.
  ingest = world.spawn("image-ingest", { WAIT_SECONDS: "1", POOL: world.only("eu-west-1") });
  reader = world.rekognition();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const FACES = { operation: "DetectFaces", options: { Attributes: ["ALL"] } } as const;
const TEXT = { operation: "DetectText", options: {} } as const;
const DONE = { batchItemFailures: [] };
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

async function result(imageId = IMAGE_ID, who = alice): Promise<Record<string, unknown>> {
  const { statusCode, body } = await reader.answer(resultEvent(imageId, { who }));
  return { status: statusCode, ...(JSON.parse(body) as object) };
}

async function upload(image: Promise<Buffer> | Buffer = jpeg(), plan: Record<string, string> = planned([FACES])) {
  return record({ key: UPLOAD, versionId: world.s3.put(UPLOAD, await image, plan) });
}

test("an upload is analysed as its uploader asked, and its result is theirs alone", async () => {
  const uploaded = await upload(jpeg(), planned([FACES, TEXT]));
  expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
  expect(world.regions.calls.map(({ operation, input }) => [operation, Object.keys(input).sort()])).toEqual([
    ["DetectFaces", ["Attributes", "Image"]],
    ["DetectText", ["Image"]],
  ]);
  expect(await result()).toMatchObject({
    state: "done",
    operations: ["DetectFaces", "DetectText"],
    results: {
      DetectFaces: { region: "eu-west-1", answer: answerOf("DetectFaces", "eu-west-1") },
      DetectText: { region: "eu-west-1", answer: answerOf("DetectText", "eu-west-1") },
    },
  });
  expect(await result(IMAGE_ID, dave)).toMatchObject({ status: 404 });
});

test("the image is read once for all its operations", async () => {
  await ingest.answer(batch([await upload(webp(), planned([FACES, TEXT]))]));
  expect(world.s3.called("GET")).toHaveLength(1);
});

test.each(["dropped/a b+c%2B.jpg", "ünïcode-写真.jpg", "plain.jpg"])(
  "an object dropped as %j gets the default operations, and its result is every caller's of the group",
  async (key) => {
    const versionId = world.s3.put(key, await jpeg(), planned([FACES]));
    expect(await ingest.answer(batch([record({ key, versionId })]))).toEqual(DONE);
    expect(world.regions.calls.map(({ operation }) => operation)).toEqual(["DetectLabels"]);
    for (const who of [alice, dave]) expect(await result(droppedId(key), who)).toMatchObject({ state: "done" });
  },
);

describe("Each event counts once", () => {
  test("the same event again calls nobody and changes nothing", async () => {
    const uploaded = await upload();
    await ingest.answer(batch([uploaded]));
    const before = await result();
    expect(await ingest.answer(batch([uploaded, uploaded], [uploaded]))).toEqual(DONE);
    expect(world.regions.calls).toHaveLength(1);
    expect(await result()).toEqual(before);
  });

  test("a newer version of a dropped object replaces the result, an older event that comes late does not", async () => {
    const [old, young] = [world.s3.put("x.jpg", await jpeg()), world.s3.put("x.jpg", await jpeg(200, 200))];
    const events = [
      record({ key: "x.jpg", versionId: young, sequencer: "0B" }),
      record({ key: "x.jpg", versionId: old, sequencer: "0AFFFF" }),
    ];
    for (const event of events) expect(await ingest.answer(batch([event]))).toEqual(DONE);
    const item = world.table.items.get(droppedId("x.jpg"));
    expect(item?.["version"]).toEqual({ S: young });
    expect(world.regions.calls).toHaveLength(1);
  });

  test("what had been found before a failure is not asked for again", async () => {
    const uploaded = await upload(jpeg(), planned([FACES, TEXT]));
    world.regions.script = ({ operation }) => (operation === "DetectText" ? THROTTLE : undefined);
    expect(await ingest.answer(batch([uploaded]))).toEqual(failed("message-1"));
    expect(await result()).toMatchObject({
      state: "postponed",
      problem: { code: "too_many_requests" },
      results: { DetectFaces: { region: "eu-west-1" } },
    });
    world.regions.script = () => undefined;
    expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
    expect(world.regions.calls.filter(({ operation }) => operation === "DetectFaces")).toHaveLength(1);
    expect(await result()).toMatchObject({ state: "done" });
    expect(await result()).not.toHaveProperty("problem");
  });
});

describe("What fails comes again by itself, and what cannot be better is kept as it is", () => {
  test.each([
    ["throttles", THROTTLE],
    ["fails", FAULT],
    ["refuses the gateway", DENIED],
  ])("a pool that %s: that message fails, its neighbours do not", async (_, reply) => {
    const good = record({ key: "good.jpg", versionId: world.s3.put("good.jpg", await jpeg()) });
    world.regions.script = ({ operation }) => (operation === "DetectFaces" ? reply : undefined);
    expect(await ingest.answer(batch([good], [await upload()], [good]))).toEqual(failed("message-2"));
    const logged = await ingest.logged({ event: "image_postponed", requestId: "message-2" });
    expect(logged).toMatchObject({ imageId: IMAGE_ID });
  });

  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ["text", () => Buffer.from("no image at all"), "unsupported_media_type"],
    ["half an image", async () => (await jpeg(400, 400)).subarray(0, 600), "invalid_request"],
    ["a picture of 10 pixels", () => jpeg(10, 10), "invalid_request"],
  ])("%s is a failed result, not a failed message", async (_, image, code) => {
    expect(await ingest.answer(batch([await upload(image())]))).toEqual(DONE);
    expect(await result()).toMatchObject({ state: "failed", results: { DetectFaces: { code } } });
    expect(world.regions.calls).toEqual([]);
  });

  test("an image that Rekognition refuses fails for that operation only", async () => {
    world.regions.script = ({ operation }) =>
      operation === "DetectFaces" ? { error: "InvalidImageFormatException", status: 400 } : undefined;
    expect(await ingest.answer(batch([await upload(jpeg(), planned([FACES, TEXT]))]))).toEqual(DONE);
    expect(await result()).toMatchObject({
      state: "failed",
      results: { DetectFaces: { code: "invalid_request" }, DetectText: { region: "eu-west-1" } },
    });
  });

  test("an object that S3 says is gone, and an upload without a plan, are failed results", async () => {
    const gone = await upload();
    world.s3.script = () => ({ error: "NoSuchVersion", status: 404 });
    expect(await ingest.answer(batch([gone]))).toEqual(DONE);
    expect(await result()).toMatchObject({
      state: "failed",
      problem: { code: "invalid_request", detail: "The image is no longer in the bucket." },
    });
    world.s3.reset();
    world.table.reset();
    expect(await ingest.answer(batch([await upload(jpeg(), { analysis: "bm90IGEgcGxhbg" })]))).toEqual(DONE);
    expect(await result()).toMatchObject({ state: "failed", problem: { code: "invalid_request" } });
  });

  test.each(["HEAD", "GET"])(
    "an object whose %s S3 refuses, missing or not, comes again: it may be a permission that can be repaired",
    async (refused) => {
      const uploaded = await upload();
      world.s3.script = ({ method }) => (method === refused ? { error: "AccessDenied", status: 403 } : undefined);
      expect(await ingest.answer(batch([uploaded]))).toEqual(failed("message-1"));
      const logged = await ingest.logged({ event: "image_postponed", imageId: IMAGE_ID, code: "upstream_refused" });
      expect(logged).toBeDefined();
      world.s3.reset();
      expect(await ingest.answer(batch([uploaded]))).toEqual(DONE);
      expect(await result()).toMatchObject({ state: "done" });
    },
  );

  test("an object of 5 GB is a failed result, and not a byte of it is read", async () => {
    const small = world.spawn<SQSBatchResponse>("image-ingest", { MAX_UPLOAD_BYTES: "1000" });
    expect(await small.answer(batch([await upload(jpeg(900, 900))]))).toEqual(DONE);
    expect(await result()).toMatchObject({ state: "failed", results: { DetectFaces: { code: "request_too_large" } } });
    expect(world.s3.called("GET")).toEqual([]);
  });

  test("with the bucket or the table out of order the message comes again", async () => {
    const uploaded = await upload();
    world.s3.script = () => ({ error: "InternalError", status: 500 });
    expect(await ingest.answer(batch([uploaded]))).toEqual(failed("message-1"));
    world.s3.reset();
    world.table.script = () => ({ error: "InternalServerError", status: 500 });
    expect(await ingest.answer(batch([uploaded]))).toEqual(failed("message-1"));
  });

  test.each([
    ["no JSON", "{"],
    ["no notification", "{}"],
    ["about another bucket", JSON.stringify({ Records: [record({ key: "x.jpg", bucket: "other-bucket" })] })],
    ["about a key that no upload of ours has", JSON.stringify({ Records: [record({ key: "uploads/x/y" })] })],
    ["spelled with half an escape", JSON.stringify({ Records: [record({ key: "x" })] }).replace('"x"', '"%E0%A4%A"')],
  ])("a message that is %s fails, and waits for a person in the end", async (_, body) => {
    expect(await ingest.answer(batch(body))).toEqual(failed("message-1"));
    expect(world.regions.calls).toEqual([]);
  });
});

describe("Data residency", () => {
  test("an upload goes to its uploader's Regions only, a dropped object to the group's", async () => {
    const GROUP_REGIONS = JSON.stringify({ "rekognition-users": ["eu-west-2"] });
    const confined = world.spawn<SQSBatchResponse>("image-ingest", { GROUP_REGIONS });
    const dropped = record({ key: "y.jpg", versionId: world.s3.put("y.jpg", await jpeg()) });
    await confined.answer(batch([await upload(jpeg(), planned([FACES, TEXT], ["eu-west-1"]))], [dropped]));
    expect(world.regions.order).toEqual(["eu-west-1", "eu-west-1", "eu-west-2"]);
  });
});

test("where Rekognition may read the bucket, a JPEG stays there", async () => {
  const native = world.spawn<SQSBatchResponse>("image-ingest", { S3_OBJECT: "own" });
  await native.answer(batch([await upload()]));
  expect(world.regions.calls).toMatchObject([{ region: HOME, input: { Image: { S3Object: { Name: UPLOAD } } } }]);
});
