import { createPresignedPost, type PresignedPost } from "@aws-sdk/s3-presigned-post";
import type { Keys } from "./fixture/aws-clients";
import { type PoolCloud, startPoolCloud } from "./fixture/pool-cloud";
import { s3 } from "./fixture/pool-clients";

const CALLER = "a".repeat(43);
const KEY = `uploads/${CALLER}/00000000-0000-4000-8000-000000000001`;

let cloud: PoolCloud;
let keys: Keys;
let Bucket: string;
let now: Date;

beforeAll(async () => {
  now = new Date();
  cloud = await startPoolCloud("dev", { clock: () => now });
  keys = await cloud.keysOf("rekognition");
  Bucket = cloud.variables["IMAGES_BUCKET"] ?? "";
});
afterAll(() => cloud.close());
beforeEach(() => (now = new Date()));

function form(changes: { key?: string; keys?: Keys; conditions?: object[] } = {}): Promise<PresignedPost> {
  return createPresignedPost(s3(cloud, changes.keys ?? keys), {
    Bucket,
    Key: changes.key ?? KEY,
    Expires: 900,
    Fields: { "Content-Type": "image/jpeg", "x-amz-meta-analysis": "abc" },
    Conditions: (changes.conditions ?? [["content-length-range", 1, 100]]) as never,
  });
}

interface Sent {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers: Headers;
}

/** As a browser does: every field, then the file. */
async function send(fields: Record<string, string>, bytes = 10, door = "s3", origin?: string): Promise<Sent> {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append("file", new Blob(["x".repeat(bytes)]), "badge.jpg");
  const headers = origin === undefined ? {} : { origin };
  const reply = await fetch(`${cloud.door(door).url}/${Bucket}`, { method: "POST", body: data, headers });
  const text = await reply.text();
  const part = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? "";
  return { status: reply.status, code: part("Code"), message: part("Message"), headers: reply.headers };
}

test("a form as it was signed stores the image, and says under which version", async () => {
  const { fields } = await form();
  const sent = await send(fields);
  expect([sent.status, sent.headers.get("etag")?.length]).toEqual([204, 34]);
  expect(sent.headers.get("x-amz-version-id")).toMatch(/^[\w-]{20,}$/);
});

describe("a form is good for exactly what was signed", () => {
  test.each<[string, (fields: Record<string, string>) => [Record<string, string>, number?], string, RegExp]>([
    ["another key", (f) => [{ ...f, key: `${KEY}2` }], "AccessDenied", /Policy Condition failed: .*\$key/],
    ["another type", (f) => [{ ...f, "Content-Type": "text/html" }], "AccessDenied", /\$content-type/],
    ["other metadata", (f) => [{ ...f, "x-amz-meta-analysis": "x" }], "AccessDenied", /analysis/],
    ["more metadata", (f) => [{ ...f, "x-amz-meta-more": "x" }], "AccessDenied", /Extra input fields: x-amz-meta-more/],
    ["a larger image", (f) => [f, 101], "EntityTooLarge", /maximum/],
    ["an empty image", (f) => [f, 0], "EntityTooSmall", /minimum/],
    ["a signature of another", (f) => [{ ...f, "X-Amz-Signature": "0".repeat(64) }], "SignatureDoesNotMatch", /./],
    [
      "a policy of one's own",
      (f) => [
        { ...f, Policy: Buffer.from('{"expiration":"2999-01-01T00:00:00Z","conditions":[]}').toString("base64") },
      ],
      "SignatureDoesNotMatch",
      /./,
    ],
    ["another session", (f) => [{ ...f, "X-Amz-Security-Token": "other" }], "InvalidAccessKeyId", /./],
    ["an access list", (f) => [{ ...f, acl: "public-read" }], "NotImplemented", /acl/],
  ])("not for %s", async (_, change, code, message) => {
    const { fields } = await form();
    const sent = await send(...change(fields));
    expect([sent.code, sent.status]).not.toEqual(["", 204]);
    expect(sent.code).toBe(code);
    expect(sent.message).toMatch(message);
  });

  test("the largest image that is allowed is stored", async () => {
    expect((await send((await form()).fields, 100)).status).toBe(204);
  });

  test("and not for longer than it was signed for", async () => {
    const { fields } = await form();
    now = new Date(Date.now() + 901_000);
    expect(await send(fields)).toMatchObject({
      code: "AccessDenied",
      message: "Invalid according to Policy: Policy expired.",
    });
  });
});

describe("an upload counts as the signer's", () => {
  test.each(["internet", "s3-gateway", "foreign-studio", "execute-api"])(
    "a good form does nothing at %s",
    async (door) => {
      const sent = await send((await form()).fields, 10, door);
      expect([sent.status, sent.code]).toEqual([403, "AccessDenied"]);
    },
  );

  test("a form for a key outside the uploads is worth nothing", async () => {
    const { fields } = await form({ key: "incoming/x.jpg" });
    expect((await send(fields)).code).toBe("AccessDenied");
  });

  test("nor is one that another function signed", async () => {
    const { fields } = await form({ keys: await cloud.keysOf("image-ingest") });
    expect((await send(fields)).code).toBe("AccessDenied");
  });
});

describe("a page of the portal", () => {
  const PORTAL = "https://portal.corp.example";

  test("may read the answer, any other page may not", async () => {
    const { fields } = await form();
    const allowed = (await send(fields, 10, "s3", PORTAL)).headers;
    expect(allowed.get("access-control-allow-origin")).toBe(PORTAL);
    expect(allowed.get("access-control-expose-headers")).toContain("x-amz-version-id");
    expect((await send(fields, 10, "s3", "https://evil.example")).headers.has("access-control-allow-origin")).toBe(
      false,
    );
  });

  test("may ask before, as browsers do", async () => {
    const ask = (origin: string, method: string) =>
      fetch(`${cloud.door("s3").url}/${Bucket}`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": method, "access-control-request-headers": "content-type" },
      });
    const allowed = await ask(PORTAL, "POST");
    expect([allowed.status, allowed.headers.get("access-control-allow-methods")]).toEqual([200, "POST"]);
    expect((await ask(PORTAL, "DELETE")).status).toBe(403);
    expect((await ask("https://evil.example", "POST")).status).toBe(403);
  });
});

test("a body that is not a form, or a form without a file, is refused", async () => {
  const url = `${cloud.door("s3").url}/${Bucket}`;
  const plain = await fetch(url, { method: "POST", body: "x", headers: { "content-type": "text/plain" } });
  expect(plain.status).toBe(412);
  const data = new FormData();
  data.append("key", KEY);
  expect((await fetch(url, { method: "POST", body: data })).status).toBe(400);
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  expect((await fetch(url, { method: "POST", body: "--c\r\n", headers })).status).toBe(400);
});
