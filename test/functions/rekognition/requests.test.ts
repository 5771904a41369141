import type { APIGatewayProxyResult } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { gist, operationEvent, PoolWorld } from "../pool/pool-world";
import { imageBody, jpeg, jpegOf, png } from "../pool/test-images";

let world: PoolWorld;
let rekognition: FunctionProcess<APIGatewayProxyResult>;
let base64: string;
let image: { Bytes: string };

beforeAll(async () => {
  world = await PoolWorld.start();
  rekognition = world.rekognition();
  base64 = (await jpeg()).toString("base64");
  image = { Bytes: base64 };
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const ask = async (operation: string, body: unknown): Promise<APIGatewayProxyResult> =>
  rekognition.answer(operationEvent(operation, body));

const S3_OBJECT = { Bucket: "images-bucket", Name: "uploads/x" };

/** Sentence, operation, body as a function of a good image, the fields that are named. */
const FAULTY: readonly [string, string, (image: unknown) => unknown, string[]][] = [
  ["no image", "detect-faces", () => ({}), ["Image"]],
  ["an image that is null", "detect-faces", () => ({ Image: null }), ["Image"]],
  ["an image that is text", "detect-faces", () => ({ Image: "x" }), ["Image"]],
  ["an empty image", "detect-faces", () => ({ Image: {} }), ["Image"]],
  ["empty Bytes", "detect-faces", () => ({ Image: { Bytes: "" } }), ["Image.Bytes"]],
  ["Bytes that are a list", "detect-faces", () => ({ Image: { Bytes: [255, 216] } }), ["Image.Bytes"]],
  ["both Bytes and S3Object", "detect-faces", () => ({ Image: { ...image, S3Object: S3_OBJECT } }), ["Image"]],
  ["an unknown member in the image", "detect-faces", () => ({ Image: { ...image, Url: "x" } }), ["Image.Url"]],
  [
    "an S3Object without a name",
    "detect-faces",
    () => ({ Image: { S3Object: { Bucket: "b-1" } } }),
    ["Image.S3Object.Name"],
  ],
  ["an S3Object of another type", "detect-faces", () => ({ Image: { S3Object: "s3://b/x" } }), ["Image.S3Object"]],
  [
    "an S3Object with an unknown member",
    "detect-faces",
    () => ({ Image: { S3Object: { ...S3_OBJECT, Arn: "x" } } }),
    ["Image.S3Object.Arn"],
  ],
  [
    "a bucket with a slash",
    "detect-faces",
    () => ({ Image: { S3Object: { ...S3_OBJECT, Bucket: "b/../c" } } }),
    ["Image.S3Object.Bucket"],
  ],
  [
    "a name of 1025 characters",
    "detect-faces",
    () => ({ Image: { S3Object: { ...S3_OBJECT, Name: "n".repeat(1025) } } }),
    ["Image.S3Object.Name"],
  ],
  ["an unknown field", "detect-faces", (Image) => ({ Image, Colour: 1 }), ["Colour"]],
  ["another operation's field", "detect-faces", (Image) => ({ Image, MaxLabels: 1 }), ["MaxLabels"]],
  ["a field in another spelling", "detect-labels", (Image) => ({ Image, maxLabels: 1 }), ["maxLabels"]],
  ["a number as text", "detect-labels", (Image) => ({ Image, MaxLabels: "10" }), ["MaxLabels"]],
  ["a fraction of a label", "detect-labels", (Image) => ({ Image, MaxLabels: 1.5 }), ["MaxLabels"]],
  ["a number that is too large", "detect-labels", (Image) => ({ Image, MinConfidence: 100.1 }), ["MinConfidence"]],
  ["an unknown choice", "detect-faces", (Image) => ({ Image, Attributes: ["ALL", "NOSE"] }), ["Attributes[1]"]],
  ["no list where one belongs", "detect-faces", (Image) => ({ Image, Attributes: "ALL" }), ["Attributes"]],
  [
    "a list that is too long",
    "detect-labels",
    (Image) => ({ Image, Features: ["GENERAL_LABELS", "IMAGE_PROPERTIES", "GENERAL_LABELS"] }),
    ["Features"],
  ],
  [
    "a fault far down",
    "detect-text",
    (Image) => ({ Image, Filters: { RegionsOfInterest: [{ Polygon: [{ X: 0 }, { X: "1" }] }] } }),
    ["Filters.RegionsOfInterest[0].Polygon[1].X"],
  ],
  [
    "half a summary",
    "detect-protective-equipment",
    (Image) => ({ Image, SummarizationAttributes: { MinConfidence: 1 } }),
    ["SummarizationAttributes.RequiredEquipmentTypes"],
  ],
  ["no target", "compare-faces", (SourceImage) => ({ SourceImage }), ["TargetImage"]],
  ["Image where there are two", "compare-faces", (Image) => ({ Image }), ["SourceImage", "TargetImage", "Image"]],
  [
    "several faults",
    "detect-labels",
    (Image) => ({ Image, MaxLabels: -1, Nope: 1, MinConfidence: null }),
    ["Nope", "MaxLabels", "MinConfidence"],
  ],
  [
    "a flow definition that is not an ARN",
    "detect-moderation-labels",
    (Image) => ({ Image, HumanLoopConfig: { HumanLoopName: "a", FlowDefinitionArn: "*" } }),
    ["HumanLoopConfig.FlowDefinitionArn"],
  ],
  [
    "half of a surrogate pair in a name",
    "detect-faces",
    () => ({ Image: { S3Object: { ...S3_OBJECT, Name: "uploads/\ud800x" } } }),
    ["Image.S3Object.Name"],
  ],
  [
    "half of a surrogate pair in a version",
    "detect-faces",
    () => ({ Image: { S3Object: { ...S3_OBJECT, Version: "\udfff" } } }),
    ["Image.S3Object.Version"],
  ],
  [
    "half of a surrogate pair in a filter",
    "detect-labels",
    (Image) => ({ Image, Settings: { GeneralLabels: { LabelInclusionFilters: ["Dog", "\ud83d"] } } }),
    ["Settings.GeneralLabels.LabelInclusionFilters[1]"],
  ],
  [
    "a name with half of a pair in it",
    "detect-faces",
    (Image) => ({ Image, "a\ud800": 1 }),
    ["(a name that is not shown)"],
  ],
  [
    "__proto__",
    "detect-faces",
    (Image) => JSON.stringify({ Image, proto: 1 }).replace("proto", "__proto__"),
    ["__proto__"],
  ],
];

test.each(FAULTY)("%s is a 400 that names the field, and no Region is called", async (_, operation, bodyOf, fields) => {
  const answer = await ask(operation, bodyOf(image));
  expect(gist(answer)).toEqual({ status: 400, code: "invalid_request", fields });
  expect(world.regions.calls).toEqual([]);
});

test.each([
  ["is not JSON", '{"Image":'],
  ["is a list", "[]"],
  ["is empty", ""],
  ["names the image twice", '{"Image":{"Bytes":"AA=="},"Image":{"Bytes":"AA=="}}'],
])("a body that %s is a 400", async (_, body) => {
  expect(gist(await ask("detect-faces", body))).toMatchObject({ status: 400, code: "invalid_request" });
  expect(world.regions.calls).toEqual([]);
});

describe("However much is wrong", () => {
  const unknown = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 0]));
  const listOf = (count: number, entry: unknown) => Array.from({ length: count }, () => entry);

  /** Sentence, operation, body, and how many fields are invalid. */
  test.each<[string, string, (image: unknown) => unknown, number]>([
    ["50,000 unknown members", "detect-faces", (Image) => ({ Image, ...unknown(50_000) }), 50_000],
    [
      "130,000 unknown members in the image",
      "detect-faces",
      () => ({ Image: { ...image, ...unknown(130_000) } }),
      130_000,
    ],
    ["60,000 in one option", "detect-labels", (Image) => ({ Image, Settings: unknown(60_000) }), 60_000],
    ["256 wrong entries of a list", "detect-faces", (Image) => ({ Image, Attributes: listOf(256, "NOSE") }), 256],
    ["in both images", "compare-faces", () => ({ SourceImage: unknown(15), TargetImage: unknown(15) }), 32],
  ])("%s: twenty faults are named and the rest counted, in a small answer", async (_, operation, bodyOf, count) => {
    const answer = await ask(operation, bodyOf(image));
    const { detail, errors } = JSON.parse(answer.body) as { detail: string; errors: unknown[] };
    expect([answer.statusCode, errors.length]).toEqual([400, 20]);
    expect(detail).toBe(`${count} fields are invalid: these 20, and ${count - 20} more.`);
    expect(answer.body.length).toBeLessThan(8000);
  });

  test.each([
    ["a million lists in one another", "detect-labels", (nested: string) => `{"Image":{},"Settings":${nested}}`],
    ["a million lists in place of the image", "detect-faces", (nested: string) => `{"Image":${nested}}`],
    ["a million lists as an unknown member", "detect-faces", (nested: string) => `{"Nope":${nested},"Image":{}}`],
  ])("%s: a 400 like any other", async (_, operation, bodyOf) => {
    const nested = "[".repeat(1_000_000) + "]".repeat(1_000_000);
    expect(gist(await ask(operation, bodyOf(nested)))).toMatchObject({ status: 400, code: "invalid_request" });
  });
});

describe("Base64", () => {
  const wrapped = (text: string, end: string): string => text.replaceAll(/.{76}/g, (line) => line + end);
  /** Bytes whose base64 needs padding and holds characters that the URL-safe alphabet spells otherwise. */
  const spelled = async (): Promise<string> => {
    for (let comment = 0; ; comment += 1) {
      const text = (await jpegOf(4000 + comment, 90, 90)).toString("base64");
      if (text.endsWith("=") && /[+/]/.test(text)) return text;
    }
  };

  test.each<[string, (text: string) => string]>([
    ["line feeds", (text) => wrapped(text, "\n")],
    ["MIME's line ends", (text) => wrapped(text, "\r\n")],
    ["no padding", (text) => text.replace(/=+$/, "")],
    ["the URL-safe alphabet", (text) => text.replaceAll("+", "-").replaceAll("/", "_")],
  ])("with %s it is read as it is meant", async (_, respelled) => {
    const text = await spelled();
    const { statusCode } = await ask("detect-faces", { Image: { Bytes: respelled(text) } });
    expect(statusCode).toBe(200);
    expect(world.regions.calls[0]?.input).toEqual({ Image: { Bytes: text } });
  });

  test.each<[string, (text: string) => string]>([
    ["behind data:", (text) => `data:image/jpeg;base64,${text}`],
    ["in both alphabets at once", (text) => `${text.slice(0, 40)}-_+/${text.slice(40)}`],
    ["with a blank in it", (text) => `${text.slice(0, 40)} ${text.slice(40)}`],
    ["with an asterisk in it", (text) => `${text.slice(0, 40)}*${text.slice(41)}`],
    ["with padding in the middle", (text) => `${text.slice(0, 40)}=${text.slice(41)}`],
    ["cut to a length that no bytes have", (text) => text.replace(/=+$/, "").slice(0, 4 * 100 + 1)],
    ["encoded twice", (text) => Buffer.from(text).toString("base64")],
    ["encoded twice with line ends", (text) => Buffer.from(wrapped(text, "\r\n")).toString("base64")],
  ])("%s it is a 400 that names Bytes, never garbage upstream", async (_, spoiled) => {
    const answer = await ask("detect-faces", { Image: { Bytes: spoiled(await spelled()) } });
    expect(gist(answer)).toEqual({ status: 400, code: "invalid_request", fields: ["Image.Bytes"] });
    expect(world.regions.calls).toEqual([]);
  });
});

describe("Size", () => {
  test("a body of 6.1 MB is a 413 that says where larger images go", async () => {
    const answer = await ask("detect-faces", await imageBody(jpegOf(4_800_000)));
    expect(gist(answer)).toEqual({ status: 413, code: "request_too_large" });
    expect(answer.body).toContain("POST /v1/images");
  });

  test.each([
    [6_291_456, 200],
    [6_291_457, 413],
  ])("a body of %d bytes: %d", async (bytes, status) => {
    const body = JSON.stringify(await imageBody()).padEnd(bytes);
    expect((await rekognition.answer(operationEvent("detect-faces", body))).statusCode).toBe(status);
  });

  test.each([
    [4_613_734, 200],
    [4_613_735, 413],
  ])("an image of %d bytes in a body: %d", async (bytes, status) => {
    const answer = await ask("detect-faces", await imageBody(jpegOf(bytes)));
    expect(answer.statusCode).toBe(status);
    expect(world.regions.calls).toHaveLength(status === 200 ? 1 : 0);
  });

  test("two images share the limit", async () => {
    const half = { Bytes: (await jpegOf(2_400_000)).toString("base64") };
    const answer = await ask("compare-faces", { SourceImage: half, TargetImage: half });
    expect(gist(answer)).toMatchObject({ status: 413 });
  });

  test.each([
    ["detect-faces", 79, 400],
    ["detect-faces", 80, 200],
    ["detect-protective-equipment", 63, 400],
    ["detect-protective-equipment", 64, 200],
  ])("%s with an image of %d pixels a side: %d, before any call", async (operation, side, status) => {
    const answer = await ask(operation, await imageBody(png(side, side)));
    expect(answer.statusCode).toBe(status);
    expect(world.regions.calls).toHaveLength(status === 200 ? 1 : 0);
  });

  test.each([
    ["detect-labels", 10_001, "reencoded;10000;"],
    ["detect-protective-equipment", 4097, "reencoded;4096;"],
    ["detect-faces", 10_001, "passthrough;10001;"],
  ])("%s with an image %d pixels wide sends %s", async (operation, width, note) => {
    const answer = await ask(operation, await imageBody(png(width, 100)));
    expect(answer.headers?.["x-image"]).toContain(note);
  });
});

test.each([
  ["text", Buffer.from("<html><body>hello</body></html>".repeat(10))],
  ["a PDF", Buffer.from("%PDF-1.7 hello")],
  ["an archive", Buffer.from("PK\u0003\u0004 hello".repeat(10))],
])("%s is a 415 whatever it is called, and no Region is called", async (_, bytes) => {
  const answer = await ask("detect-faces", { Image: { Bytes: bytes.toString("base64") } });
  expect(gist(answer)).toEqual({ status: 415, code: "unsupported_media_type" });
  expect(world.regions.calls).toEqual([]);
});

test("half a JPEG is a 400 that names the image", async () => {
  const whole = await jpeg(400, 400);
  const answer = await ask("detect-faces", {
    Image: { Bytes: whole.subarray(0, whole.length - 200).toString("base64") },
  });
  expect(gist(answer)).toEqual({ status: 400, code: "invalid_request", fields: ["Image"] });
});
