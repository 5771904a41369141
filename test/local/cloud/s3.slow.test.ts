import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Keys } from "./fixture/aws-clients";
import { type PoolCloud, startPoolCloud } from "./fixture/pool-cloud";
import { s3, thrown } from "./fixture/pool-clients";

let cloud: PoolCloud;
let Bucket: string;
let scanner: S3Client;
let reader: S3Client;
let readerKeys: Keys;

beforeAll(async () => {
  cloud = await startPoolCloud("dev");
  Bucket = cloud.variables["IMAGES_BUCKET"] ?? "";
  scanner = s3(cloud, await cloud.keysOf("scanner"), "s3");
  readerKeys = await cloud.keysOf("image-ingest");
  reader = s3(cloud, readerKeys);
});
afterAll(() => cloud.close());

const put = (Key: string, Body: string, more: object = {}) =>
  scanner.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}) => {
  const { Body, ...rest } = await reader.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...rest, text: await Body?.transformToString() };
};
const denial = () => cloud.decisions.all().findLast(({ allowed }) => !allowed);

describe("an object", () => {
  test("comes back with its bytes, type, metadata, ETag and version", async () => {
    const stored = await put("incoming/a.jpg", "one", { ContentType: "image/jpeg", Metadata: { analysis: "abc" } });
    expect(stored.ETag).toBe('"f97c5d29941bfb1b2fdab0874906ab82"');
    const read = await get("incoming/a.jpg");
    expect(read).toMatchObject({
      text: "one",
      ContentType: "image/jpeg",
      ContentLength: 3,
      Metadata: { analysis: "abc" },
      ETag: stored.ETag,
      VersionId: stored.VersionId,
    });
    const head = await reader.send(new HeadObjectCommand({ Bucket, Key: "incoming/a.jpg" }));
    expect(head).toMatchObject({ ContentLength: 3, VersionId: stored.VersionId, Metadata: { analysis: "abc" } });
  });

  test("keeps its older versions, and each is read by its name", async () => {
    const first = await put("incoming/versions.jpg", "first");
    const second = await put("incoming/versions.jpg", "second");
    expect(first.VersionId).not.toBe(second.VersionId);
    expect((await get("incoming/versions.jpg")).text).toBe("second");
    expect((await get("incoming/versions.jpg", { VersionId: first.VersionId })).text).toBe("first");
  });

  test.each<[string, string, string, string]>([
    ["its first bytes", "bytes=0-2", "abc", "bytes 0-2/6"],
    ["the rest from somewhere", "bytes=4-", "ef", "bytes 4-5/6"],
    ["its last bytes", "bytes=-2", "ef", "bytes 4-5/6"],
    ["what there is of a range that is too long", "bytes=3-99", "def", "bytes 3-5/6"],
  ])("is read in part: %s", async (_, Range, text, ContentRange) => {
    await put("incoming/range", "abcdef");
    expect(await get("incoming/range", { Range })).toMatchObject({
      text,
      ContentRange,
      $metadata: { httpStatusCode: 206 },
    });
  });

  test("is not read where it has nothing", async () => {
    await put("incoming/range", "abcdef");
    expect(await thrown(get("incoming/range", { Range: "bytes=9-12" }))).toMatchObject({
      name: "InvalidRange",
      status: 416,
    });
  });

  test.each(["a b+c.jpg", "über/ätsch.jpg", "50%25 off.jpg", "a//b/../c.jpg", "x".repeat(1024), "emoji 🙂&=?#.png"])(
    "may be called %s",
    async (Key) => {
      await put(Key, Key.slice(0, 5));
      expect((await get(Key)).text).toBe(Key.slice(0, 5));
    },
  );

  test("may not have a longer name than S3 takes", async () => {
    expect((await thrown(put("x".repeat(1025), "a"))).name).toBe("KeyTooLongError");
  });
});

describe("who may what", () => {
  test("a caller who may not list cannot tell a missing object from a forbidden one", async () => {
    expect(await thrown(get("incoming/nothing.jpg"))).toMatchObject({ name: "AccessDenied", status: 403 });
    expect(denial()).toMatchObject({ action: "s3:ListBucket" });
  });

  test("functions read through the gateway endpoint only, not the office's, and not the internet", async () => {
    await put("incoming/door.jpg", "1");
    for (const door of ["s3", "internet", "foreign-studio"]) {
      const call = s3(cloud, readerKeys, door).send(new GetObjectCommand({ Bucket, Key: "incoming/door.jpg" }));
      expect([door, (await thrown(call)).name]).toEqual([door, "AccessDenied"]);
    }
    expect(denial()?.sid).toMatch(/^Deny(Objects|S3)Unless/);
  });

  test("images are dropped through the office's endpoint only, and nothing is taken out there", async () => {
    const keys = await cloud.keysOf("scanner");
    for (const door of ["internet", "s3-gateway", "foreign-studio"]) {
      const call = s3(cloud, keys, door).send(new PutObjectCommand({ Bucket, Key: "incoming/x.jpg", Body: "1" }));
      expect([door, (await thrown(call)).name]).toEqual([door, "AccessDenied"]);
    }
    expect((await thrown(scanner.send(new GetObjectCommand({ Bucket, Key: "incoming/door.jpg" })))).name).toBe(
      "AccessDenied",
    );
  });

  test("nobody but the function that signs uploads puts anything under uploads/", async () => {
    expect((await thrown(put(`uploads/${"a".repeat(43)}/x`, "1"))).name).toBe("AccessDenied");
    expect(denial()).toMatchObject({ layer: "resource", sid: "DenyUploadsThatTheFunctionDidNotSign" });
  });

  test("a wrong secret, a stranger's key and no signature at all are refused, each in S3's words", async () => {
    const wrong = s3(cloud, { ...readerKeys, secretAccessKey: "x".repeat(40) });
    expect((await thrown(wrong.send(new GetObjectCommand({ Bucket, Key: "a" })))).name).toBe("SignatureDoesNotMatch");
    const stranger = s3(cloud, { ...readerKeys, accessKeyId: "ASIAAAAAAAAAAAAAAAAA" });
    expect((await thrown(stranger.send(new GetObjectCommand({ Bucket, Key: "a" })))).name).toBe("InvalidAccessKeyId");
  });
});

test("what is not stood in for is refused as such, never half done", async () => {
  const none = await thrown(reader.send(new ListObjectsV2Command({ Bucket })));
  expect([none.name, none.status]).toEqual(["NotImplemented", 501]);
  expect((await thrown(put("incoming/acl", "1", { ACL: "public-read" }))).name).toBe("NotImplemented");
  expect((await thrown(get("incoming/a.jpg", { IfMatch: '"x"' }))).name).toBe("NotImplemented");
  const missing = await thrown(reader.send(new GetObjectCommand({ Bucket: "somebody-elses", Key: "a" })));
  expect(missing.name).toBe("NoSuchBucket");
});
