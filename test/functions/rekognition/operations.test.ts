import type { APIGatewayProxyResult } from "aws-lambda";
import { OPERATIONS, type OperationName } from "../../../functions/pool/operations";
import { caller, mintEvent } from "../events";
import type { FunctionProcess } from "../function-process";
import { alice, dave, gist, HOME, operationEvent, PoolWorld, QUOTAS, REGIONS } from "../pool/pool-world";
import { answerOf, THROTTLE } from "../pool/region-servers";
import { imageBody, jpeg, png, webp } from "../pool/test-images";

let world: PoolWorld;
let rekognition: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  world = await PoolWorld.start();
  rekognition = world.rekognition();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const OPTIONS: Readonly<Partial<Record<OperationName, object>>> = {
  CompareFaces: { SimilarityThreshold: 80.5, QualityFilter: "AUTO" },
  DetectFaces: { Attributes: ["AGE_RANGE", "SMILE"] },
  DetectLabels: {
    MaxLabels: 10,
    MinConfidence: 55,
    Features: ["GENERAL_LABELS", "IMAGE_PROPERTIES"],
    Settings: { GeneralLabels: { LabelInclusionFilters: ["Dog"] }, ImageProperties: { MaxDominantColors: 5 } },
  },
  DetectModerationLabels: { MinConfidence: 60 },
  DetectProtectiveEquipment: { SummarizationAttributes: { MinConfidence: 80, RequiredEquipmentTypes: ["FACE_COVER"] } },
  DetectText: {
    Filters: {
      WordFilter: { MinConfidence: 50, MinBoundingBoxHeight: 0.1 },
      RegionsOfInterest: [{ BoundingBox: { Left: 0, Top: 0, Width: 0.5, Height: 0.5 } }, { Polygon: [{ X: 0, Y: 1 }] }],
    },
  },
};

test.each(Object.values(OPERATIONS))(
  "$name takes AWS's own request and answers with AWS's own answer",
  async (operation) => {
    const bytes = (await jpeg()).toString("base64");
    const images = Object.fromEntries(operation.imageMembers.map((member) => [member, { Bytes: bytes }]));
    const body = { ...images, ...OPTIONS[operation.name] };
    const { statusCode, headers, body: answer } = await rekognition.answer(operationEvent(operation.path, body));
    const [call] = world.regions.calls;
    expect(statusCode).toBe(200);
    expect(call).toMatchObject({ operation: operation.name, input: body, scope: `${call?.region ?? ""}/rekognition` });
    expect(JSON.parse(answer)).toEqual(answerOf(operation.name, call?.region ?? ""));
    const note = operation.imageMembers.map(() => "passthrough;100;100").join(", ");
    expect(headers).toMatchObject({
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      "x-request-id": "request-1",
      "x-rekognition-region": call?.region,
      "x-rekognition-attempts": "1",
      "x-rekognition-throttles": "0",
      "x-rekognition-wait-ms": "0",
      "x-image": note,
    });
  },
);

test("a PNG passes through, a WebP goes as a JPEG of the same size", async () => {
  const asPng = await rekognition.answer(operationEvent("detect-labels", await imageBody(png())));
  const asJpeg = await rekognition.answer(operationEvent("detect-labels", await imageBody(webp())));
  expect([asPng.headers?.["x-image"], asJpeg.headers?.["x-image"]]).toEqual([
    "passthrough;100;100",
    "reencoded;100;100",
  ]);
  const sent = (world.regions.calls[1]?.input["Image"] as { Bytes: string }).Bytes;
  expect(sent.startsWith("/9j/")).toBe(true);
});

test("the portal's page may read the pool's headers, another page may read nothing", async () => {
  const body = await imageBody();
  const ours = await rekognition.answer(
    operationEvent("detect-faces", body, { headers: { origin: "https://portal.example.com" } }),
  );
  const theirs = await rekognition.answer(
    operationEvent("detect-faces", body, { headers: { origin: "https://evil.example" } }),
  );
  expect(ours.headers?.["Access-Control-Expose-Headers"]).toContain("x-rekognition-region");
  expect(ours.headers?.["Access-Control-Expose-Headers"]).toContain("x-image");
  expect(theirs.headers).not.toHaveProperty("Access-Control-Allow-Origin");
});

test.each([
  ["is unknown", "detect-cats", undefined],
  ["is spelled as AWS does", "DetectFaces", undefined],
  ["is not enabled", "detect-text", "DetectFaces"],
])("an operation that %s is not a route", async (_, path, only) => {
  const pool = JSON.parse(world.pool()) as Record<string, unknown>;
  const environment = only === undefined ? {} : { POOL: JSON.stringify({ ...pool, operations: [only] }) };
  const answer = await (only ? world.fresh(environment) : rekognition).answer(operationEvent(path, await imageBody()));
  expect(gist(answer)).toEqual({ status: 404, code: "route_not_found" });
  expect(world.regions.calls).toEqual([]);
});

test("somebody outside the group is refused by the function too", async () => {
  const answer = await rekognition.answer(operationEvent("detect-faces", await imageBody(), { who: caller("carol") }));
  expect(gist(answer)).toEqual({ status: 403, code: "access_denied", reason: "no_rekognition_access" });
});

test("a member of the group without a Studio profile may call, and an ended token may not", async () => {
  const body = await imageBody();
  expect((await rekognition.answer(operationEvent("detect-faces", body, { who: dave }))).statusCode).toBe(200);
  const ended = { ...dave, expiresAt: 1 };
  expect(gist(await rekognition.answer(operationEvent("detect-faces", body, { who: ended })))).toMatchObject({
    code: "token_expired",
  });
});

describe("Data residency is a hard wall", () => {
  const confined = { ...alice, rekognition: { regions: ["eu-west-1", "us-east-1"] } };

  test("a caller's images go to their own Regions only, and the answer names the Region", async () => {
    for (let times = 0; times < 12; times += 1) {
      const { headers } = await rekognition.answer(
        operationEvent("detect-faces", await imageBody(), { who: confined }),
      );
      expect(headers?.["x-rekognition-region"]).toBe("eu-west-1");
    }
    expect(new Set(world.regions.order)).toEqual(new Set(["eu-west-1"]));
  });

  test("with that Region throttled to zero the request fails with 429 rather than leave the list", async () => {
    world.regions.answering({ "eu-west-1": THROTTLE });
    const impatient = world.fresh({ WAIT_SECONDS: "1" });
    const answer = await impatient.answer(operationEvent("detect-faces", await imageBody(), { who: confined }));
    expect(gist(answer)).toEqual({ status: 429, code: "too_many_requests" });
    expect(Number(answer.headers?.["Retry-After"])).toBeGreaterThanOrEqual(1);
    expect(answer.headers).toMatchObject({ "x-rekognition-attempts": expect.stringMatching(/^[1-9]/) as string });
    expect(new Set(world.regions.order)).toEqual(new Set(["eu-west-1"]));
  });

  test("the environment's list holds for everybody", async () => {
    const strict = world.fresh({ ALLOWED_REGIONS: "eu-west-2" });
    await strict.answer(operationEvent("detect-faces", await imageBody()));
    const walled = await strict.answer(operationEvent("detect-faces", await imageBody(), { who: confined }));
    expect(gist(walled)).toEqual({ status: 403, code: "access_denied", reason: "no_permitted_region" });
    expect(world.regions.order).toEqual(["eu-west-2"]);
  });

  test("an operation goes only where it exists: its quota is kept for each operation", async () => {
    const { RecognizeCelebrities: _, ...fewer } = QUOTAS;
    const pool = world.pool({
      [HOME]: { quotas: fewer },
      "eu-west-1": { quotas: { ...QUOTAS, RecognizeCelebrities: 0 } },
    });
    const some = world.fresh({ POOL: pool });
    for (let times = 0; times < 8; times += 1) {
      await some.answer(operationEvent("recognize-celebrities", await imageBody()));
    }
    expect(new Set(world.regions.order)).toEqual(new Set(["eu-west-2"]));
  });
});

test("two pools that differ by a Region serve every request: state is kept by the Region's name", async () => {
  const smaller = world.rekognition({ POOL: world.only("eu-west-2", HOME) });
  const larger = world.rekognition();
  const answers = await Promise.all(
    [smaller, larger, smaller, larger].map(async (each) =>
      each.answer(operationEvent("detect-text", await imageBody())),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
});

test("a preflight is answered without a caller", async () => {
  const { statusCode, headers } = await rekognition.answer({
    ...operationEvent("detect-faces", undefined, { headers: { origin: "https://portal.example.com" } }),
    httpMethod: "OPTIONS",
  });
  expect([statusCode, headers?.["Access-Control-Allow-Methods"]]).toEqual([204, "POST"]);
});

test("another function's route is not a route of this one", async () => {
  expect(gist(await rekognition.answer(mintEvent({ who: alice })))).toEqual({ status: 404, code: "route_not_found" });
  expect(REGIONS).toContain(HOME);
});
