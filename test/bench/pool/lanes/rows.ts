import { callerLane, type Lane, type LaneRule } from "../../../../functions/pool/lanes/lanes";
import { UNEVEN } from "../scenarios";
import type { LaneRow } from "./measure-lanes";
import type { SharedPlan } from "./shared-fleet";

export const HALVES = [50, 50];
const PORTAL_AND_BATCH: readonly LaneRule[] = [
  { group: "portal", importance: 10 },
  { group: "batch", importance: 1 },
];
const THREE: readonly LaneRule[] = [10, 3, 1].map((importance) => ({ group: `of ${importance}`, importance }));
const FLOORED: readonly LaneRule[] = [
  { group: "portal", importance: 100 },
  { group: "batch", importance: 1, floor: 0.05 },
];

export const below = (what: string, found: number, most: number) =>
  found <= most ? [] : [`${what} ${found.toFixed(2)} > ${most}`];
export const above = (what: string, found: number, least: number) =>
  found >= least ? [] : [`${what} ${found.toFixed(2)} < ${least}`];

/** @param times what the batch asks for, times all quotas */
export function beside(
  times: number,
  mostErrors: number,
  quotas: readonly number[] = HALVES,
  plan?: Partial<SharedPlan>,
  rules = PORTAL_AND_BATCH,
): LaneRow {
  const all = quotas.reduce((sum, quota) => sum + quota, 0);
  return {
    name: `portal at 30 %, batch at ${100 * times} %`,
    quotas,
    loads: [
      { lane: laneOf(rules, "portal"), perSecond: 0.3 * all },
      { lane: laneOf(rules, "batch"), perSecond: times * all },
    ],
    ...(plan && { plan }),
    missed: ({ errorPercent: [errors = 100], addedP99Ms, goodputPercent }) => [
      ...below("portal errors %", errors, mostErrors),
      ...(times === 1 ? below("portal p99 ms", addedP99Ms, 1_500) : []),
      ...above("of Σq %", goodputPercent, times < 0.7 ? 89 : 99),
    ],
  };
}

function alone(group: string, percent: number): LaneRow {
  return {
    name: `${group} alone at ${percent} %`,
    quotas: HALVES,
    loads: [{ lane: laneOf(PORTAL_AND_BATCH, group), perSecond: percent }],
    missed: ({ goodputPercent, wastedPerSuccess }) => [
      ...above("of Σq %", goodputPercent, 99),
      ...below("wasted", wastedPerSuccess, 4),
    ],
  };
}

/** The rows by which the constants of lanes were chosen, with seeds 21 to 24. */
export const LANE_ROWS: readonly LaneRow[] = [
  beside(0.6, 0.1),
  beside(1, 0.1),
  beside(2, 0.1),
  beside(4, 1.5),
  alone("batch", 150),
  alone("portal", 150),
  {
    name: "three lanes of 10 : 3 : 1, each at 200 %",
    quotas: HALVES,
    loads: THREE.map(({ group }) => ({ lane: laneOf(THREE, group), perSecond: 200 })),
    missed: ({ sharePercent }) =>
      [10, 3, 1].flatMap((importance, index) => {
        const due = (100 * importance) / 14;
        const off = (100 * Math.abs((sharePercent[index] ?? 0) - due)) / due;
        return below(`lane of ${importance} off by %`, off, 20);
      }),
  },
  {
    name: "portal at 200 %, batch with a floor of 5 % at 100 %",
    quotas: HALVES,
    loads: [
      { lane: laneOf(FLOORED, "portal"), perSecond: 200 },
      { lane: laneOf(FLOORED, "batch"), perSecond: 100 },
    ],
    missed: ({ errorPercent }) => above("batch answered %", 100 - (errorPercent[1] ?? 100), 5),
  },
  {
    ...beside(1, 0.1, UNEVEN, { weights: [5, 5, 50, 50, 20] }),
    name: "50/50/5/5/20, weights reversed, portal at 30 %, batch at 100 %",
  },
  {
    ...beside(1, 0.1, UNEVEN, { weights: [1, 1, 1, 1, 1] }),
    name: "50/50/5/5/20, equal weights, portal at 30 %, batch at 100 %",
  },
  { ...beside(1, 0.1, HALVES, { weights: [80, 20] }), name: "50/50 configured 80/20, portal at 30 %, batch at 100 %" },
];

export function laneOf(rules: readonly LaneRule[], name: string): Lane {
  const lane = callerLane(rules, name, "others");
  if (!lane) throw new Error(`There is no lane ${name}.`);
  return lane;
}
