import type { APIGatewayProxyResult } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { gist, HOME, operationEvent, PoolWorld } from "../pool/pool-world";
import { DENIED, FAULT, type RegionReply, THROTTLE } from "../pool/region-servers";
import { imageBody, jpeg } from "../pool/test-images";

let world: PoolWorld;
let body: object;

beforeAll(async () => {
  world = await PoolWorld.start();
  body = await imageBody();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const call = async (rekognition: FunctionProcess<APIGatewayProxyResult>, operation = "detect-faces", more = {}) =>
  rekognition.answer(operationEvent(operation, { ...body, ...more }));

const SICK: readonly [string, RegionReply, string][] = [
  ["throttles", THROTTLE, "1"],
  ["says slow down", { error: "ThrottlingException", status: 400, message: "Slow down; sudden increase in rate" }, "1"],
  ["answers ThrottlingException with 500, which is a fault", { error: "ThrottlingException", status: 500 }, "0"],
  ["has an internal error", FAULT, "0"],
  ["answers 200 without anything", "empty", "0"],
  ["answers 200 without a result", { json: {} }, "0"],
  ["answers with a page of HTML and 503", { html: 503 }, "0"],
  ["answers with a page of HTML and 200", "not-json", "0"],
  ["sends half a body", "half-a-body", "0"],
  ["resets the connection", "reset", "0"],
  ["resets the connection in the middle of the body", "reset-in-body", "0"],
  ["denies access", DENIED, "0"],
  ["is not enabled in the account", { error: "UnrecognizedClientException", status: 400 }, "0"],
  ["is behind a proxy that refuses us", { html: 403 }, "0"],
];

test.each(SICK)("a Region that %s: another one answers, with one request to each", async (_, reply, throttles) => {
  const rekognition = world.fresh({ POOL: world.sickFirst("eu-west-1") });
  world.regions.answering({ "eu-west-1": reply });
  const { statusCode, headers } = await call(rekognition);
  expect(statusCode).toBe(200);
  expect(world.regions.order).toEqual(["eu-west-1", expect.not.stringMatching("eu-west-1")]);
  expect(headers).toMatchObject({
    "x-rekognition-region": world.regions.order[1],
    "x-rekognition-attempts": "2",
    "x-rekognition-throttles": throttles,
  });
});

test("an endpoint that does not resolve is a fault found at once", async () => {
  const endpoint = "http://vpce-gone.rekognition.invalid";
  const rekognition = world.fresh({ POOL: world.sickFirst("eu-west-1", { endpoint }) });
  expect((await call(rekognition)).statusCode).toBe(200);
  expect(await rekognition.logged({ event: "region_refused" })).toMatchObject({ region: "eu-west-1", kind: "FAULT" });
});

test("with no more than the second that an answer takes no Region is asked: 503", async () => {
  const answer = await world.fresh().answer(operationEvent("detect-faces", body), { remainingMs: 900 });
  expect(gist(answer)).toEqual({ status: 503, code: "upstream_unavailable" });
  expect(world.regions.calls).toEqual([]);
});

test("access denied in every Region: 403 after one round, no retries", async () => {
  const rekognition = world.fresh();
  world.regions.script = () => DENIED;
  const answer = await call(rekognition);
  expect(gist(answer)).toEqual({ status: 403, code: "access_denied", reason: "gateway_not_permitted" });
  expect(world.regions.calls).toHaveLength(3);
  expect(rekognition.events().filter(({ kind }) => kind === "CONFIG")).toHaveLength(3);
});

test("a clock that has jumped by an hour: the signature is refused once, made again for the right time, and the caller sees 200", async () => {
  const rekognition = world.fresh({ POOL: world.only("eu-west-1") });
  expect((await call(rekognition)).statusCode).toBe(200);
  world.regions.clockAheadMs = 3_600_000;
  const { statusCode, headers } = await call(rekognition);
  expect(statusCode).toBe(200);
  expect(headers?.["x-rekognition-attempts"]).toBe("1");
  expect(world.regions.calls).toHaveLength(3);
});

test("a signature that is refused at the right time is not made again", async () => {
  const rekognition = world.fresh({ POOL: world.only("eu-west-1") });
  world.regions.script = () => ({ error: "InvalidSignatureException", status: 400 });
  expect(gist(await call(rekognition))).toMatchObject({ status: 403, reason: "gateway_not_permitted" });
  expect(world.regions.calls).toHaveLength(1);
});

test("sockets that died while the environment was frozen: the caller sees 200", async () => {
  const rekognition = world.fresh();
  for (let times = 0; times < 6; times += 1) await call(rekognition);
  world.regions.dropConnections();
  expect((await call(rekognition)).statusCode).toBe(200);
});

test("sockets are used again", async () => {
  const opened = world.regions.connections["eu-west-1"] ?? 0;
  const rekognition = world.fresh({ POOL: world.only("eu-west-1") });
  for (let times = 0; times < 5; times += 1) await call(rekognition);
  expect(world.regions.connections["eu-west-1"]).toBe(opened + 1);
});

test("requests at the same time in one environment do not mix: counts, Regions and answers are each one's own", async () => {
  const rekognition = world.fresh({ POOL: world.sickFirst("eu-west-1") });
  world.regions.answering({ "eu-west-1": THROTTLE });
  const operations = ["detect-faces", "detect-labels", "detect-text", "recognize-celebrities"];
  const answers = await Promise.all(
    operations.map(async (operation) => rekognition.answer(operationEvent(operation, body, { requestId: operation }))),
  );
  answers.forEach(({ statusCode, headers }, index) => {
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ "x-request-id": operations[index], "x-rekognition-attempts": "2" });
  });
  expect(world.regions.calls).toHaveLength(8);
});

describe("What is the same in every Region is not tried in another", () => {
  /** A refusal of the request says nothing about its Region, so that one process does for all. */
  let rekognition: FunctionProcess<APIGatewayProxyResult>;
  beforeAll(() => (rekognition = world.rekognition()));

  test("a comparison that finds no face says so, and in which images", async () => {
    world.regions.script = () => ({ error: "InvalidParameterException", status: 400 });
    const Bytes = (await jpeg()).toString("base64");
    const body = { SourceImage: { Bytes }, TargetImage: { Bytes } };
    const answer = await rekognition.answer(operationEvent("compare-faces", body));
    expect(gist(answer)).toEqual({ status: 400, code: "invalid_request", fields: ["SourceImage or TargetImage"] });
    expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ fault: "no face was found" }] });
    expect(answer.headers).toMatchObject({ "x-rekognition-attempts": "1" });
  });

  test.each([
    ["InvalidParameterException", { status: 400, code: "invalid_request", fields: ["body"] }],
    ["ValidationException", { status: 400, code: "invalid_request", fields: ["body"] }],
    ["InvalidImageFormatException", { status: 400, code: "invalid_request", fields: ["Image"] }],
    ["ImageTooLargeException", { status: 413, code: "request_too_large" }],
    ["HumanLoopQuotaExceededException", { status: 422, code: "rekognition_refused" }],
    ["ResourceNotFoundException", { status: 422, code: "rekognition_refused" }],
    ["ResourceNotReadyException", { status: 422, code: "rekognition_refused" }],
  ])("%s is answered after one call", async (error, expected) => {
    world.regions.script = () => ({ error, status: 400 });
    const answer = await call(rekognition);
    expect(gist(answer)).toEqual(expected);
    expect(answer.headers).toMatchObject({ "x-rekognition-attempts": "1" });
    expect(world.regions.calls).toHaveLength(1);
  });

  test("LimitExceeded is tried in one other Region and then answered", async () => {
    world.regions.script = () => ({ error: "LimitExceededException", status: 400 });
    expect(gist(await call(rekognition))).toEqual({ status: 422, code: "rekognition_refused" });
    expect(world.regions.calls).toHaveLength(2);
  });
});

describe("Regional ARNs", () => {
  const flow = (region: string, account = "111122223333") => ({
    HumanLoopName: "loop",
    FlowDefinitionArn: `arn:aws:sagemaker:${region}:${account}:flow-definition/check`,
  });
  let rekognition: FunctionProcess<APIGatewayProxyResult>;
  beforeAll(() => (rekognition = world.rekognition()));
  const adapter = (region: string) => `arn:aws:rekognition:${region}:111122223333:project/p/version/v/1690474772815`;

  test("a call is pinned to its ARN's Region: throttled, it waits there and goes nowhere else", async () => {
    let refused = 2;
    world.regions.script = () => (refused-- > 0 ? THROTTLE : undefined);
    const more = { HumanLoopConfig: flow("eu-west-2"), ProjectVersion: adapter("eu-west-2") };
    const { statusCode, headers } = await call(rekognition, "detect-moderation-labels", more);
    expect(statusCode).toBe(200);
    expect(world.regions.order).toEqual(["eu-west-2", "eu-west-2", "eu-west-2"]);
    expect(Number(headers?.["x-rekognition-wait-ms"])).toBeGreaterThan(0);
  });

  test.each([
    ["outside the pool", { ProjectVersion: adapter("us-east-1") }, "ProjectVersion"],
    ["outside the pool", { HumanLoopConfig: flow("us-east-1") }, "HumanLoopConfig.FlowDefinitionArn"],
    ["in two Regions", { ProjectVersion: adapter(HOME), HumanLoopConfig: flow("eu-west-1") }, "ProjectVersion"],
  ])("ARNs %s are a 400 that names the field", async (_, more, field) => {
    const answer = await call(rekognition, "detect-moderation-labels", more);
    expect(gist(answer)).toEqual({ status: 400, code: "invalid_request", fields: [field] });
    expect(world.regions.calls).toEqual([]);
  });
});
