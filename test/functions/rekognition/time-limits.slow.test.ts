import type { APIGatewayProxyResult } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { until } from "../../until";
import { gist, operationEvent, PoolWorld } from "../pool/pool-world";
import { type RegionReply, THROTTLE } from "../pool/region-servers";
import { SilentPort } from "../pool/silent-port";
import { imageBody } from "../pool/test-images";

/** What takes its time, because time is what it is about. */
let world: PoolWorld;
let body: object;

beforeAll(async () => {
  world = await PoolWorld.start();
  body = await imageBody();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const call = async (rekognition: FunctionProcess<APIGatewayProxyResult>, operation = "detect-faces") =>
  rekognition.answer(operationEvent(operation, body));

test("a lost path, where nobody answers the first packet, is given up after a second", async () => {
  const silent = await SilentPort.open();
  const rekognition = world.rekognition({ POOL: world.sickFirst("eu-west-1", { endpoint: silent.url }) });
  const { statusCode } = await call(rekognition);
  await silent.close();
  expect(statusCode).toBe(200);
});

test("a Region that accepts and says nothing, or sends headers and then nothing, is overtaken by another Region and its connection ended", async () => {
  const rekognition = world.rekognition({ POOL: world.sickFirst("eu-west-1") });
  const replies: Partial<Record<string, RegionReply>> = { DetectFaces: "hang", DetectText: "hang-in-body" };
  world.regions.script = ({ region, operation }) => (region === "eu-west-1" ? replies[operation] : undefined);
  const answers = await Promise.all([call(rekognition), call(rekognition, "detect-text")]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  await until(() => world.regions.openSockets("eu-west-1") === 0);
  expect(await rekognition.stop()).not.toMatch(/unhandled|warn/i);
});

test("all Regions hang: 503 with Retry-After by the deadline, which Lambda's remaining time shortens", async () => {
  const rekognition = world.rekognition({ WAIT_SECONDS: "1" });
  world.regions.script = () => "hang";
  const answer = await rekognition.answer(operationEvent("detect-faces", body), { remainingMs: 2500 });
  expect(gist(answer)).toEqual({ status: 503, code: "upstream_unavailable" });
  expect(Number(answer.headers?.["Retry-After"])).toBeGreaterThanOrEqual(1);
  expect(new Set(world.regions.order).size).toBe(world.regions.calls.length);
});

test("all Regions throttle: 429 with Retry-After within the wait and a second, each tried once before any is tried again", async () => {
  const rekognition = world.rekognition({ WAIT_SECONDS: "2" });
  world.regions.script = () => THROTTLE;
  const answer = await call(rekognition);
  expect(gist(answer)).toEqual({ status: 429, code: "too_many_requests" });
  expect(answer.headers?.["Retry-After"]).toMatch(/^[123]$/);
  expect(new Set(world.regions.order.slice(0, 3)).size).toBe(3);
  expect(answer.headers?.["x-rekognition-throttles"]).toBe(String(world.regions.calls.length));
});
