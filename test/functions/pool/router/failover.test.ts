import { regionsWith, ScriptedPool } from "./scripted-pool";

test("a throttle is followed at once by a call to another Region, and the caller sees only the answer", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  let refused = "";
  pool.behaviour = ({ region }) => (refused === "" && (refused = region) !== "" ? "THROTTLE" : "OK");
  const result = await pool.request();
  expect(result).toMatchObject({ outcome: "answered", attempts: 2, throttles: 1, waitedMs: 0 });
  expect(result.region).not.toBe(refused);
  expect(result.value).toBe(result.region);
  expect(pool.calls[1]?.at).toBe((pool.calls[0]?.at ?? 0) + 20);
});

test("the first pass visits every Region once, and no wait comes before its end", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 5, 5, 20));
  pool.behaviour = () => "THROTTLE";
  await pool.request();
  expect(pool.regionsCalled().slice(0, 5).sort()).toEqual(["a", "b", "c", "d", "e"]);
  expect(pool.calls[4]?.at).toBe(4 * 20);
});

test("a caller's own error is answered after exactly one call and held against no Region", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 50));
  pool.behaviour = () => "CALLER_ERROR";
  const result = await pool.request();
  expect(result).toMatchObject({ outcome: "caller_error", attempts: 1, throttles: 0, region: pool.calls[0]?.region });
  expect(result.error).toBeInstanceOf(Error);
  expect(result.retryAfterSeconds).toBeUndefined();
});

test("when every Region throttles, single probes go on until the wait is over, and the answer says when to come back", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = () => "THROTTLE";
  const result = await pool.request();
  expect(result).toMatchObject({ outcome: "throttled", attempts: pool.calls.length, throttles: pool.calls.length });
  expect([1, 2, 3]).toContain(result.retryAfterSeconds);
  expect(result.region).toBeUndefined();
  expect(pool.time.now()).toBeLessThanOrEqual(5_020);
  expect(result.waitedMs).toBeCloseTo(pool.time.now() - 20 * pool.calls.length, 6);
  // Full jitter on 250 ms, 500 ms, 1 s, then 2 s at most.
  const waits = pool.calls.slice(2).map(({ at }, index) => at - (pool.calls[index + 1]?.at ?? 0) - 20);
  waits.forEach((wait, index) => expect(wait).toBeLessThanOrEqual(Math.min(2_000, 250 * 2 ** index)));
});

test("a pool of one Region passes calls through, waits while it throttles, and tries it twice when it is sick", async () => {
  const pool = new ScriptedPool(regionsWith(50));
  expect(await pool.request()).toMatchObject({ outcome: "answered", region: "a", attempts: 1, waitedMs: 0 });
  const throttledUntil = pool.time.now() + 2_000;
  pool.behaviour = ({ at }) => (at < throttledUntil ? "THROTTLE" : "OK");
  const waited = await pool.request();
  expect(waited).toMatchObject({ outcome: "answered", region: "a" });
  expect(waited.waitedMs).toBeGreaterThan(1_500);
  pool.behaviour = () => "FAULT";
  expect(await pool.request()).toMatchObject({ outcome: "unavailable", attempts: 2 });
});

test("probes go to Regions that lack quota, not to sick ones", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "FAULT");
  await pool.request();
  expect(pool.calls.length).toBeGreaterThan(4);
  expect(pool.regionsCalled().filter((region) => region === "b")).toHaveLength(1);
});

test("a probe that finds quota again serves the caller", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ at }) => (at < 1_000 ? "THROTTLE" : "OK");
  const result = await pool.request();
  expect(result.outcome).toBe("answered");
  expect(result.waitedMs).toBeGreaterThan(900);
});

test("when every Region is sick the answer is unavailable, after at most two faults for each", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 5));
  pool.behaviour = () => "FAULT";
  const result = await pool.request({ waitUntil: 20_000, deadline: 25_000 });
  expect(result).toMatchObject({ outcome: "unavailable", attempts: 6, throttles: 0 });
  expect([1, 2, 3]).toContain(result.retryAfterSeconds);
});

test("one throttle among faults makes the answer throttled: a Region works and has room again soon", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "FAULT");
  expect((await pool.request()).outcome).toBe("throttled");
});

test("all Regions black-holed: unavailable by the deadline", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 5));
  pool.behaviour = () => "hang";
  const result = await pool.request();
  expect(result.outcome).toBe("unavailable");
  expect(pool.time.now()).toBeLessThanOrEqual(10_000);
});

test("one Region that hangs takes one attempt's time, and another one answers, also when the wait is no longer than that", async () => {
  const pool = new ScriptedPool(regionsWith(50, 1));
  pool.behaviour = ({ region }) => (region === "a" ? "hang" : "OK");
  const result = await pool.request();
  expect(result).toMatchObject({ outcome: "answered", region: "b", attempts: 2 });
  expect(pool.time.now()).toBe(3_400);
});

test("what a hanging Region took is not spent on waiting: the others are waited for as long as without it", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  const enoughAt = 3_000 + 20 + 4_000;
  pool.behaviour = ({ region, at }) => (region === "a" ? "hang" : at < enoughAt ? "THROTTLE" : "OK");
  const result = await pool.request({ preferredRegion: "a" });
  expect(result).toMatchObject({ outcome: "answered", region: "b" });
  expect(pool.regionsCalled().filter((region) => region === "a")).toHaveLength(1);
  expect(result.waitedMs).toBeGreaterThan(3_500);
});

test("nor does it wait any longer for it: throttled for good, it ends the wait and the hang after it began", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "hang" : "THROTTLE");
  const result = await pool.request({ preferredRegion: "a", waitUntil: 3_000, deadline: 8_000 });
  expect(result).toMatchObject({ outcome: "throttled" });
  expect(pool.time.now()).toBeGreaterThan(3_000 + 2_000);
  expect(pool.time.now()).toBeLessThanOrEqual(3_000 + 3_000 + 20);
});

test("an image that takes longer than a first attempt, wherever it goes, has the time at the second", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = () => (pool.calls.length === 1 ? "hang" : "OK");
  await pool.request();
  expect(pool.calls.map(({ timeoutMs }) => timeoutMs)).toEqual([3_000, 5_000]);
});

test("a deadline shorter than one attempt gets one attempt with the shortened timeout", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = () => "hang";
  const result = await pool.request({ deadline: 300, waitUntil: 300 });
  expect(pool.calls.map(({ timeoutMs }) => timeoutMs)).toEqual([300]);
  expect(result).toMatchObject({ outcome: "unavailable", attempts: 1 });
});

test("a timeout that the deadline cut short is not held against the Region", async () => {
  const pool = new ScriptedPool(regionsWith(1_000, 1));
  pool.behaviour = ({ at }) => (at === 0 ? "hang" : "OK");
  expect((await pool.request({ deadline: 300 })).outcome).toBe("unavailable");
  expect(pool.regionsCalled()).toEqual(["a"]);
  expect((await pool.request()).region).toBe("a");
});

test("a deadline that has passed still gets its one attempt", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  const result = await pool.request({ deadline: -1 });
  expect(result).toMatchObject({ outcome: "unavailable", attempts: 1 });
});

test("AccessDenied in one Region only is served elsewhere, and that Region is left alone for about a minute", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "CONFIG" : "OK");
  for (let second = 0; second < 44; second++) {
    expect((await pool.request()).outcome).toBe("answered");
    await pool.pass(600);
  }
  expect(pool.regionsCalled().filter((region) => region === "a")).toHaveLength(1);
});

test("AccessDenied in every Region is an answer after one pass, without a retry loop", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 5));
  pool.behaviour = () => "CONFIG";
  const result = await pool.request();
  expect(result).toMatchObject({ outcome: "misconfigured", attempts: 3, waitedMs: 0 });
  expect(result.error).toBeInstanceOf(Error);
  expect(result.retryAfterSeconds).toBeUndefined();
});

test("an environment frozen for ten minutes with dead sockets: the first call resets, another Region answers", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  await pool.request();
  await pool.pass(600_000);
  const { length } = pool.calls;
  pool.behaviour = () => (pool.calls.length === length + 1 ? "FAULT" : "OK");
  expect(await pool.request()).toMatchObject({ outcome: "answered", attempts: 2 });
});

test("an attempt that rejects is a bug of ours, and is not hidden as a Region's fault", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  const call = pool.router.call("DetectLabels", { deadline: 1_000 }, () => Promise.reject(new TypeError("a bug")));
  await expect(call).rejects.toThrow("a bug");
});
