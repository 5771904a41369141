import { OPERATION_NAMES } from "../../../../functions/pool/operations";
import type { PoolRegion } from "../../../../functions/pool/router/call";
import { defaultQuotas, REKOGNITION_REGIONS } from "../../../../infra/rekognition/default-quotas";
import { regionsWith, ScriptedPool } from "./scripted-pool";

const everywhere: PoolRegion[] = REKOGNITION_REGIONS.map((region) => ({ region, quotas: defaultQuotas(region) ?? {} }));

test("the allow-list is a hard wall: with home throttled to zero the request fails rather than leave it", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "OK");
  const result = await pool.request({ allowedRegions: ["a"] });
  expect(result.outcome).toBe("throttled");
  expect(new Set(pool.regionsCalled())).toEqual(new Set(["a"]));
});

test.each<[string, { allowedRegions?: string[]; pinnedRegion?: string }]>([
  ["an empty allow-list", { allowedRegions: [] }],
  ["an allow-list of Regions outside the pool", { allowedRegions: ["z"] }],
  ["a pinned Region outside the pool", { pinnedRegion: "z" }],
  ["a pinned Region outside the allow-list", { pinnedRegion: "b", allowedRegions: ["a"] }],
])("%s leaves no Region, and nobody is called", async (_, limits) => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  const result = await pool.request(limits);
  expect(result).toEqual({ outcome: "no_region", attempts: 0, throttles: 0, waitedMs: 0, silent: [] });
  expect(pool.calls).toEqual([]);
});

test("the result names the Region that saw the image", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  const { region, value } = await pool.request();
  expect(pool.regionsCalled()).toEqual([region]);
  expect(value).toBe(region);
});

test.each(OPERATION_NAMES)("%s goes to every Region that has it and to no other", async (operation) => {
  const pool = new ScriptedPool(everywhere);
  pool.behaviour = () => "THROTTLE";
  await pool.request({}, operation);
  const having = everywhere.filter(({ quotas }) => (quotas[operation] ?? 0) > 0).map(({ region }) => region);
  expect([...new Set(pool.regionsCalled())].sort()).toEqual(having.sort());
});

test("DetectProtectiveEquipment and RecognizeCelebrities never go to ca-central-1 or il-central-1", async () => {
  const pool = new ScriptedPool(everywhere);
  pool.behaviour = () => "THROTTLE";
  for (const operation of ["DetectProtectiveEquipment", "RecognizeCelebrities"] as const) {
    await pool.request({}, operation);
  }
  expect(pool.regionsCalled()).not.toContain("ca-central-1");
  expect(pool.regionsCalled()).not.toContain("il-central-1");
});

test("a quota of 0 is not a quota", async () => {
  const pool = new ScriptedPool(regionsWith(0, 50));
  pool.behaviour = () => "THROTTLE";
  await pool.request();
  expect(pool.regionsCalled()).not.toContain("a");
});

test("what a Region lacks for one operation is not remembered against another", async () => {
  const regions = ["a", "b"].map((region) => ({ region, quotas: { DetectLabels: 50, DetectFaces: 50 } }));
  const pool = new ScriptedPool(regions);
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "OK");
  await pool.request({ preferredRegion: "a" });
  expect(pool.regionsCalled()).toEqual(["a", "b"]);
  pool.behaviour = () => "OK";
  expect((await pool.request({ preferredRegion: "a" }, "DetectFaces")).region).toBe("a");
  expect((await pool.request({ preferredRegion: "a" }, "DetectLabels")).region).toBe("b");
});

test("a configured weight replaces the quota in the draw, and 0 keeps a Region for when all others refuse", async () => {
  const weights: Record<string, number> = { a: 0, b: 1, c: 1_000 };
  const pool = new ScriptedPool(
    regionsWith(1_000, 1_000, 1).map((each) => ({ ...each, weight: weights[each.region] ?? 0 })),
  );
  for (let count = 0; count < 10; count++) expect((await pool.request()).region).toBe("c");
  pool.behaviour = ({ region }) => (region === "a" ? "OK" : "THROTTLE");
  expect(await pool.request()).toMatchObject({ region: "a", attempts: 3 });
});

test("a call with a Regional ARN stays in the ARN's Region: a throttle means waiting, not failover", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50, 50));
  pool.behaviour = ({ at }) => (at < 2_000 ? "THROTTLE" : "OK");
  const result = await pool.request({ pinnedRegion: "b" }, "DetectLabels");
  expect(result).toMatchObject({ outcome: "answered", region: "b" });
  expect(result.waitedMs).toBeGreaterThan(1_500);
  expect(new Set(pool.regionsCalled())).toEqual(new Set(["b"]));
});

test("a pinned call that faults is tried twice, and unavailable then", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = () => "FAULT";
  expect(await pool.request({ pinnedRegion: "b" })).toMatchObject({ outcome: "unavailable", attempts: 2 });
});

test("the preferred Region comes first while it is healthy, whatever its weight", async () => {
  const pool = new ScriptedPool(regionsWith(1, 1_000));
  for (let count = 0; count < 10; count++) {
    expect((await pool.request({ preferredRegion: "a" })).region).toBe("a");
  }
});

test("the preferred Region does not come first while it cools, and never from outside the allow-list", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "OK");
  await pool.request({ preferredRegion: "a" });
  await pool.request({ preferredRegion: "a" });
  expect(pool.regionsCalled()).toEqual(["a", "b", "b"]);
  expect((await pool.request({ preferredRegion: "a", allowedRegions: ["b"] })).region).toBe("b");
});
