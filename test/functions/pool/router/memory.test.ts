import * as fs from "node:fs";
import * as path from "node:path";
import { monotonicClock } from "../../../../functions/pool/router/router";
import { projectRoot } from "../../../../infra/project-root";
import { regionsWith, ScriptedPool } from "./scripted-pool";

test("a Region that throttles for ever is asked about once in ten seconds by an environment, and nobody fails", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "OK");
  for (let count = 0; count < 200; count++) {
    expect((await pool.request()).outcome).toBe("answered");
    await pool.pass(200);
  }
  const asked = pool.calls.filter(({ region }) => region === "a").map(({ at }) => at);
  const seconds = pool.time.now() / 1_000;
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.length).toBeLessThanOrEqual(Math.ceil(seconds / 7.5));
  asked.slice(1).forEach((at, index) => expect(at - (asked[index] ?? 0)).toBeGreaterThanOrEqual(7_500));
});

test("a Region that only lacked quota comes before one that was sick, whatever their weights", async () => {
  const pool = new ScriptedPool(regionsWith(1_000_000, 1));
  pool.behaviour = ({ region }) => (region === "a" ? "FAULT" : "THROTTLE");
  await pool.request({ allowedRegions: ["a"] });
  await pool.request({ allowedRegions: ["b"], waitUntil: pool.time.now() });
  const before = pool.calls.length;
  pool.behaviour = () => "OK";
  expect(await pool.request()).toMatchObject({ outcome: "answered", region: "b" });
  expect(pool.calls).toHaveLength(before + 1);
});

test("a sick Region is asked ever more rarely, up to about a minute, and used again once it answers", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "FAULT" : "OK");
  for (let count = 0; count < 400; count++) {
    expect((await pool.request()).outcome).toBe("answered");
    await pool.pass(600);
  }
  const asked = pool.calls.filter(({ region }) => region === "a").map(({ at }) => at);
  const gaps = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
  [10_000, 20_000, 40_000, 60_000].forEach((cooldown, index) => {
    expect(gaps[index]).toBeGreaterThanOrEqual(0.75 * cooldown);
  });
  expect(Math.max(...gaps)).toBeLessThan(1.25 * 60_000 + 10_000);
  pool.behaviour = () => "OK";
  await pool.pass(80_000);
  const later = [];
  for (let count = 0; count < 20; count++) later.push((await pool.request()).region);
  expect(later).toContain("a");
});

test("a Region in cooldown is used at once when all others fail", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "FAULT" : "OK");
  for (let count = 0; count < 10; count++) await pool.request();
  pool.behaviour = ({ region }) => (region === "a" ? "OK" : "FAULT");
  expect(await pool.request()).toMatchObject({ outcome: "answered", region: "a", attempts: 2, waitedMs: 0 });
});

test("when the draw falls on a Region that cools, the Region that worked last is taken", async () => {
  const pool = new ScriptedPool(regionsWith(1_000, 1, 1_000), 3);
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "OK");
  await pool.request({ allowedRegions: ["a", "b"] });
  pool.calls.length = 0;
  for (let count = 0; count < 20; count++) await pool.request({ allowedRegions: ["a", "b", "c"] });
  expect(pool.regionsCalled()).not.toContain("a");
  expect(pool.regionsCalled()[0]).toMatch(/b|c/);
});

test("memory goes by the Region's name, not by its place in a list that differs from caller to caller", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 50));
  pool.behaviour = ({ region }) => (region === "c" ? "THROTTLE" : "OK");
  await pool.request({ allowedRegions: ["c"] });
  pool.calls.length = 0;
  for (let count = 0; count < 15; count++) await pool.request({ allowedRegions: count % 2 ? ["a", "c"] : ["a", "b"] });
  expect(pool.regionsCalled()).not.toContain("c");
  expect(new Set(pool.regionsCalled())).toEqual(new Set(["a", "b"]));
});

test("two requests at once in one environment share no counts", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "OK");
  const [walled, free] = await pool.requests([{ allowedRegions: ["a"] }, { allowedRegions: ["b"] }]);
  expect(free).toMatchObject({ outcome: "answered", attempts: 1, throttles: 0, waitedMs: 0 });
  expect(walled?.attempts).toBe(pool.calls.filter(({ region }) => region === "a").length);
  expect(walled).toMatchObject({ outcome: "throttled", throttles: walled?.attempts });
});

test("many requests at once: every call is counted by exactly one of them", async () => {
  const pool = new ScriptedPool(regionsWith(50, 20, 5));
  pool.behaviour = ({ at, region }) => (at % 3 < 1 && region !== "c" ? "THROTTLE" : "OK");
  const results = await pool.requests(Array.from({ length: 50 }, () => ({})));
  expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => "answered"));
  expect(results.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(pool.calls.length);
});

test("the clock is not a wall clock: setting that back by an hour changes nothing", () => {
  const wall = Date.now;
  const before = monotonicClock.now();
  try {
    Date.now = () => wall() - 3_600_000;
    expect(monotonicClock.now()).toBeGreaterThanOrEqual(before);
    expect(monotonicClock.now()).toBeLessThan(before + 60_000);
  } finally {
    Date.now = wall;
  }
  const folder = path.join(projectRoot(), "functions/pool/router");
  const sources = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), "utf8"));
  expect(sources.filter((source) => /\bDate\b/.test(source))).toEqual([]);
});

test("even a clock that jumps back by an hour locks no Region out", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = () => "THROTTLE";
  await pool.request();
  pool.skew = -3_600_000;
  pool.behaviour = ({ region }) => (region === "a" ? "OK" : "FAULT");
  const result = await pool.request();
  expect(result).toMatchObject({ outcome: "answered", region: "a" });
  expect(result.attempts).toBeLessThanOrEqual(2);
});
