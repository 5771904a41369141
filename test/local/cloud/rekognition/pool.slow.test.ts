import { createHash } from "node:crypto";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { RegionFault } from "../../../../local/cloud/rekognition/faults";
import { makeJpeg } from "../../../../local/pictures";
import { type ApiReply, type PoolCloud, startPoolCloud } from "../fixture/pool-cloud";
import { s3 } from "../fixture/pool-clients";
import { result, upload, waitingIn } from "../fixture/uploads";

/** The program, its functions' bundles and the stand-ins together: what a caller of the private API sees. */

let cloud: PoolCloud;
let jpeg: Buffer;
let Image: { readonly Bytes: string };

beforeAll(async () => {
  cloud = await startPoolCloud("dev");
  jpeg = await makeJpeg({ width: 320, height: 240, patches: [{ x: 0.5, y: 0.5, radius: 0.2 }] });
  Image = { Bytes: jpeg.toString("base64") };
});
afterAll(() => cloud.close());
afterEach(() => {
  for (const { region } of cloud.pool.regions()) cloud.pool.setFault(region, undefined);
});

const detect = () => cloud.api("POST", "/v1/rekognition/detect-faces", { Image });
const regionOf = ({ headers }: ApiReply) => headers.get("x-rekognition-region");

test("a call is answered in AWS's shape, with the Region that saw the image and what it took", async () => {
  const reply = await detect();
  expect([reply.status, (reply.json["FaceDetails"] as unknown[]).length]).toEqual([200, 1]);
  expect(["eu-central-1", "eu-west-1", "eu-west-2"]).toContain(regionOf(reply));
  expect(reply.headers.get("x-rekognition-attempts")).toBe("1");
  expect(reply.headers.get("x-image")).toBe("passthrough;320;240");
});

test.each<RegionFault>([
  "throttle",
  "ramp",
  "throttle-500",
  "error-500",
  "html-503",
  "reset",
  "access-denied",
  "empty-200",
])("with %s in one Region no caller sees any of it", async (fault) => {
  cloud.pool.setFault("eu-west-1", fault);
  const replies = await Promise.all(Array.from({ length: 8 }, detect));
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  expect(replies.map(regionOf)).not.toContain("eu-west-1");
});

test("with every Region refusing us, the caller is told so, and not that it was his fault", async () => {
  for (const { region } of cloud.pool.regions()) cloud.pool.setFault(region, "access-denied");
  const reply = await detect();
  expect([reply.status, reply.json["reason"]]).toEqual([403, "gateway_not_permitted"]);
});

test("a caller outside the group is refused, and so is every caller at another door", async () => {
  const calls = cloud.functions.invocations("rekognition");
  const bob = await cloud.api(
    "POST",
    "/v1/rekognition/detect-faces",
    { Image },
    { name: "bob", groups: ["studio-users"] },
  );
  const outside = await cloud.api("POST", "/v1/rekognition/detect-faces", { Image }, { door: "internet" });
  expect([bob.status, outside.status]).toEqual([403, 403]);
  expect([bob.json["reason"], outside.json["reason"]]).toEqual(["no_rekognition_access", ""]);
  expect(cloud.functions.invocations("rekognition")).toBe(calls);
});

const MIB = 1024 * 1024;

/** Base64 has four letters for three bytes. The function still sees the first two; Lambda and API Gateway refuse the others. */
test.each([
  ["5.9 MiB, which Lambda takes, but with more image than allowed", 5.9 * MIB, true],
  ["so much that the event is just within 6 MiB", 6 * MIB - 8192, true],
  ["6 MiB, over Lambda's limit together with the headers", 6 * MIB, false],
  ["9.9 MiB, over Lambda's limit", 9.9 * MIB, false],
  ["10.1 MiB, over API Gateway's limit", 10.1 * MIB, false],
])("a body of %s is a 413 in our form, and says where larger images go", async (_, letters, isSeen) => {
  const body = { Image: { Bytes: "A".repeat(Math.floor(letters / 4) * 4) } };
  const reply = await cloud.api("POST", "/v1/rekognition/detect-faces", body);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([413, "application/problem+json"]);
  expect(reply.json).toMatchObject({
    code: "request_too_large",
    status: 413,
    detail: expect.stringContaining("with POST /v1/images") as string,
  });
  expect(String(reply.json["detail"]).startsWith("Images in a request's body")).toBe(isSeen);
});

describe("an upload", () => {
  test("through the office's endpoint is analysed, and its uploader alone reads the result", async () => {
    const { imageId, url, status } = await upload(cloud, jpeg);
    expect([status, url.startsWith(cloud.door("s3").url)]).toEqual([204, true]);
    const { json } = await result(cloud, imageId, (state) => state === "done");
    expect(json["results"]).toMatchObject({
      DetectFaces: { answer: { FaceDetails: [{}] } },
      DetectText: { answer: { TextDetections: expect.any(Array) as unknown[] } },
    });
    expect((await cloud.api("GET", `/v1/images/${imageId}`, undefined, { name: "erin" })).status).toBe(404);
  });

  test("that is not an image ends as a failure that says so, without a second try", async () => {
    const { imageId } = await upload(cloud, Buffer.from("<html>not a picture</html>"));
    const { json } = await result(cloud, imageId, (state) => state === "failed");
    expect(json["results"]).toMatchObject({ DetectFaces: { code: "unsupported_media_type" } });
    expect(waitingIn(cloud, "failed")).toBe(0);
  });

  test("dropped straight into the bucket gets the default operations, and the whole group reads it", async () => {
    const Bucket = cloud.variables["IMAGES_BUCKET"] ?? "";
    const Key = "incoming/a b+c/ü.jpg";
    await s3(cloud, await cloud.keysOf("scanner"), "s3").send(new PutObjectCommand({ Bucket, Key, Body: jpeg }));
    const imageId = createHash("sha256").update(`${Bucket}\n${Key}`).digest("base64url");
    const { json } = await result(cloud, imageId, (state) => state === "done");
    expect(Object.keys(json["results"] as object)).toEqual(["DetectLabels"]);
    expect((await cloud.api("GET", `/v1/images/${imageId}`, undefined, { name: "erin" })).status).toBe(200);
    const read = await s3(cloud, await cloud.keysOf("image-ingest")).send(new GetObjectCommand({ Bucket, Key }));
    expect(read.ContentLength).toBe(jpeg.length);
  });

  test("and S3's own test message, sent when the program is set up, is nothing to anybody", () => {
    expect(cloud.functions.invocations("image-ingest")).toBeGreaterThan(0);
    expect(cloud.functions.logLines("image-ingest").filter((line) => line.includes("unexpected_error"))).toEqual([]);
  });
});
