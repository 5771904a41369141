import type { APIGatewayProxyResult, SQSBatchResponse } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { alice, PoolWorld, resultEvent, uploadEvent } from "../pool/pool-world";
import { jpeg } from "../pool/test-images";
import { batch, received, record } from "./events";

/**
 * The function's process is killed at each of its calls to the world outside, with the request lost or only its answer. Nothing is lost
 * by that: what the caller reads is true at every moment, the image is done in the end, and what was written down is not asked again.
 */

jest.setTimeout(300_000);

let world: PoolWorld;
let reader: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  world = await PoolWorld.start();
  reader = world.rekognition();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const MINUTE = 60_000;
const ORDER = { operations: [{ operation: "DetectFaces" }, { operation: "DetectText" }] };
const DONE = { batchItemFailures: [] };

/** An upload as callers make it. */
async function upload(): Promise<{ imageId: string; event: object }> {
  const { body } = await reader.answer(uploadEvent(ORDER));
  const offer = JSON.parse(body) as { imageId: string; upload: { fields: Record<string, string> } };
  const key = `uploads/${alice.callerId}/${offer.imageId}`;
  const metadata = { analysis: offer.upload.fields["x-amz-meta-analysis"] ?? "" };
  return { imageId: offer.imageId, event: record({ key, versionId: world.s3.put(key, await jpeg(), metadata) }) };
}

async function stateOf(imageId: string): Promise<unknown> {
  return (JSON.parse((await reader.answer(resultEvent(imageId))).body) as { state: string }).state;
}

/** Has the outer world count the calls that reach it, and act at one of them. */
function atCall(turn: number, act: () => void, isLost: boolean): { calls: number } {
  const count = { calls: 0 };
  const isThis = (): boolean => (count.calls += 1) === turn && (act(), isLost);
  world.table.script = () => (isThis() ? { error: "InternalServerError", status: 500 } : undefined);
  world.s3.script = () => (isThis() ? "reset" : undefined);
  world.regions.script = () => (isThis() ? "reset" : undefined);
  return count;
}

function quiet(): void {
  for (const server of [world.table, world.s3, world.regions]) server.script = () => undefined;
}

const spawn = () => world.spawn<SQSBatchResponse>("image-ingest", { POOL: world.only("eu-west-1") });
const called = (operation: string) => world.regions.calls.filter((call) => call.operation === operation).length;

/** The calls of one undisturbed analysis. */
async function callsOfOne(): Promise<number> {
  const { event } = await upload();
  const count = atCall(0, () => undefined, false);
  expect(await spawn().answer(batch([event]))).toEqual(DONE);
  quiet();
  return count.calls;
}

test("killed at any call, the image is done by the message that comes again", async () => {
  const calls = await callsOfOne();
  expect(calls).toBeGreaterThan(6);
  for (let turn = 1; turn <= calls; turn++) {
    for (const isLost of [true, false]) {
      world.reset();
      const { imageId, event } = await upload();
      expect(await stateOf(imageId)).toBe("queued");
      const victim = spawn();
      atCall(turn, () => void victim.stop(), isLost);
      await expect(victim.answer(batch([event]), { remainingMs: MINUTE })).rejects.toThrow("process has ended");
      quiet();
      const wasDone = (await stateOf(imageId)) === "done";
      const inTime = await stateOf(imageId);
      world.table.elapse(imageId, 70_000);
      const later = await stateOf(imageId);
      expect([turn, isLost, inTime, later]).toEqual([turn, isLost, inTime, wasDone ? "done" : expectedAfter(inTime)]);
      expect(await spawn().answer(received(2, [event]), { remainingMs: MINUTE })).toEqual(DONE);
      expect([turn, isLost, await stateOf(imageId)]).toEqual([turn, isLost, "done"]);
      expect([called("DetectFaces") <= 2, called("DetectText") <= 2]).toEqual([true, true]);
      expect(called("DetectFaces") + called("DetectText")).toBeLessThanOrEqual(3);
    }
  }
});

/** A minute after the kill nothing says any more that somebody is at it. */
function expectedAfter(state: unknown): unknown {
  return state === "analysing" ? "postponed" : state;
}

test("an image that kills the function each time is tried less and less often, and set aside in the end", async () => {
  const { imageId, event } = await upload();
  let kills = 0;
  for (const times of [1, 2, 3, 4, 5]) {
    const victim = spawn();
    world.regions.script = () => ((kills += 1), void victim.stop(), "hang");
    const outcome = await victim.answer(received(times, [event]), { remainingMs: MINUTE }).catch(() => "killed");
    // The third try is due only 4 minutes after the second kill.
    expect([times, outcome === "killed"]).toEqual([times, times < 3 || times === 5]);
    world.table.elapse(imageId, times === 4 ? 4 * MINUTE : 70_000);
    expect(await stateOf(imageId)).toBe("postponed");
  }
  expect(kills).toBe(3);
  quiet();
  await spawn().answer(received(1000, [event]));
  expect(await stateOf(imageId)).toBe("set_aside");
  expect(kills).toBe(3);
  expect(await spawn().answer(received(1, [event]))).toEqual(DONE);
  expect(await stateOf(imageId)).toBe("done");
});
