import type { APIGatewayProxyResult } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { alice, dave, gist, HOME, operationEvent, PoolWorld, REGIONS } from "../pool/pool-world";
import { FAULT, THROTTLE } from "../pool/region-servers";
import { BUCKET } from "../pool/s3-server";
import { jpeg, jpegOf, png, webp } from "../pool/test-images";

const OWN = `uploads/${alice.callerId}/`;
const MIB = 1024 * 1024;

let world: PoolWorld;
let own: FunctionProcess<APIGatewayProxyResult>;
let shared: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  world = await PoolWorld.start();
  own = world.rekognition({ S3_OBJECT: "own" });
  shared = world.rekognition({ S3_OBJECT: "own-and-shared", SHARED_PREFIXES: "logos/" });
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

/** With no memory of a home Region that was at fault in another test. */
const fresh = () => world.fresh({ S3_OBJECT: "own" });
const stored = (Name: string, more = {}) => ({ S3Object: { Bucket: BUCKET, Name, ...more } });
const ask = async (rekognition: FunctionProcess<APIGatewayProxyResult>, Image: object, operation = "detect-faces") =>
  rekognition.answer(operationEvent(operation, { Image }));

test("a JPEG in the home Region is read by Rekognition itself, at the version that was looked at", async () => {
  const version = world.s3.put(`${OWN}one`, await jpeg());
  const { statusCode, headers } = await ask(own, stored(`${OWN}one`));
  expect(statusCode).toBe(200);
  expect(world.regions.calls).toMatchObject([
    { region: HOME, input: { Image: stored(`${OWN}one`, { Version: version }) } },
  ]);
  expect(headers).toMatchObject({ "x-image": "s3object", "x-rekognition-region": HOME });
  expect(world.s3.sent).toBeLessThan(100);
});

test.each([
  ["a throttle", THROTTLE],
  ["a fault", FAULT],
  ["its own download limit", { ...(THROTTLE as object), message: "S3 download limit exceeded" } as typeof THROTTLE],
])("after %s the image goes on as bytes, read once and at the same version", async (_, reply) => {
  const bytes = await jpeg(200, 200);
  const version = world.s3.put(`${OWN}two`, bytes);
  let refused = 2;
  world.regions.script = () => (refused-- > 0 ? reply : undefined);
  const { statusCode, headers } = await ask(fresh(), stored(`${OWN}two`));
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({ "x-image": "passthrough;200;200", "x-rekognition-attempts": "3" });
  const sent = { Image: { Bytes: bytes.toString("base64") } };
  expect(world.regions.calls.map(({ input }) => input)).toEqual([
    { Image: stored(`${OWN}two`, { Version: version }) },
    sent,
    sent,
  ]);
  expect(world.s3.called("GET").filter(({ range }) => range === undefined)).toMatchObject([{ version }]);
  expect(world.s3.called("HEAD")).toHaveLength(1);
});

test("what reading the object takes is not a Region's time: no other one is asked meanwhile", async () => {
  world.s3.put(`${OWN}slow`, await jpeg());
  const rekognition = fresh();
  // Where answers come at once, a Region is waited for two seconds before another one is asked.
  await ask(rekognition, stored(`${OWN}slow`));
  world.regions.answering({ [HOME]: THROTTLE });
  world.s3.script = ({ method, range }) => (method === "GET" && range === undefined ? { afterMs: 2300 } : undefined);
  const { headers } = await ask(rekognition, stored(`${OWN}slow`));
  expect(headers).toMatchObject({ "x-image": "passthrough;100;100", "x-rekognition-attempts": "2" });
});

test.each(["InvalidS3ObjectException", "ImageTooLargeException"])(
  "after %s it is tried once as bytes",
  async (error) => {
    world.s3.put(`${OWN}three`, await jpeg());
    world.regions.script = ({ input }) =>
      "S3Object" in (input["Image"] as object) ? { error, status: 400 } : undefined;
    const { statusCode, headers } = await ask(fresh(), stored(`${OWN}three`));
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ "x-image": "passthrough;100;100", "x-rekognition-attempts": "2" });
  },
);

test("with the home Region outside the pool it is bytes at once", async () => {
  world.s3.put(`${OWN}four`, await jpeg());
  const abroad = world.fresh({ S3_OBJECT: "own", POOL: world.only("eu-west-1", "eu-west-2") });
  const { headers } = await ask(abroad, stored(`${OWN}four`));
  expect(headers).toMatchObject({ "x-image": "passthrough;100;100", "x-rekognition-attempts": "1" });
});

test("what Rekognition does not read from S3 is converted: the bytes decide, not the name", async () => {
  world.s3.put(`${OWN}five.jpg`, await webp());
  const { headers } = await ask(own, stored(`${OWN}five.jpg`));
  expect(headers?.["x-image"]).toBe("reencoded;100;100");
});

test.each([
  ["detect-faces", 5_242_880, "passthrough"],
  ["detect-faces", 5_242_881, "reencoded"],
  ["detect-protective-equipment", 4 * MIB, "passthrough"],
  ["detect-protective-equipment", 4 * MIB + 1, "reencoded"],
])("%s with %d bytes from the bucket: %s", async (operation, bytes, how) => {
  world.s3.put(`${OWN}six`, await jpegOf(bytes));
  const abroad = world.fresh({ S3_OBJECT: "own", POOL: world.only("eu-west-1") });
  expect((await ask(abroad, stored(`${OWN}six`), operation)).headers?.["x-image"]).toMatch(how);
});

describe("Whose object", () => {
  const allowed = ["with spaces and + and %2B", "ünïcode-写真.jpg", "n".repeat(1024 - OWN.length), "a..b/..c", "plus+"];

  test.each(allowed.map((key) => [key.slice(0, 40), key]))("the key %j is read letter for letter", async (_, key) => {
    world.s3.put(`${OWN}${key}`, await png());
    const { statusCode } = await ask(own, stored(`${OWN}${key}`));
    expect(statusCode).toBe(200);
    expect(world.regions.calls[0]?.input).toMatchObject({ Image: { S3Object: { Name: `${OWN}${key}` } } });
  });

  const foreign: readonly [string, object][] = [
    ["another uploader's", stored(`uploads/${dave.callerId}/one`)],
    ["another uploader's by way of one's own", stored(`${OWN}../${dave.callerId}/one`)],
    ["with a dot segment", stored(`${OWN}./one`)],
    ["whose prefix only begins like one's own", stored(`uploads/${alice.callerId}x/one`)],
    ["in another letter case", stored(`Uploads/${alice.callerId}/one`)],
    ["at the bucket's root", stored("one.jpg")],
    ["below a prefix that begins like a shared one", stored("logos-secret/one")],
    ["in another bucket, whoever's and wherever", { S3Object: { Bucket: "other-bucket", Name: `${OWN}one` } }],
  ];

  test.each(foreign)("an object %s is a 403 before anything is called", async (_, image) => {
    expect(gist(await ask(shared, image))).toEqual({ status: 403, code: "access_denied", reason: "not_your_image" });
    expect([...world.regions.calls, ...world.s3.calls]).toEqual([]);
  });

  test("an object of a shared prefix is everybody's, where shared prefixes are on", async () => {
    world.s3.put("logos/one", await jpeg());
    expect((await ask(shared, stored("logos/one"))).statusCode).toBe(200);
    expect(gist(await ask(own, stored("logos/one")))).toMatchObject({ status: 403 });
  });

  test("with S3Object off, as it is by default, even one's own is a 403", async () => {
    const answer = await ask(world.fresh(), stored(`${OWN}one`));
    expect(gist(answer)).toEqual({ status: 403, code: "access_denied", reason: "not_permitted" });
    expect([...world.regions.calls, ...world.s3.calls]).toEqual([]);
  });
});

describe("An object that cannot be used", () => {
  test("missing, of another version or with a key that is denied: 400 after one question, no Region is called", async () => {
    world.s3.put(`${OWN}there`, await jpeg());
    const refused = { status: 400, code: "invalid_request", fields: ["Image.S3Object"] };
    for (const image of [stored(`${OWN}gone`), stored(`${OWN}there`, { Version: "another" })]) {
      expect(gist(await ask(own, image))).toEqual(refused);
    }
    world.s3.script = () => ({ error: "AccessDenied", status: 403 });
    expect(gist(await ask(own, stored(`${OWN}there`)))).toEqual(refused);
    expect(world.s3.calls).toHaveLength(3);
    expect(world.regions.calls).toEqual([]);
  });

  test.each([
    [403, "names an object or a version that does not exist, or that the gateway may not read"],
    [404, "names an object or a version that does not exist"],
  ])("S3's %d is told as far as it says anything, and kept for the operators", async (status, fault) => {
    world.s3.put(`${OWN}face`, await jpeg());
    world.s3.script = ({ key }) => (key.endsWith("gone") ? { error: "NoSuchKey", status } : undefined);
    const body = { SourceImage: stored(`${OWN}face`), TargetImage: stored(`${OWN}gone`) };
    const answer = await own.answer(operationEvent("compare-faces", body, { requestId: `gone-${status}` }));
    const field = "TargetImage.S3Object";
    expect(JSON.parse(answer.body)).toMatchObject({
      code: "invalid_request",
      detail: `${field} ${fault}.`,
      errors: [{ field, fault, allowed: expect.stringContaining("letter for letter") as string }],
    });
    expect(world.s3.calls.filter(({ key }) => key.endsWith("gone"))).toHaveLength(1);
    expect(await own.logged({ event: "upstream_failed", requestId: `gone-${status}` })).toBeDefined();
  });

  test("deleted between the look and the read: 400", async () => {
    world.s3.put(`${OWN}brief`, await jpeg());
    world.s3.script = ({ method }) => (method === "GET" ? { error: "NoSuchKey", status: 404 } : undefined);
    expect(gist(await ask(own, stored(`${OWN}brief`)))).toMatchObject({ status: 400, code: "invalid_request" });
  });

  test("as large as the limit it is read, a byte larger it is not", async () => {
    const abroad = { S3_OBJECT: "own", POOL: world.only("eu-west-1") } as const;
    const bytes = await jpegOf(10_000);
    world.s3.put(`${OWN}full`, bytes);
    const full = world.fresh({ ...abroad, MAX_UPLOAD_BYTES: "10000" });
    expect((await ask(full, stored(`${OWN}full`))).statusCode).toBe(200);
    const less = world.fresh({ ...abroad, MAX_UPLOAD_BYTES: "9999" });
    expect(gist(await ask(less, stored(`${OWN}full`)))).toEqual({ status: 413, code: "request_too_large" });
  });

  test("larger than the limit: 413 without a byte of it read", async () => {
    world.s3.put(`${OWN}large`, Buffer.alloc(15 * MIB + 1, 0xff));
    expect(gist(await ask(own, stored(`${OWN}large`)))).toEqual({ status: 413, code: "request_too_large" });
    expect(world.s3.called("GET")).toEqual([]);
  });

  test("longer than its head has said: never more than the limit is read into memory", async () => {
    world.s3.put(`${OWN}liar`, await webp());
    world.s3.script = ({ method }) => (method === "GET" ? "endless" : undefined);
    const small = world.fresh({
      S3_OBJECT: "own",
      MAX_UPLOAD_BYTES: String(2 * MIB),
      POOL: world.only("eu-west-1"),
    });
    expect(gist(await ask(small, stored(`${OWN}liar`)))).toEqual({ status: 413, code: "request_too_large" });
    // What the kernel had taken before the connection was ended.
    expect(world.s3.sent).toBeLessThan(12 * MIB);
  });

  test.each([
    ["HEAD", "s3:HeadObject"],
    ["GET", "s3:GetObject"],
  ])("a 200 of S3's to a %s with nothing in it is a 502, not an empty image", async (method, operation) => {
    world.s3.put(`${OWN}nothing`, await jpeg());
    world.s3.script = (call) => (call.method === method ? "nothing" : undefined);
    const requestId = `nothing-${method}`;
    const answer = await own.answer(operationEvent("detect-faces", { Image: stored(`${OWN}nothing`) }, { requestId }));
    expect(gist(answer)).toEqual({ status: 502, code: "upstream_refused" });
    expect(await own.logged({ event: "upstream_failed", requestId })).toMatchObject({
      operation,
      errorName: "EmptyAnswer",
    });
    expect(world.regions.calls).toEqual([]);
  });

  test("S3 itself out of order: 503 with Retry-After", async () => {
    world.s3.put(`${OWN}sick`, await jpeg());
    world.s3.script = () => ({ error: "InternalError", status: 500 });
    const answer = await ask(own, stored(`${OWN}sick`));
    expect(gist(answer)).toEqual({ status: 503, code: "upstream_unavailable" });
    expect(answer.headers).toHaveProperty("Retry-After", "5");
    expect(world.s3.calls).toHaveLength(3);
  });
});

describe("CompareFaces with any mix of sources", () => {
  test("one from the bucket and one in the body: in the home Region as it lies, elsewhere both as bytes", async () => {
    const [source, target] = [await jpeg(120, 120), await jpeg(130, 130)];
    const version = world.s3.put(`${OWN}face`, source);
    world.regions.answering({ [HOME]: THROTTLE });
    const body = { SourceImage: stored(`${OWN}face`), TargetImage: { Bytes: target.toString("base64") } };
    const { statusCode, headers } = await fresh().answer(operationEvent("compare-faces", body));
    expect(statusCode).toBe(200);
    expect(world.regions.calls.map(({ region }) => region === HOME)).toEqual([true, false]);
    expect(world.regions.calls.map(({ input }) => input)).toEqual([
      { ...body, SourceImage: stored(`${OWN}face`, { Version: version }) },
      { ...body, SourceImage: { Bytes: source.toString("base64") } },
    ]);
    expect(headers?.["x-image"]).toBe("passthrough;120;120, passthrough;130;130");
  });

  test("both from the bucket and 5 MiB each: works, in every Region", async () => {
    world.s3.put(`${OWN}a`, await jpegOf(5 * MIB));
    world.s3.put(`${OWN}b`, await jpegOf(5 * MIB, 110, 110));
    const body = { SourceImage: stored(`${OWN}a`), TargetImage: stored(`${OWN}b`) };
    const answers = [await own.answer(operationEvent("compare-faces", body))];
    world.regions.answering({ [HOME]: FAULT });
    answers.push(await fresh().answer(operationEvent("compare-faces", body)));
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers?.["x-image"]])).toEqual([
      [200, "s3object, s3object"],
      [200, "passthrough;100;100, passthrough;110;110"],
    ]);
    expect(REGIONS).toContain(answers[1]?.headers?.["x-rekognition-region"]);
  });
});
