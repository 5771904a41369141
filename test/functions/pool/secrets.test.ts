/**
 * What is written and what errors say, word by word. Images, base64, forms, keys and AWS's own words have no
 * place in either.
 */
import type { APIGatewayProxyResult, SQSBatchResponse } from "aws-lambda";
import { batch, planned, record, UPLOAD } from "../image-ingest/events";
import { caller } from "../events";
import { alice, operationEvent, PoolWorld, resultEvent, uploadEvent } from "./pool-world";
import { DENIED, FAULT, type RegionReply, THROTTLE } from "./region-servers";
import { BUCKET } from "./s3-server";
import { jpeg } from "./test-images";

const CANARY = "canary";
/** Bytes that would show as text, and the beginning of their base64. */
const SECRET_BYTES = Buffer.from(`${CANARY}-image`.repeat(20));
const SECRET = /canary|Y2FuYXJ5|\/9j\/|X-Amz|session-token|function-secret|arn:|https?:|<html/i;

let world: PoolWorld;
let good: { Image: { Bytes: string } };

beforeAll(async () => {
  world = await PoolWorld.start();
  // The canary behind the picture: it passes through, as bytes that only Rekognition may see.
  good = { Image: { Bytes: Buffer.concat([await jpeg(), SECRET_BYTES]).toString("base64") } };
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const REPLIES: readonly RegionReply[] = [
  THROTTLE,
  FAULT,
  DENIED,
  "reset",
  "empty",
  "not-json",
  { html: 503 },
  { error: `Canary${CANARY}<html>`, status: 400 },
  { error: "InvalidParameterException", status: 400, message: `${CANARY}: arn:aws:x` },
  { error: "InvalidImageFormatException", status: 400, message: CANARY },
];

const FAULTY: readonly unknown[] = [
  `{"${CANARY}`,
  { "canary, which is not a name": 1 },
  { Image: { Bytes: CANARY } },
  { Image: { Bytes: `data:image/jpeg;base64,${SECRET_BYTES.toString("base64")}` } },
  { Image: { Bytes: SECRET_BYTES.toString("base64") } },
  { Image: { Bytes: SECRET_BYTES.toString("base64"), S3Object: { Bucket: CANARY, Name: CANARY } } },
  { Image: { S3Object: { Bucket: BUCKET, Name: `uploads/${alice.callerId}/${CANARY}` } } },
  { Image: { S3Object: { Bucket: CANARY, Name: CANARY } } },
  { Image: { Bytes: SECRET_BYTES.toString("base64") }, MaxLabels: CANARY, Features: [CANARY] },
];

test.each(["Text", "JSON"])(
  "nothing of an image, a form or AWS's words is written or answered (log format %s)",
  async (format) => {
    // One Region: what fails, fails soon.
    const environment = { WAIT_SECONDS: "1", POOL: world.only("eu-west-1"), AWS_LAMBDA_LOG_FORMAT: format };
    const rekognition = world.rekognition({ S3_OBJECT: "own", ...environment });
    const refusals: string[] = [];
    const run = async (event: unknown): Promise<APIGatewayProxyResult> => {
      const answer = await rekognition.answer(event);
      if (answer.statusCode !== 200) refusals.push(JSON.stringify(answer));
      return answer;
    };
    await run(operationEvent("detect-faces", good));
    for (const reply of REPLIES) {
      world.regions.script = () => reply;
      await run(operationEvent("detect-faces", good));
    }
    world.regions.script = () => undefined;
    world.s3.script = () => ({ error: "AccessDenied", status: 403 });
    for (const body of FAULTY) await run(operationEvent("detect-labels", body));
    world.s3.script = () => ({ error: "InternalError", status: 500 });
    await run(operationEvent("detect-labels", FAULTY[6]));
    const offer = await run(uploadEvent({ operations: [{ operation: "DetectText" }] }));
    const { upload } = JSON.parse(offer.body) as { upload: { fields: Record<string, string> } };
    await run(uploadEvent({ operations: [{ operation: CANARY, options: CANARY }], contentType: CANARY }));
    await run(resultEvent(CANARY));
    world.table.script = () => ({ error: "AccessDeniedException", status: 400 });
    await run(uploadEvent({ operations: [{ operation: "DetectText" }] }));
    await run(operationEvent("detect-faces", good, { who: caller("carol") }));

    const written = await rekognition.stop();
    expect(refusals.length).toBeGreaterThan(15);
    // The name of an unknown field is the one thing that comes back, and only where it looks like a name.
    expect(refusals.join("\n").replaceAll('"field":"canary"', "")).not.toMatch(SECRET);
    expect(written).toContain("rekognition_call");
    expect(written).toContain("image_upload_offered");
    expect(written).not.toMatch(SECRET);
    for (const value of Object.values(upload.fields)) expect(written).not.toContain(value);
  },
);

test("what is dropped into the bucket is written about by an id, never by its name", async () => {
  const ingest = world.spawn<SQSBatchResponse>("image-ingest", { WAIT_SECONDS: "1" });
  const key = `${CANARY}/passport of somebody.jpg`;
  const dropped = record({ key, versionId: world.s3.put(key, Buffer.from(good.Image.Bytes, "base64")) });
  const bad = record({ key: `${key}2`, versionId: world.s3.put(`${key}2`, SECRET_BYTES) });
  const uploaded = record({ key: UPLOAD, versionId: world.s3.put(UPLOAD, SECRET_BYTES, planned([])) });
  await ingest.answer(batch([dropped], [bad], [uploaded], `{"${CANARY}`, [record({ key, bucket: CANARY })]));
  world.regions.script = () => THROTTLE;
  await ingest.answer(batch([record({ key: `${key}3`, versionId: world.s3.put(`${key}3`, await jpeg()) })]));
  const written = await ingest.stop();
  expect(written).toContain("image_postponed");
  expect(written).toContain("unexpected_error");
  expect(written).not.toMatch(SECRET);
  expect(written).not.toContain("passport");
});

test("the log of one call, field by field", async () => {
  const rekognition = world.rekognition({ POOL: world.only("eu-west-1", "eu-west-2") });
  let refused = 1;
  world.regions.script = () => (refused-- > 0 ? FAULT : undefined);
  const { headers } = await rekognition.answer(operationEvent("detect-faces", good));
  const region = headers?.["x-rekognition-region"];
  expect(rekognition.events()).toEqual([
    {
      event: "region_refused",
      requestId: "request-1",
      operation: "DetectFaces",
      region: region === "eu-west-1" ? "eu-west-2" : "eu-west-1",
      kind: "FAULT",
      errorName: "InternalServerError",
      upstreamRequestId: "upstream-1",
    },
    {
      event: "rekognition_call",
      requestId: "request-1",
      route: "api",
      lane: "all",
      callerId: alice.callerId,
      operation: "DetectFaces",
      region,
      attempts: 2,
      throttles: 0,
      waitMs: 0,
      bytes: 2 * Buffer.from(good.Image.Bytes, "base64").length,
      code: "",
    },
  ]);
});
