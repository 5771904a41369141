import type { APIGatewayProxyResult } from "aws-lambda";
import { type ImagePlan } from "../../../functions/pool/stored/image-plan";
import { caller } from "../events";
import type { FunctionProcess } from "../function-process";
import { alice, gist, PoolWorld, resultEvent, uploadEvent } from "../pool/pool-world";

const PLAN = "x-amz-meta-analysis";

interface Offer {
  readonly imageId: string;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
  readonly expiresAt: string;
}

let world: PoolWorld;
let rekognition: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  world = await PoolWorld.start();
  rekognition = world.rekognition();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const ORDER = {
  operations: [{ operation: "DetectFaces", options: { Attributes: ["ALL"] } }, { operation: "DetectText" }],
};

async function offer(body: unknown = ORDER, who = alice): Promise<Offer> {
  const { statusCode, body: text } = await rekognition.answer(uploadEvent(body, { who }));
  expect(statusCode).toBe(200);
  return JSON.parse(text) as Offer;
}

/** The signed policy of a form. */
function policyOf({ upload }: Offer): { expiration: string; conditions: unknown[] } {
  return JSON.parse(Buffer.from(upload.fields["Policy"] ?? "", "base64").toString("utf8")) as ReturnType<
    typeof policyOf
  >;
}

test("the form is good for one key below the caller's own prefix, one type, a bounded size and one plan", async () => {
  const made = await offer({ ...ORDER, contentType: "image/png" });
  const { imageId, upload } = made;
  const key = `uploads/${alice.callerId}/${imageId}`;
  expect(imageId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(upload.url).toBe(`${world.s3.url}/images-bucket`);
  expect(upload.fields).toMatchObject({ key, "Content-Type": "image/png" });
  expect(policyOf(made).conditions).toEqual(
    expect.arrayContaining([
      ["content-length-range", 1, 15_728_640],
      { bucket: "images-bucket" },
      { key },
      { "Content-Type": "image/png" },
      { [PLAN]: upload.fields[PLAN] },
    ]),
  );
  expect(JSON.stringify(policyOf(made).conditions)).not.toContain("starts-with");
  const plan = JSON.parse(Buffer.from(upload.fields[PLAN] ?? "", "base64url").toString("utf8")) as ImagePlan;
  expect(plan).toEqual({
    operations: [ORDER.operations[0], { operation: "DetectText", options: {} }],
    regions: "all",
  });
});

test.each([
  ["image/jpg", "image/jpeg"],
  ["IMAGE/JPEG", "image/jpeg"],
  ["Image/Png", "image/png"],
  ["image/TIFF", "image/tiff"],
])("the type %s is read as %s, which the form then says", async (contentType, registered) => {
  expect((await offer({ ...ORDER, contentType })).upload.fields).toMatchObject({ "Content-Type": registered });
});

test("operations in the spelling of paths are read, and are AWS's own from there on", async () => {
  const { imageId, upload } = await offer({ operations: [{ operation: "detect-faces" }, { operation: "DetectText" }] });
  const plan = JSON.parse(Buffer.from(upload.fields[PLAN] ?? "", "base64url").toString("utf8")) as ImagePlan;
  expect(plan.operations.map(({ operation }) => operation)).toEqual(["DetectFaces", "DetectText"]);
  const { body } = await rekognition.answer(resultEvent(imageId));
  expect(JSON.parse(body)).toMatchObject({ operations: ["DetectFaces", "DetectText"] });
});

test("it ends after 15 minutes, and says so", async () => {
  const made = await offer();
  const minutes = (Date.parse(made.expiresAt) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(14.9);
  expect(minutes).toBeLessThanOrEqual(15);
  expect(Math.abs(Date.parse(policyOf(made).expiration) - Date.parse(made.expiresAt))).toBeLessThan(2000);
  // Signed and ending by one clock, in whole seconds.
  const signedAt = (made.upload.fields["X-Amz-Date"] ?? "").replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5");
  expect(Date.parse(policyOf(made).expiration) - Date.parse(signedAt)).toBe(15 * 60_000);
});

test("the uploader's Regions travel with the image", async () => {
  const { upload } = await offer(ORDER, { ...alice, rekognition: { regions: ["eu-west-1"] } });
  expect(Buffer.from(upload.fields[PLAN] ?? "", "base64url").toString("utf8")).toContain('"regions":["eu-west-1"]');
});

test.each<[string, unknown, string[]]>([
  ["no operations", {}, ["operations"]],
  ["an empty list", { operations: [] }, ["operations"]],
  ["text for a list", { operations: "DetectFaces" }, ["operations"]],
  ["an operation as text", { operations: ["DetectFaces"] }, ["operations[0]"]],
  [
    "the same operation twice, in two spellings",
    { operations: [{ operation: "DetectText" }, { operation: "detect-text" }] },
    ["operations"],
  ],
  [
    "CompareFaces in the spelling of paths",
    { operations: [{ operation: "compare-faces" }] },
    ["operations[0].operation"],
  ],
  ["an operation in any other spelling", { operations: [{ operation: "detectFaces" }] }, ["operations[0].operation"]],
  ["a type that is null", { ...ORDER, contentType: null }, ["contentType"]],
  ["a type with a parameter", { ...ORDER, contentType: "image/jpeg; q=1" }, ["contentType"]],
  ["a type that is not an image's", { ...ORDER, contentType: "text/plain" }, ["contentType"]],
  ["an unknown operation", { operations: [{ operation: "DetectCats" }] }, ["operations[0].operation"]],
  [
    "CompareFaces, which takes two images",
    { operations: [{ operation: "CompareFaces" }] },
    ["operations[0].operation"],
  ],
  [
    "the same operation twice",
    { operations: [{ operation: "DetectText" }, { operation: "DetectText" }] },
    ["operations"],
  ],
  [
    "an unknown option",
    { operations: [{ operation: "DetectText", options: { Image: {} } }] },
    ["operations[0].options.Image"],
  ],
  [
    "a faulty option",
    { operations: [{ operation: "DetectLabels", options: { MaxLabels: "9" } }] },
    ["operations[0].options.MaxLabels"],
  ],
  ["a member beside", { operations: [{ operation: "DetectText", extra: 1 }] }, ["operations[0].extra"]],
  ["an unknown field", { ...ORDER, key: "uploads/me" }, ["key"]],
  ["a type that is not decoded", { ...ORDER, contentType: "image/heic" }, ["contentType"]],
  [
    "more options than an object's metadata holds",
    {
      operations: [
        {
          operation: "DetectLabels",
          options: {
            Settings: {
              GeneralLabels: {
                LabelInclusionFilters: Array.from({ length: 60 }, (_, at) => `A label with a long name ${at}`),
              },
            },
          },
        },
      ],
    },
    ["operations"],
  ],
  [
    "an ARN of a Region outside the pool",
    {
      operations: [
        {
          operation: "DetectModerationLabels",
          options: { ProjectVersion: "arn:aws:rekognition:us-east-1:111122223333:project/p/version/v/1690474772815" },
        },
      ],
    },
    ["ProjectVersion"],
  ],
])("%s: 400 that names the field, and nothing is kept", async (_, body, fields) => {
  expect(gist(await rekognition.answer(uploadEvent(body)))).toEqual({ status: 400, code: "invalid_request", fields });
  expect(world.table.calls).toEqual([]);
});

test("a body of more than 16 KB is a 413", async () => {
  const answer = await rekognition.answer(uploadEvent({ ...ORDER, padding: "x".repeat(20_000) }));
  expect(gist(answer)).toEqual({ status: 413, code: "request_too_large" });
});

test("a caller whose Regions have none of the operation is told so before anything is uploaded", async () => {
  const nowhere = { ...alice, rekognition: { regions: ["us-east-1"] } };
  const answer = await rekognition.answer(uploadEvent(ORDER, { who: nowhere }));
  expect(gist(answer)).toEqual({ status: 403, code: "access_denied", reason: "no_permitted_region" });
});

test.each(["", "x", "../uploads", "*", "0b0b0b0b-0000-4000-8000-00000000000", "0".repeat(44)])(
  "%j is not an image's id: 404 without asking the table",
  async (imageId) => {
    expect(gist(await rekognition.answer(resultEvent(imageId)))).toMatchObject({
      status: 404,
      code: "image_not_found",
    });
    expect(world.table.calls).toEqual([]);
  },
);

test("an image that never was, or whose time is over, is not found", async () => {
  const { imageId } = await offer();
  const item = world.table.items.get(imageId);
  world.table.items.set(imageId, { ...item, expiresAt: { N: String(Math.floor(Date.now() / 1000) - 1) } });
  for (const id of [imageId, "0b0b0b0b-0000-4000-8000-000000000000"]) {
    expect(gist(await rekognition.answer(resultEvent(id)))).toMatchObject({ status: 404, code: "image_not_found" });
  }
});

test("an offer is kept for as long as the image may wait in the queues, however short results are kept", async () => {
  for (const RESULT_DAYS of ["1", "90"]) {
    const brief = world.fresh({ RESULT_DAYS });
    const { body } = await brief.answer(uploadEvent(ORDER));
    const item = world.table.items.get((JSON.parse(body) as Offer).imageId);
    expect((Number(item?.["expiresAt"]?.["N"]) - Date.now() / 1000) / 86_400).toBeCloseTo(15, 2);
  }
});

test("with the table out of order the answer is a 503 or a 502 of ours", async () => {
  world.table.script = () => ({ error: "InternalServerError", status: 500 });
  expect(gist(await rekognition.answer(uploadEvent(ORDER)))).toEqual({ status: 503, code: "upstream_unavailable" });
  // What may pass is tried three times in all; a refusal once.
  expect(world.table.calls).toHaveLength(3);
  world.table.calls.length = 0;
  world.table.script = () => ({ error: "AccessDeniedException", status: 400 });
  expect(gist(await rekognition.answer(uploadEvent(ORDER)))).toEqual({ status: 502, code: "upstream_refused" });
  expect(world.table.calls).toHaveLength(1);
});

test("somebody outside the group gets neither a form nor a result", async () => {
  const who = caller("carol");
  for (const event of [uploadEvent(ORDER, { who }), resultEvent("0b0b0b0b-0000-4000-8000-000000000000", { who })]) {
    expect(gist(await rekognition.answer(event))).toEqual({
      status: 403,
      code: "access_denied",
      reason: "no_rekognition_access",
    });
  }
});
