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
  // One at a time, and not so many: every refusal makes the next probe rarer.
  const gaps = pool.calls.slice(1).map(({ at }, index) => at - (pool.calls[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
  expect(pool.calls.length).toBeGreaterThanOrEqual(4);
  expect(pool.calls.length).toBeLessThanOrEqual(16);
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

test("sick in one way or another is sick: two failures for each Region, whatever they are", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "CONFIG" : "FAULT");
  expect(await pool.request()).toMatchObject({ outcome: "unavailable", attempts: 4 });
});

test("one throttle among faults makes the answer throttled: a Region works and has room again soon", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "FAULT");
  expect((await pool.request()).outcome).toBe("throttled");
});

test("all Regions black-holed: unavailable at the deadline, with each asked once and none blamed", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 5));
  pool.behaviour = () => "hang";
  const result = await pool.request();
  expect(result).toMatchObject({ outcome: "unavailable", attempts: 3, silent: [] });
  expect(pool.time.now()).toBe(25_000);
  expect(pool.calls.every(({ signal }) => signal.aborted)).toBe(true);
});

test("a Region that hangs has the call to itself for 3 s; then another is asked beside it and answers, and the first is given up", async () => {
  const pool = new ScriptedPool(regionsWith(50, 1));
  pool.behaviour = ({ region }) => (region === "a" ? "hang" : "OK");
  const result = await pool.request({ preferredRegion: "a" });
  expect(result).toMatchObject({ outcome: "answered", region: "b", attempts: 2, silent: ["a"] });
  expect(pool.time.now()).toBe(3_400);
  expect(pool.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  expect((await pool.request({ preferredRegion: "a" })).attempts).toBe(1);
});

test("an image that takes 20 s wherever it goes is answered after 20 s, by the Region asked first, and no Region is blamed", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = () => 20_000;
  const result = await pool.request({ preferredRegion: "a" });
  expect(result).toMatchObject({ outcome: "answered", region: "a", attempts: 2, silent: [] });
  expect(pool.time.now()).toBe(20_000);
  pool.behaviour = () => "OK";
  expect((await pool.request({ preferredRegion: "a" })).region).toBe("a");
});

test("what answers usually take is waited for: once they are slow everywhere, no second Region is asked beside them", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = () => 4_000;
  const attempts: number[] = [];
  for (let count = 0; count < 5; count++) attempts.push((await pool.request()).attempts);
  expect(attempts).toEqual([2, 1, 1, 1, 1]);
});

test("a Region that hangs does not teach patience: it is found as fast the next time", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  for (let count = 0; count < 40; count++) await pool.request();
  pool.behaviour = ({ region }) => (region === "a" ? "hang" : "OK");
  for (const cooldown of [0, 4_000, 7_000]) {
    await pool.pass(cooldown);
    const started = pool.time.now();
    expect(await pool.request({ preferredRegion: "a" })).toMatchObject({ region: "b", silent: ["a"] });
    expect(pool.time.now() - started).toBe(2_500);
  }
});

test.each([
  ["three of five hang", 5, 3],
  ["seventeen of eighteen hang", 18, 17],
])("%s: the healthy one is asked in time, and answers", async (_, count, hanging) => {
  const pool = new ScriptedPool(
    Array.from({ length: count }, (__, index) => ({ region: `r${index}`, quotas: { DetectLabels: 50 } })),
  );
  const sick = new Set<string>();
  // The worst order there is: whichever is asked hangs, as long as there may be one more.
  pool.behaviour = ({ region }) => (sick.size < hanging ? (sick.add(region), "hang") : "OK");
  // Not at the beginning of all time.
  await pool.pass(600_000);
  const result = await pool.request();
  expect(result).toMatchObject({ outcome: "answered", attempts: hanging + 1 });
  expect(result.silent).toHaveLength(hanging);
});

test("in a pool of one a second connection is tried beside one that is silent: after a freeze the first may be dead", async () => {
  const pool = new ScriptedPool(regionsWith(50));
  pool.behaviour = () => (pool.calls.length === 1 ? "hang" : "OK");
  expect(await pool.request()).toMatchObject({ outcome: "answered", region: "a", attempts: 2 });
  expect(pool.time.now()).toBeLessThan(3_700);
});

test("what a hanging Region took is not spent on waiting: the others are waited for as long as without it", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  const enoughAt = 3_000 + 20 + 4_000;
  pool.behaviour = ({ region, at }) => (region === "a" ? "hang" : at < enoughAt ? "THROTTLE" : "OK");
  const result = await pool.request({ preferredRegion: "a" });
  expect(result).toMatchObject({ outcome: "answered", region: "b", silent: ["a"] });
  expect(pool.regionsCalled().filter((region) => region === "a")).toHaveLength(1);
  expect(result.waitedMs).toBeGreaterThan(3_500);
});

test("a wait ends while there is time for an answer as it usually is, and never later than five seconds before the end", async () => {
  const limits = { waitUntil: 8_000, deadline: 9_000 };
  const waited = async (answersTake: number) => {
    const pool = new ScriptedPool(regionsWith(50));
    pool.behaviour = () => answersTake;
    for (let count = 0; count < 3; count++) await pool.request();
    const now = pool.time.now();
    pool.behaviour = () => "THROTTLE";
    const late = { waitUntil: now + limits.waitUntil, deadline: now + limits.deadline };
    await pool.request(late);
    return Math.max(...pool.calls.map(({ at }) => at)) - now;
  };
  const [quick, slow, slowest] = [await waited(400), await waited(3_000), await waited(20_000)];
  expect(quick).toBeGreaterThan(7_000);
  expect(quick).toBeLessThanOrEqual(8_000);
  expect(slow).toBeGreaterThan(4_500);
  expect(slow).toBeLessThanOrEqual(6_000);
  expect(slowest).toBeGreaterThan(2_500);
  expect(slowest).toBeLessThanOrEqual(4_000);
});

test("throttled for good elsewhere, a call waits twice as long as answers need for the one Region that may still answer, and blames it", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "hang" : "THROTTLE");
  const limits = { preferredRegion: "a", waitUntil: 3_000 };
  expect(await pool.request(limits)).toMatchObject({ outcome: "throttled", silent: ["a"] });
  expect(pool.time.now()).toBeGreaterThanOrEqual(2 * 3_000);
  expect(pool.time.now()).toBeLessThanOrEqual(3_000 + 3_000 + 20);
  expect(Math.max(...pool.calls.map(({ at }) => at))).toBeLessThanOrEqual(3_000 + 3_000 + 20);
});

test("a deadline shorter than any answer is kept, and is held against no Region", async () => {
  const pool = new ScriptedPool(regionsWith(1_000, 1));
  pool.behaviour = () => "hang";
  expect(await pool.request({ deadline: 300 })).toMatchObject({ outcome: "unavailable", attempts: 1, silent: [] });
  expect(pool.time.now()).toBe(300);
  pool.behaviour = () => "OK";
  expect((await pool.request()).region).toBe("a");
});

test("of little time the first Region has half, and the others share the rest", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 50, 50));
  pool.behaviour = () => "hang";
  await pool.request({ deadline: 4_000 });
  expect(pool.calls.map(({ at }) => at)).toEqual(
    [0, 2_000, 2_667, 3_333].map((at) => expect.closeTo(at, -1) as number),
  );
});

test("after the deadline nothing is asked: it would spend quota on an answer that comes too late", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  expect(await pool.request({ deadline: -1 })).toMatchObject({ outcome: "unavailable", attempts: 0 });
});

test("making an image ready is not a Region's time, and fails the call when it fails", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  const prepare = () => pool.time.sleep(4_000);
  const send = () => Promise.resolve({ kind: "OK" as const, value: pool.time.now() });
  const call = pool.router.call("DetectLabels", { deadline: 10_000 }, { prepare, send });
  await pool.time.run();
  expect(await call).toMatchObject({ outcome: "answered", value: 4_000, attempts: 1 });
  const bad = { prepare: () => Promise.reject(new Error("no image")), send };
  await expect(pool.router.call("DetectLabels", { deadline: 10_000 }, bad)).rejects.toThrow("no image");
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
  const call = pool.router.call(
    "DetectLabels",
    { deadline: 1_000 },
    {
      send: () => Promise.reject(new TypeError("a bug")),
    },
  );
  await expect(call).rejects.toThrow("a bug");
});
