import { arrivalTimes } from "./arrivals";
import { Gateway } from "./gateway";
import { type Goal, goalText, type Measured, missedGoals } from "./measures";
import { seededRandom } from "./random";
import { SimulatedRegion, type Trouble } from "./simulated-region";
import { percent, rowText } from "./table";
import { VirtualTime } from "./virtual-time";

/** The bench's own instruments: what they measure is only worth as much as they are. */

const TIMEOUTS = { connectMs: 1_000, answerMs: 5_000 };

test("virtual time lets things happen in order, and every promise settle before the next thing", async () => {
  const time = new VirtualTime();
  const seen: string[] = [];
  const later = async (ms: number, name: string) => {
    await time.sleep(ms);
    for (let hop = 0; hop < 20; hop++) await Promise.resolve();
    seen.push(`${name} at ${time.now()}`);
  };
  void later(30, "c");
  void later(10, "a");
  void later(20, "b");
  void later(10, "a, asked for later");
  await time.run();
  expect(seen).toEqual(["a at 10", "a, asked for later at 10", "b at 20", "c at 30"]);
});

test("a Region serves one second of quota at once, and its quota a second from then on", async () => {
  expect(await servedOf(100, () => 0)).toBe(50);
  expect(await servedOf(1_000, (index) => index * 10)).toBe(50 + 500 - 1);
});

test("another tenant at half the quota leaves us what nobody else asks for, and under pressure a share like ours", async () => {
  const trouble: Trouble = { kind: "tenant", from: 0, to: Number.POSITIVE_INFINITY };
  expect(await servedOf(500, (index) => index * 40, trouble)).toBeGreaterThan(490);
  const times = arrivalTimes({ perSecond: 100 }, [0, 20_000], seededRandom(3));
  const crowded = await servedOf(times.length, (index) => times[index] ?? 0, trouble);
  // 100 of ours and 25 of theirs for 50: four in five.
  expect(crowded / (20 * 50)).toBeCloseTo(0.8, 1);
});

test("arrivals are as many as the load says, in each part of the run", () => {
  const times = arrivalTimes({ perSecond: 100 }, [0, 5_000, 60_000], seededRandom(1));
  expect(times.filter((at) => at < 5_000)).toHaveLength(500);
  expect(times).toHaveLength(6_000);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
});

test("batches come whole, of every size they may have, and about as many requests as the load says", () => {
  const times = arrivalTimes({ perSecond: 80, batches: { least: 1, most: 40 } }, [0, 600_000], seededRandom(2));
  const sizes = new Map<number, number>();
  for (const at of times) sizes.set(at, (sizes.get(at) ?? 0) + 1);
  expect(new Set(sizes.values())).toEqual(new Set(Array.from({ length: 40 }, (_, index) => index + 1)));
  expect(Math.abs(times.length / 48_000 - 1)).toBeLessThan(0.1);
});

test("the gateway lets a burst in at once and its rate from then on, and saves no more than a burst", () => {
  const letIn = (gateway: Gateway, times: readonly number[]) => times.filter((at) => gateway.letsIn(at)).length;
  const gateway = new Gateway({ rate: 10, burst: 30 });
  expect(letIn(gateway, Array<number>(100).fill(0))).toBe(30);
  expect(letIn(gateway, [99, 100, 150, 200, 250])).toBe(2);
  expect(letIn(gateway, Array<number>(100).fill(60_000))).toBe(30);
});

const GOALS: Goal[] = [
  { column: "w5", measure: "errorPercent", atMost: 0.2 },
  { column: "w20", measure: "errorPercent", atMost: 0 },
  { column: "w5", measure: "goodputPercent", atLeast: 99 },
];
const MEASURED: Measured = {
  requests: 1_000,
  errorPercent: 0.1,
  wastedPerSuccess: 0,
  addedP99Ms: 0,
  goodputPercent: 99.5,
  otherFailures: 0,
  latestFailureMs: 0,
};

test("a goal is missed by any error where none is allowed, and by nothing where nothing was measured", () => {
  const row = { scenario: "s", how: "real HTTP", goals: GOALS } as const;
  expect(missedGoals({ ...row, columns: { w5: MEASURED, w20: MEASURED } })).toEqual([GOALS[1]]);
  expect(missedGoals({ ...row, columns: { w5: MEASURED } })).toEqual([]);
  expect(missedGoals({ ...row, columns: { w5: { ...MEASURED, goodputPercent: 98.9 } } })).toEqual([GOALS[2]]);
  expect(missedGoals({ ...row, columns: { w5: { ...MEASURED, errorPercent: Number.NaN } } })).toEqual([GOALS[0]]);
});

test("a row measured elsewhere says how, and a missed goal by how much", () => {
  const columns = { w5: MEASURED, w20: MEASURED };
  const text = rowText({ scenario: "half and half", how: "real HTTP", goals: GOALS, columns });
  expect(text).toContain("real HTTP");
  expect(text).toContain("MISSED (ours, W = 20 s: 0.1)");
  expect(goalText(GOALS)).toBe("errors ≤ 0.2 % (W = 5), 0 errors (W = 20); ≥ 99 % of Σq");
});

test("only no error at all is written as 0", () => {
  expect([0, 0.0004, 0.19, 8.1, 67.2].map(percent)).toEqual(["0 %", "< 0.01 %", "0.19 %", "8.1 %", "67 %"]);
});

async function servedOf(count: number, at: (index: number) => number, trouble?: Trouble): Promise<number> {
  const time = new VirtualTime();
  const model = { region: "r", quota: 50, roundTripMs: 0, ...(trouble ? { trouble } : {}) };
  const region = new SimulatedRegion(model, time, seededRandom(2));
  let served = 0;
  const call = async () => {
    if ((await region.call({ rank: 0.5 }, TIMEOUTS)).kind === "OK") served += 1;
  };
  for (let index = 0; index < count; index++) time.at(at(index), () => void call());
  await time.run();
  return served;
}
