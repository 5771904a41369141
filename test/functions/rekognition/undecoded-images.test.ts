import * as fs from "node:fs";
import * as path from "node:path";
import type { APIGatewayProxyResult } from "aws-lambda";
import { FunctionProcess } from "../function-process";
import { gist, operationEvent, PoolWorld } from "../pool/pool-world";
import { jpeg, webp } from "../pool/test-images";
import { tiffFile } from "../pool/images/tiff-files";

/** What a caller reads of an image that cannot be decoded, or not in time: through the function's own bundle. */
let world: PoolWorld;
let rekognition: FunctionProcess<APIGatewayProxyResult>;
let small: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  world = await PoolWorld.start();
  rekognition = world.rekognition();
  small = new FunctionProcess("rekognition", { ...world.environment(), AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024" });
});
afterAll(async () => {
  await small.stop();
  await world.stop();
});
beforeEach(() => world.reset());

const bytes = (image: Buffer) => ({ Bytes: image.toString("base64") });
const faces = (image: Buffer) => operationEvent("detect-faces", { Image: bytes(image) });

function recorded(name: string): Buffer {
  return fs.readFileSync(path.join(__dirname, "../pool/images/recorded", name));
}

/** With seven seconds and a half, of which six are kept for the call. */
const A_SECOND_TO_DECODE = { remainingMs: 7500 };
const NO_TIME_TO_DECODE = { remainingMs: 6900 };

test.each([
  ["ends in the middle of its decoding", () => recorded("46-megapixels.avif"), A_SECOND_TO_DECODE],
  ["has no time to begin it", webp, NO_TIME_TO_DECODE],
])("an image that %s is a 504 that says where there is more time", async (_, make, time) => {
  const answer = await rekognition.answer(faces(await make()), time);
  expect(gist(answer)).toEqual({ status: 504, code: "upstream_timeout" });
  expect(JSON.parse(answer.body)).toMatchObject({
    detail:
      "Image could not be decoded in the time that a call has. Upload it with POST /v1/images, where there is more.",
  });
  expect(world.regions.calls).toEqual([]);
});

test("the same little time is enough for what need not be decoded", async () => {
  expect((await rekognition.answer(faces(await jpeg()), NO_TIME_TO_DECODE)).statusCode).toBe(200);
});

/** No time to decode: whatever is refused otherwise than with 504 is refused by its header. */
test("a bomb is a 400 before it is decoded: the size, the memory and the way out are named", async () => {
  const answer = await small.answer(faces(recorded("46-megapixels.avif")), NO_TIME_TO_DECODE);
  expect(gist(answer)).toEqual({ status: 400, code: "invalid_request", fields: ["Image"] });
  const { detail } = JSON.parse(answer.body) as { detail: string };
  expect(detail).toMatch(/^The image is \d+ × \d+ pixels; one like it \(AVIF\) may have at most \d+ pixels/);
  expect(detail).toMatch("because of the memory that decoding takes. Send it smaller, or as a baseline JPEG.");
  // With the memory that is deployed it is only the time that is missing.
  expect(gist(await rekognition.answer(faces(recorded("46-megapixels.avif")), NO_TIME_TO_DECODE)).status).toBe(504);
  expect(world.regions.calls).toEqual([]);
});

test("of two images, the bomb is the one that is named", async () => {
  const body = { SourceImage: bytes(await jpeg()), TargetImage: bytes(recorded("46-megapixels.avif")) };
  const answer = await small.answer(operationEvent("compare-faces", body), NO_TIME_TO_DECODE);
  expect(gist(answer)).toEqual({ status: 400, code: "invalid_request", fields: ["TargetImage"] });
});

/** As a camera's DNG begins: a thumbnail that says so, the picture below it. */
function rawFile(): Buffer {
  const picture = { width: 240, height: 180, grey: () => 200 };
  const thumbnail = [254, 1] as const;
  const version = [50_706, 0x0401] as const;
  return tiffFile([{ width: 96, height: 80, grey: () => 30, tags: [thumbnail, version], below: [picture] }]);
}

test.each<[string, () => Buffer, object]>([
  ["a camera RAW", rawFile, { status: 415, code: "unsupported_media_type" }],
  [
    "a picture that is cut off",
    () => recorded("cut-off.jpg"),
    { status: 400, code: "invalid_request", fields: ["Image"] },
  ],
])("%s is refused, and no thumbnail or half of it goes to any Region", async (_, make, expected) => {
  const event = operationEvent("detect-protective-equipment", { Image: bytes(make()) });
  expect(gist(await rekognition.answer(event))).toEqual(expected);
  expect(world.regions.calls).toEqual([]);
});

test.each([
  ["a camera's odd scan header", "samsung-scan.jpg", "reencoded;4096;80"],
  ["an animated AVIF", "animated.avif", "reencoded;640;480"],
])("%s is read, and its picture is what goes to the Region", async (_, name, note) => {
  const event = operationEvent("detect-protective-equipment", { Image: bytes(recorded(name)) });
  const { statusCode, headers } = await rekognition.answer(event);
  expect([statusCode, headers?.["x-image"]]).toEqual([200, note]);
});
