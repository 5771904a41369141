import { callerLane, type LaneRule } from "../../../../functions/pool/lanes/lanes";
import { LaneOdds } from "../../../../functions/pool/router/throttling";
import { simulateShared } from "../../../bench/pool/lanes/shared-fleet";
import { ours } from "../../../bench/pool/policies";
import { pool } from "../../../bench/pool/scenarios";
import { regionsWith, ScriptedPool } from "./scripted-pool";

const RULES: readonly LaneRule[] = [
  { group: "portal", importance: 10 },
  { group: "batch", importance: 1 },
];

function laneOf(name: string, rules = RULES) {
  const lane = callerLane(rules, name, "others");
  if (!lane) throw new Error("There are lanes.");
  return lane;
}

/** Odds after so many answers and refusals, all at once. */
function odds(got: number, refused: number): LaneOdds {
  const made = new LaneOdds();
  for (let index = 0; index < got; index++) made.note("OK", 0);
  for (let index = 0; index < refused; index++) made.note("THROTTLE", 0);
  return made;
}

const EVEN = { weight: 1, floor: 0.01 };
const LOW = { weight: 0.1, floor: 0.01 };

test.each([
  ["nothing was refused: all is sent, whatever the lane", 9, 0, LOW, 1],
  ["the most important lane is always sent", 0, 1000, EVEN, 1],
  ["an unimportant one by its importance and the answers for each refusal, squared", 9, 2, LOW, 0.841],
  ["and by its importance alone when all is refused", 0, 1000, LOW, 0.1],
  [
    "a floor sends more the more is refused: one in ten is to be answered of which half are",
    9,
    10,
    { weight: 0.01, floor: 0.1 },
    0.2,
  ],
])("%s", (_, got, refused, lane, expected) => {
  expect(odds(got, refused).chance(lane, 0)).toBeCloseTo(expected, 6);
});

test.each([
  ["nothing of its lane is held back", 9, 1, LOW, true],
  ["it is of the most important lane", 9, 4, EVEN, true],
  ["some of its lane's calls are held back", 9, 4, LOW, false],
  ["it is sent to keep a floor", 9, 4, { ...LOW, floor: 0.4 }, true],
  ["the most important lane itself asks for too much, so all wait alike", 4, 9, LOW, true],
])("a call without quota waits or not: %s", (_, got, refused, lane, expected) => {
  expect(odds(got, refused).mayWait(lane, 0)).toBe(expected);
});

test("a call that is held back takes no time and asks no Region", async () => {
  const pool = new ScriptedPool(regionsWith(50, 50));
  pool.behaviour = () => "THROTTLE";
  const lane = laneOf("batch");
  for (let count = 0; count < 20; count++) await pool.request({ lane });
  pool.calls.length = 0;
  const before = pool.time.now();
  let held = await pool.request({ lane });
  for (let count = 0; count < 20 && !held.isHeldBack; count++) held = await pool.request({ lane });
  expect(held).toMatchObject({ outcome: "throttled", isHeldBack: true, attempts: 0, waitedMs: 0 });
  expect(held.retryAfterSeconds).toBeGreaterThanOrEqual(10);
  expect(pool.time.now()).toBeGreaterThanOrEqual(before);
});

test("waiting calls ask less often while most are refused, and never stop", () => {
  expect([odds(9, 6), odds(9, 20), odds(0, 1000)].map((seen) => seen.pace(0))).toEqual([
    1,
    expect.closeTo(0.09, 6),
    0.02,
  ]);
});

test("what was seen wears off by itself, so that free quota is noticed without being asked for", () => {
  const seen = odds(0, 20);
  expect(seen.chance(LOW, 0)).toBeLessThan(0.3);
  expect(seen.chance(LOW, 60_000)).toBe(1);
});

test("a Region that refuses while another has room closes no lane; the same call's refusals count once, when all have none", async () => {
  const lane = { ...laneOf("batch"), floor: 0.01 };
  const wronglyWeighted = new ScriptedPool(regionsWith(50, 5), 5);
  wronglyWeighted.behaviour = ({ region }) => (region === "a" ? "THROTTLE" : "OK");
  for (let count = 0; count < 40; count++) {
    expect((await wronglyWeighted.request({ lane })).outcome).toBe("answered");
  }
  const short = new ScriptedPool(regionsWith(50, 5), 5);
  short.behaviour = () => "THROTTLE";
  for (let count = 0; count < 40; count++) await short.request({ lane });
  expect(short.calls.length).toBeLessThan(40);
});

const SHARED = { regions: pool([20, 20]), executions: 160, counted: { from: 3_000, to: 15_000 } };

test("beside a batch that asks for twice the quotas, the portal loses no call and no quota is left over", async () => {
  const loads = [
    { lane: laneOf("portal"), perSecond: 12 },
    { lane: laneOf("batch"), perSecond: 80 },
  ];
  const { lanes } = await simulateShared({ ...SHARED, loads }, ours(5), 1);
  const [portal, batch] = lanes;
  expect(portal?.errors).toBeLessThanOrEqual(1);
  expect((portal?.servedInTime ?? 0) + (batch?.servedInTime ?? 0)).toBeGreaterThanOrEqual(0.97 * 12 * 40);
});

test("a lane that is not enforced is sent like any other", async () => {
  const off = laneOf("batch", [
    { group: "portal", importance: 10 },
    { group: "batch", importance: 1, enforce: false },
  ]);
  const loads = [
    { lane: laneOf("portal"), perSecond: 12 },
    { lane: off, perSecond: 80 },
  ];
  const { lanes } = await simulateShared({ ...SHARED, loads }, ours(5), 1);
  expect(lanes[0]?.errors).toBeGreaterThan(10);
});
