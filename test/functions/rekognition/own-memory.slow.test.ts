import * as fs from "node:fs";
import { FUNCTION_BYTES } from "../../../functions/pool/images/decoding-memory";
import { alice, HOME, operationEvent, PoolWorld } from "../pool/pool-world";
import { THROTTLE } from "../pool/region-servers";
import { BUCKET } from "../pool/s3-server";
import { imageBody, jpegOf } from "../pool/test-images";

const MIB = 1024 * 1024;
const KEY = `uploads/${alice.callerId}/large`;

let world: PoolWorld;
beforeAll(async () => {
  world = await PoolWorld.start();
});
afterAll(() => world.stop());

/** Only Linux keeps the peak, and Lambda is Linux. */
const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("what the function takes beside a picture's pixels is within what is kept for it", async () => {
  const rekognition = world.rekognition({ S3_OBJECT: "own" });
  const body = await imageBody(jpegOf(4.4 * MIB));
  // 100 × 100 pixels in 15 MB: too much for a request, so it has to be decoded, and the pixels are nothing.
  world.s3.put(KEY, await jpegOf(15_000_000));
  // Rekognition reads objects itself, but at home only.
  world.regions.answering({ [HOME]: THROTTLE });
  const stored = { Image: { S3Object: { Bucket: BUCKET, Name: KEY } } };
  for (let count = 0; count < 8; count++) {
    expect((await rekognition.answer(operationEvent("detect-faces", body))).statusCode).toBe(200);
    const { statusCode, headers } = await rekognition.answer(operationEvent("detect-faces", stored));
    expect([statusCode, headers?.["x-image"]]).toEqual([200, "reencoded;100;100"]);
  }
  const status = fs.readFileSync(`/proc/${rekognition.pid}/status`, "utf8");
  const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  expect(peak).toBeGreaterThan(50 * MIB);
  expect(peak).toBeLessThanOrEqual(FUNCTION_BYTES);
});
