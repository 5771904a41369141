import * as fc from "fast-check";
import { OPERATION_NAMES } from "../../../functions/pool/operations";
import {
  admittedBurst,
  admittedRate,
  capacities,
  capacityFaults,
  capacityReport,
  capacityWarnings,
  neededConcurrency,
  type PoolPlan,
  type PoolRegion,
} from "../../../infra/rekognition/capacity";

function faces(region: string, quota: number, weight?: number): PoolRegion {
  return { region, quotas: { DetectFaces: quota }, ...(weight !== undefined && { weight }) };
}

function plan(change: Partial<PoolPlan> = {}): PoolPlan {
  const regions = change.regions ?? [faces("eu-central-1", 25)];
  return {
    operations: ["DetectFaces"],
    regions,
    allowedRegions: regions.map(({ region }) => region),
    groupRegions: {},
    waitSeconds: 5,
    reservedConcurrency: 100,
    accountConcurrency: 1000,
    functionTimeoutSeconds: 28,
    ...change,
  };
}

const FIVE = [50, 50, 5, 5, 20];
const five = (weights: readonly number[]) => FIVE.map((quota, index) => faces(`r${index}`, quota, weights[index]));

test.each<[string, readonly PoolRegion[], number, number]>([
  ["50/50 with quotas as weights", [faces("a", 50), faces("b", 50)], 100, 100],
  ["50/50 set as 80/20", [faces("a", 50, 80), faces("b", 50, 20)], 100, 62.5],
  ["50/50/5/5/20 with equal weights", five([1, 1, 1, 1, 1]), 130, 25],
  ["the same with weights reversed", five([5, 5, 50, 50, 20]), 130, 13],
  ["one Region", [faces("a", 25, 7)], 25, 25],
])("%s: the pool reaches the sum, a fixed split its worst quota by weight", (_, regions, total, fixedSplit) => {
  const [capacity] = capacities(plan({ regions }));
  expect(capacity?.total).toBe(total);
  expect(capacity?.fixedSplit).toBeCloseTo(fixedSplit);
});

test("a fixed split never reaches more than the sum, whatever the weights", () => {
  const regions = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 100 })), {
    minLength: 1,
    maxLength: 18,
  });
  fc.assert(
    fc.property(regions, (pairs) => {
      const pool = pairs.map(([quota, weight], index) => faces(`r${index}`, quota, weight));
      const [capacity] = capacities(plan({ regions: pool }));
      expect(capacity?.fixedSplit).toBeLessThanOrEqual((capacity?.total ?? 0) + 1e-9);
    }),
    { seed: 20_261 },
  );
});

test("only allowed Regions with a quota above 0 are counted", () => {
  const regions = [faces("eu-central-1", 25), faces("eu-west-1", 100), faces("us-east-1", 100), faces("eu-west-2", 0)];
  const [capacity] = capacities(plan({ regions, allowedRegions: ["eu-central-1", "eu-west-1", "eu-west-2"] }));
  expect(capacity).toMatchObject({ total: 125, regions: ["eu-central-1", "eu-west-1"] });
});

test.each([
  [25, 5, 63],
  [130, 5, 325],
  [130, 20, 1105],
])("%d calls a second that wait up to %d s need %d executions", (peak, waitSeconds, executions) => {
  expect(neededConcurrency(peak, waitSeconds)).toBe(executions);
});

test.each([
  [120, 380],
  [150, 575],
  [200, 900],
])(
  "what comes beyond the quotas waits to the end: %d calls a second for 100 take %d executions",
  (perSecond, executions) => {
    expect(neededConcurrency(100, 5, perSecond)).toBe(executions);
    expect(admittedRate(100, { waitSeconds: 5, reservedConcurrency: executions })).toBe(perSecond);
  },
);

test("what is needed is enough to let in all that the quotas carry, and no execution less is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 700 }), fc.integer({ min: 1, max: 20 }), (peak, waitSeconds) => {
      const reservedConcurrency = neededConcurrency(peak, waitSeconds);
      expect(admittedRate(peak, { waitSeconds, reservedConcurrency })).toBeGreaterThanOrEqual(peak);
      expect(admittedRate(peak, { waitSeconds, reservedConcurrency: reservedConcurrency - 1 })).toBeLessThan(peak);
    }),
    { seed: 20_262 },
  );
});

test("a batch as large as the executions hold is let in at once, and waits: 40 calls for 10 a second, with 85 executions and W = 20 s", () => {
  expect(admittedBurst(10, { waitSeconds: 20, reservedConcurrency: 85 })).toBe(80);
});

test("whatever comes, burst and rate together, finds an execution", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 700 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 2_000 }),
      (peak, waitSeconds, spare) => {
        const reservedConcurrency = neededConcurrency(peak, waitSeconds) + spare;
        const settings = { waitSeconds, reservedConcurrency };
        const waiting = admittedBurst(peak, settings) + (admittedRate(peak, settings) - peak) * waitSeconds;
        expect(0.5 * peak + waiting).toBeLessThanOrEqual(reservedConcurrency);
        expect(admittedBurst(peak, settings)).toBeGreaterThanOrEqual(Math.floor(0.4 * peak * waitSeconds));
      },
    ),
    { seed: 20_263 },
  );
});

test("a pool that fits has no faults", () => {
  expect(capacityFaults(plan())).toEqual([]);
});

test.each<[string, Partial<PoolPlan>, string[]]>([
  [
    "no quota anywhere",
    { regions: [faces("eu-central-1", 0)] },
    ["DetectFaces has a quota above 0 in none of the allowed Regions eu-central-1"],
  ],
  [
    "too few executions for the waiting",
    { waitSeconds: 20 },
    [
      "25 calls a second, each waiting up to 20 s, need 213 executions at once, and rekognitionReservedConcurrency is 100: " +
        "raise it or lower rekognitionWaitSeconds",
    ],
  ],
  [
    "more reserved than the account has",
    { accountConcurrency: 150 },
    [
      "the account allows 150 executions at once and keeps 100 unreserved: 50 can be reserved, less what other " +
        "functions reserve (aws lambda get-account-settings), and rekognitionReservedConcurrency is 100",
    ],
  ],
  [
    "a new account, which may reserve nothing",
    { accountConcurrency: 10 },
    [
      "the account allows 10 executions at once and keeps 10 unreserved: 0 can be reserved, less what other " +
        "functions reserve (aws lambda get-account-settings), and rekognitionReservedConcurrency is 100",
    ],
  ],
  [
    "a wait that the function does not live through",
    { waitSeconds: 20, reservedConcurrency: 300, functionTimeoutSeconds: 25 },
    ["20 s of waiting and 5 s for the last attempt are 25 s, and the function has 25 s less one to answer in"],
  ],
  [
    "a function that outlives the gateway",
    { functionTimeoutSeconds: 60 },
    ["the function may take 60 s, and API Gateway gives up after 29 s"],
  ],
])("%s stops the preview, with the numbers", (_, change, faults) => {
  expect(capacityFaults(plan(change))).toEqual(faults);
});

test("an account whose limit is not known stops nothing", () => {
  expect(capacityFaults(plan({ accountConcurrency: undefined }))).toEqual([]);
});

test("a group that no Region can serve is mentioned", () => {
  const canada = { region: "ca-central-1", quotas: { DetectFaces: 25 } };
  const home = { region: "eu-central-1", quotas: { DetectFaces: 25, DetectText: 5 } };
  const groupRegions = { ottawa: ["ca-central-1"], lab: ["eu-central-1"] };
  expect(
    capacityWarnings(plan({ operations: ["DetectFaces", "DetectText"], regions: [home, canada], groupRegions })),
  ).toEqual(["members of ottawa are never served DetectText: none of ca-central-1 has it"]);
});

test("the report has a line for each operation, and one for the executions that others may have reserved", () => {
  const quotas = Object.fromEntries(OPERATION_NAMES.map((name) => [name, 5]));
  const report = capacityReport(plan({ operations: OPERATION_NAMES, regions: [{ region: "eu-west-2", quotas }] }));
  expect(report).toHaveLength(8);
  expect(report[1]).toBe("DetectFaces: 5 calls a second over eu-west-2 (a fixed split by the weights: 5)");
  const rest = "less what other functions reserve (aws lambda get-account-settings)";
  expect(report[7]).toBe(`100 executions reserved out of the account's 1000, ${rest}`);
  expect(capacityReport(plan({ accountConcurrency: undefined })).at(-1)).toBe(
    `100 executions reserved out of the account's limit, which could not be looked up, ${rest}`,
  );
});
