import type { Load } from "./arrivals";
import type { Goal } from "./measures";
import type { RegionModel, Trouble } from "./simulated-region";

export interface Scenario {
  readonly name: string;
  readonly regions: readonly RegionModel[];
  readonly weights?: readonly number[];
  /** Load as a share of the Regions' summed quotas. */
  readonly share: number;
  /** Requests: exactly as many, or in Poisson numbers. */
  readonly count?: Load["count"];
  readonly batches?: Load["batches"];
  readonly burst?: Load["burst"];
  /** Our deployment as it stands: no more executions than have to be reserved, behind API Gateway with the limits that follow. */
  readonly isBehindGateway?: boolean;
  /** Runs, each with a seed of its own, that one figure is taken from. */
  readonly runs?: number;
  readonly goals: readonly Goal[];
}

const ROUND_TRIP_MS = [0, 65, 75, 12, 55];
const NO_ERRORS = atMostErrors(0, 0);
const WITH_A_TAIL: Goal[] = [...atMostErrors(0.5, 0.5), ...wasted(0.05)];
const AT_THE_LIMIT: Goal[] = [
  ...atMostErrors(0.2, 0),
  { column: "w5", measure: "goodputPercent", atLeast: 99 },
  { column: "w20", measure: "goodputPercent", atLeast: 99 },
];
const IN_OVERLOAD: Goal[] = [
  { column: "w5", measure: "goodputPercent", atLeast: 99 },
  { column: "w20", measure: "goodputPercent", atLeast: 99 },
  { column: "w5", measure: "otherFailures", atMost: 0 },
  { column: "w20", measure: "otherFailures", atMost: 0 },
  { column: "w5", measure: "latestFailureMs", atMost: 6000 },
  { column: "w20", measure: "latestFailureMs", atMost: 21_000 },
  ...wasted(4),
];
export const OUTAGE = { from: 20_000, to: 40_000 };

const HALVES = pool([50, 50]);
export const UNEVEN = [50, 50, 5, 5, 20];

/** The Regions of a pool with these quotas; the first one has the trouble. */
export function pool(quotas: readonly number[], trouble?: Trouble): RegionModel[] {
  return quotas.map((quota, index) => ({
    region: `region-${index + 1}`,
    quota,
    roundTripMs: ROUND_TRIP_MS[index % ROUND_TRIP_MS.length] ?? 0,
    ...(trouble && index === 0 ? { trouble } : {}),
  }));
}

export const SCENARIOS: readonly Scenario[] = [
  { name: "50/50 at 100 %: exactly as many", regions: HALVES, share: 1, goals: AT_THE_LIMIT },
  {
    // The mean of the runs comes near 100 % only with many of them.
    name: "50/50 at 100 %: Poisson, 40 runs of 98 to 104 %",
    regions: HALVES,
    share: 1,
    count: "poisson",
    runs: 40,
    goals: AT_THE_LIMIT,
  },
  {
    name: "50/50/5/5/20 with equal weights at 90 %",
    regions: pool(UNEVEN),
    weights: [1, 1, 1, 1, 1],
    share: 0.9,
    goals: NO_ERRORS,
  },
  {
    name: "the same with weights reversed, 75 %",
    regions: pool(UNEVEN),
    weights: [5, 5, 50, 50, 20],
    share: 0.75,
    goals: [...NO_ERRORS, ...wasted(0.3)],
  },
  {
    name: "50/50 configured 80/20 at 90 %",
    regions: HALVES,
    weights: [80, 20],
    share: 0.9,
    goals: [...NO_ERRORS, ...wasted(0.05)],
  },
  {
    name: "one Region errors 20 s at 50 %",
    regions: pool(UNEVEN, { kind: "errors", ...OUTAGE }),
    share: 0.5,
    goals: NO_ERRORS,
  },
  {
    name: "one Region black-holed 20 s at 50 %: never answers",
    regions: pool(UNEVEN, { kind: "hangs", ...OUTAGE }),
    share: 0.5,
    goals: [...NO_ERRORS, ...addedP99(3_000)],
  },
  {
    name: "one Region black-holed 20 s at 50 %: no connection",
    regions: pool(UNEVEN, { kind: "path-lost", ...OUTAGE }),
    share: 0.5,
    goals: [...NO_ERRORS, ...addedP99(1000)],
  },
  {
    name: "other tenant eats half a Region at 90 %",
    regions: pool(UNEVEN, { kind: "tenant", from: 20_000, to: Number.POSITIVE_INFINITY }),
    share: 0.9,
    goals: atMostErrors(0.3, 0.3),
  },
  ...[
    { median: 1_200, p99: 3_800, share: 0.9 },
    { median: 1_200, p99: 7_700, share: 0.9 },
    { median: 2_000, p99: 8_100, share: 0.5 },
    { median: 2_000, p99: 8_100, share: 0.9 },
  ].map(({ share, ...service }) => ({
    name: `answers of ${service.median / 1000} s, p99 ${service.p99 / 1000} s, ${100 * share} %: by image, everywhere`,
    regions: pool(UNEVEN).map((region) => ({ ...region, service })),
    share,
    goals: WITH_A_TAIL,
  })),
  {
    name: "answers of 2 s, p99 8.1 s, 90 %: in one Region only",
    regions: pool(UNEVEN).map((region, index) =>
      index === 0 ? { ...region, service: { median: 2_000, p99: 8_100 } } : region,
    ),
    share: 0.9,
    goals: WITH_A_TAIL,
  },
  ...[
    { name: "batches of 60 at 60 %", share: 0.6, batches: { least: 60, most: 60 }, atMost: 2 },
    { name: "batches of 1 to 40 at 80 %", share: 0.8, batches: { least: 1, most: 40 }, atMost: 1 },
    {
      name: "30 %, and ten times that for 2 s",
      share: 0.3,
      burst: { from: 20_000, to: 22_000, times: 10 },
      atMost: 20,
    },
  ].map(({ name, atMost, ...load }) => ({
    ...load,
    name: `behind the gateway, 50/50: ${name}`,
    regions: HALVES,
    isBehindGateway: true,
    goals: atMostErrors(atMost, 0),
  })),
  { name: "50/50 at 150 %", regions: HALVES, share: 1.5, goals: IN_OVERLOAD },
  { name: "50/50/5/5/20 at 150 %", regions: pool(UNEVEN), share: 1.5, goals: IN_OVERLOAD },
];

/** Errors in percent, waiting 5 s and 20 s. */
function atMostErrors(w5: number, w20: number): Goal[] {
  return [
    { column: "w5", measure: "errorPercent", atMost: w5 },
    { column: "w20", measure: "errorPercent", atMost: w20 },
  ];
}

function wasted(atMost: number): Goal[] {
  return [
    { column: "w5", measure: "wastedPerSuccess", atMost },
    { column: "w20", measure: "wastedPerSuccess", atMost },
  ];
}

function addedP99(atMost: number): Goal[] {
  return [
    { column: "w5", measure: "addedP99Ms", atMost },
    { column: "w20", measure: "addedP99Ms", atMost },
  ];
}
