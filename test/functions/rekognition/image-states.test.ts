import type { APIGatewayProxyResult } from "aws-lambda";
import contract from "../../../functions/contract/openapi.json";
import type { ImageRecord } from "../../../functions/pool/results/image-record";
import { attributesOf } from "../../../functions/pool/results/item";
import { IMAGE_STATES } from "../../../functions/rekognition/answer-result";
import type { FunctionProcess } from "../function-process";
import { alice, dave, gist, PoolWorld, resultEvent, uploadEvent } from "../pool/pool-world";
import type { Item } from "../pool/table-server";

/** GET /v1/images/{imageId}: one true state at every moment of an image's way, and when it is worth asking again. */

let world: PoolWorld;
let rekognition: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  world = await PoolWorld.start();
  rekognition = world.rekognition();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ORDER = { operations: [{ operation: "DetectFaces" }, { operation: "DetectText" }] };

async function offer(): Promise<string> {
  const { body } = await rekognition.answer(uploadEvent(ORDER));
  return (JSON.parse(body) as { imageId: string }).imageId;
}

const keyOf = (imageId: string): string => `uploads/${alice.callerId}/${imageId}`;

async function read(imageId: string) {
  const { statusCode, headers, body } = await rekognition.answer(resultEvent(imageId));
  expect(statusCode).toBe(200);
  return { ...(JSON.parse(body) as Record<string, unknown>), retryAfter: headers?.["Retry-After"] };
}

/** The record of an image that was uploaded. */
async function recorded(change: Partial<ImageRecord>): Promise<string> {
  const imageId = await offer();
  const before = world.table.items.get(imageId) ?? {};
  const expiresAt = Math.floor((Date.now() + DAY) / 1000);
  const record = { state: "done", uploader: alice.callerId, operations: ["DetectFaces"], results: {}, ...change };
  const attributes = Object.entries(attributesOf({ expiresAt, version: "v1", ...record } as ImageRecord));
  const present = attributes.flatMap(([name, value]) => (value ? [[name, onTheWire(value)]] : []));
  world.table.items.set(imageId, { imageId: before["imageId"], ...Object.fromEntries(present) } as Item);
  return imageId;
}

function onTheWire(value: object): object {
  return "B" in value ? { B: Buffer.from(value.B as Uint8Array).toString("base64") } : value;
}

test("until it is uploaded an image is pending, for its uploader and for nobody else", async () => {
  const imageId = await offer();
  expect(await read(imageId)).toEqual({
    imageId,
    state: "pending",
    operations: ["DetectFaces", "DetectText"],
    results: {},
    expiresAt: expect.stringMatching(/^\d{4}-/) as string,
    retryAfter: "5",
  });
  expect(gist(await rekognition.answer(resultEvent(imageId, { who: dave })))).toEqual({
    status: 404,
    code: "image_not_found",
  });
});

test("once it is uploaded it is queued, whenever the queue hands it out", async () => {
  const imageId = await offer();
  world.s3.put(keyOf(imageId), Buffer.from("bytes"));
  expect(await read(imageId)).toMatchObject({ state: "queued", retryAfter: "5" });
  expect(world.s3.calls).toMatchObject([{ method: "TAGGING", key: keyOf(imageId) }]);
  world.table.elapse(imageId, 13 * DAY);
  expect(await read(imageId)).toMatchObject({ state: "queued" });
});

test.each([
  [403, "AccessDenied"],
  [404, "NoSuchKey"],
  [405, "MethodNotAllowed"],
])(
  "while S3 answers %d %s it is not uploaded: there is no such object for who may not list, none, or one deleted",
  async (status, error) => {
    const imageId = await offer();
    world.s3.script = () => ({ error, status });
    expect(await read(imageId)).toMatchObject({ state: "pending" });
  },
);

test("when the form is over and nothing was uploaded it is expired, for good", async () => {
  const imageId = await offer();
  world.table.elapse(imageId, 14 * MINUTE);
  expect(await read(imageId)).toMatchObject({ state: "pending" });
  world.table.elapse(imageId, MINUTE);
  expect(await read(imageId)).toMatchObject({ state: "expired", retryAfter: undefined });
});

test("with S3 out of order nobody can say whether it was uploaded: 503, and not a wrong state", async () => {
  const imageId = await offer();
  world.s3.script = () => ({ error: "InternalError", status: 500 });
  expect(gist(await rekognition.answer(resultEvent(imageId)))).toEqual({ status: 503, code: "upstream_unavailable" });
});

test.each<[string, () => Partial<ImageRecord>, Record<string, unknown>]>([
  [
    "while a try has it, analysing",
    () => ({ state: "analysing", leaseUntil: Date.now() + MINUTE }),
    { state: "analysing", retryAfter: "2" },
  ],
  [
    "after its function was killed, postponed: it comes again",
    () => ({ state: "analysing", leaseUntil: 1 }),
    { state: "postponed", retryAfter: "60" },
  ],
  [
    "for want of quota, postponed, with the reason",
    () => ({ state: "postponed", problem: { code: "too_many_requests", detail: "Every Region is at its quota." } }),
    { state: "postponed", retryAfter: "60", problem: { code: "too_many_requests" } },
  ],
  [
    "after failures, postponed until the next try",
    () => ({ state: "postponed", retryAt: Date.now() + 15.5 * MINUTE }),
    { state: "postponed", retryAfter: expect.stringMatching(/^(9[0-3]|8\d)\d$/) as string },
  ],
  [
    "after many failures, postponed, and worth a look every hour",
    () => ({ state: "postponed", retryAt: Date.now() + 300 * MINUTE }),
    { state: "postponed", retryAfter: "3600" },
  ],
  [
    "in the queue of failed ones, set aside, with the reason",
    () => ({ state: "set_aside", problem: { code: "internal_error", detail: "It ended before it was done." } }),
    { state: "set_aside", retryAfter: "3600", problem: { code: "internal_error" } },
  ],
  [
    "done, with results",
    () => ({ state: "done", results: { DetectFaces: { region: "eu-west-1", answer: { FaceDetails: [] } } } }),
    { state: "done", retryAfter: undefined, results: { DetectFaces: { region: "eu-west-1" } } },
  ],
  [
    "failed, with the reason",
    () => ({ state: "failed", problem: { code: "invalid_request", detail: "It is no longer in the bucket." } }),
    { state: "failed", retryAfter: undefined, problem: { code: "invalid_request" } },
  ],
])("%s", async (_, change, expected) => {
  const imageId = await recorded(change());
  expect(await read(imageId)).toMatchObject(expected);
  expect(world.s3.calls).toEqual([]);
});

test("an item whose time is over is not found, whether DynamoDB has deleted it or not", async () => {
  const imageId = await recorded({ state: "done" });
  world.table.elapse(imageId, DAY + 1000);
  const gone = { status: 404, code: "image_not_found" };
  expect(gist(await rekognition.answer(resultEvent(imageId)))).toEqual(gone);
  world.table.items.delete(imageId);
  expect(gist(await rekognition.answer(resultEvent(imageId)))).toEqual(gone);
});

test("an offer from before this release, without the form's end, stays pending", async () => {
  const imageId = await offer();
  const { uploadUntil: _, ...before } = world.table.items.get(imageId) ?? {};
  world.table.items.set(imageId, before);
  expect(await read(imageId)).toMatchObject({ state: "pending" });
});

test("the contract has just these states, and says what each means", () => {
  const { state } = contract.components.schemas.ImageResult.properties;
  expect(state.enum).toEqual(IMAGE_STATES);
  for (const name of IMAGE_STATES) expect(state.description).toContain(`\`${name}\``);
});
