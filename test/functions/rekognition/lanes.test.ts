import type { APIGatewayProxyResult } from "aws-lambda";
import { caller } from "../events";
import type { FunctionProcess } from "../function-process";
import { gist, operationEvent, PoolWorld, REGIONS } from "../pool/pool-world";
import { THROTTLE } from "../pool/region-servers";
import { imageBody } from "../pool/test-images";

let world: PoolWorld;
let rekognition: FunctionProcess<APIGatewayProxyResult>;

const LANES = JSON.stringify([
  { group: "portal", importance: 100 },
  { group: "bätch", importance: 1, waitSeconds: 1 },
  { group: "trial", importance: 1, waitSeconds: 1, enforce: false },
]);

beforeAll(async () => {
  world = await PoolWorld.start();
  rekognition = world.rekognition({ LANES });
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const member = (lane: string) => caller("alice", { rekognition: { regions: "all", lane } });

async function call(lane: string, requestId = "request-1", headers: Record<string, string> = {}) {
  const body = await imageBody();
  return rekognition.answer(operationEvent("detect-faces", body, { who: member(lane), requestId, headers }));
}

test("an answer names the lane, which a header of the caller's does not choose", async () => {
  const { statusCode, headers } = await call("bätch", "named", { "x-rekognition-lane": "portal" });
  expect([statusCode, headers?.["x-rekognition-lane"]]).toEqual([200, "b%C3%A4tch"]);
  expect(headers).not.toHaveProperty("x-rekognition-waited-for");
  expect(await rekognition.logged({ requestId: "named" })).toMatchObject({ lane: "bätch", isHeldBack: false });
});

/** Calls until an answer is as wanted; each is with nine chances of ten, and of eight in a row none is with one in ten million. */
async function until(lane: string, isWanted: (answer: APIGatewayProxyResult, requestId: string) => Promise<boolean>) {
  for (let times = 1; times <= 8; times++) {
    const requestId = `${lane}-${times}`;
    const answer = await call(lane, requestId);
    if (await isWanted(answer, requestId)) return answer;
  }
  throw new Error("No call was held back.");
}

test("a lane without hope is refused without a call, and told when to come back", async () => {
  world.regions.answering(Object.fromEntries(REGIONS.map((region) => [region, THROTTLE])));
  const first = await call("bätch");
  expect(gist(first)).toEqual({ status: 429, code: "too_many_requests" });
  expect(first.headers).toMatchObject({ "x-rekognition-waited-for": "quota" });
  const held = await until("bätch", ({ headers }) => Promise.resolve(headers?.["x-rekognition-waited-for"] === "lane"));
  expect(gist(held)).toEqual({ status: 429, code: "too_many_requests" });
  expect(held.headers?.["x-rekognition-attempts"]).toBe("0");
  expect(Number(held.headers?.["Retry-After"])).toBeGreaterThanOrEqual(5);
});

test("a lane that is not enforced is called all the same, and the log says what would have been held back", async () => {
  world.regions.answering(Object.fromEntries(REGIONS.map((region) => [region, THROTTLE])));
  await call("trial");
  const answer = await until("trial", async (_, requestId) => {
    const logged = await rekognition.logged({ requestId, event: "rekognition_call" });
    return (logged as { isHeldBack?: boolean }).isHeldBack === true;
  });
  expect(Number(answer.headers?.["x-rekognition-attempts"])).toBeGreaterThan(0);
  expect(answer.headers).toMatchObject({ "x-rekognition-waited-for": "quota" });
});
