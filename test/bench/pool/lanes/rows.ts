import { callerLane, type Lane, type LaneRule } from "../../../../functions/pool/lanes/lanes";
import { type Policy, drawOnce, ours } from "../policies";
import { pool, UNEVEN } from "../scenarios";
import { reservedShares } from "./reserved-shares";
import { type LaneLoad, type SharedPlan, type SharedSeen, simulateShared } from "./shared-fleet";

/** What one policy made of one row. */
export interface LaneMeasured {
  readonly errorPercent: readonly number[];
  /** Of the first lane (ms). */
  readonly addedP99Ms: number;
  /** Answers a second of each lane, as a share of all quotas. */
  readonly sharePercent: readonly number[];
  readonly goodputPercent: number;
  readonly wastedPerSuccess: number;
}

interface LaneRow {
  readonly name: string;
  readonly quotas: readonly number[];
  readonly loads: readonly LaneLoad[];
  readonly plan?: Partial<SharedPlan>;
  /** The goals that are missed, as text. */
  readonly missed: (measured: LaneMeasured) => readonly string[];
}

const HALVES = [50, 50];
const PORTAL_AND_BATCH: readonly LaneRule[] = [
  { group: "portal", importance: 30 },
  { group: "batch", importance: 1 },
];
const THREE: readonly LaneRule[] = [10, 3, 1].map((importance) => ({ group: `of ${importance}`, importance }));
const FLOORED: readonly LaneRule[] = [
  { group: "portal", importance: 100 },
  { group: "batch", importance: 1, floor: 0.05 },
];

const below = (what: string, found: number, most: number) =>
  found <= most ? [] : [`${what} ${found.toFixed(2)} > ${most}`];
const above = (what: string, found: number, least: number) =>
  found >= least ? [] : [`${what} ${found.toFixed(2)} < ${least}`];

function beside(times: number, mostErrors: number, quotas = HALVES, plan?: Partial<SharedPlan>): LaneRow {
  const all = quotas.reduce((sum, quota) => sum + quota, 0);
  return {
    name: `portal at 30 %, batch at ${100 * times} %`,
    quotas,
    loads: [
      { lane: laneOf(PORTAL_AND_BATCH, "portal"), perSecond: 0.3 * all },
      { lane: laneOf(PORTAL_AND_BATCH, "batch"), perSecond: times * all },
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
];

function laneOf(rules: readonly LaneRule[], name: string): Lane {
  const lane = callerLane(rules, name, "others");
  if (!lane) throw new Error(`There is no lane ${name}.`);
  return lane;
}

/** The same calls, as a policy treats them that knows no lanes. */
const without = (policy: Policy): Policy => ({
  ...policy,
  caller: (world) => {
    const caller = policy.caller(world);
    return (image) => caller(image);
  },
});

/** The columns: our lanes, a counter shared by all, the router without lanes, and the published design. */
export const LANE_POLICIES: Readonly<Record<string, Policy>> = {
  lanes: ours(5),
  "shared counter": reservedShares(5),
  "no lanes": without(ours(5)),
  published: without(drawOnce),
};

const SECONDS = 28;
/** As many as dev reserves. */
const EXECUTIONS = 400;

export async function measureLanes(row: LaneRow, policy: Policy, seeds: number): Promise<LaneMeasured> {
  const counted = { from: 5_000, to: 5_000 + 1_000 * SECONDS };
  const plan = { regions: pool(row.quotas), loads: row.loads, executions: EXECUTIONS, counted, ...row.plan };
  const seen: SharedSeen[] = [];
  for (let seed = 1; seed <= seeds; seed++) seen.push(await simulateShared(plan, policy, seed));
  return summary(row, seen);
}

function summary({ quotas, loads }: LaneRow, seen: readonly SharedSeen[]): LaneMeasured {
  const sum = (of: (run: SharedSeen) => number) => seen.reduce((total, run) => total + of(run), 0);
  const all = quotas.reduce((total, quota) => total + quota, 0) * SECONDS * seen.length;
  const each = loads.map((_, index) => ({
    errors: sum(({ lanes }) => lanes[index]?.errors ?? 0),
    requests: sum(({ lanes }) => lanes[index]?.requests ?? 0),
    served: sum(({ lanes }) => lanes[index]?.servedInTime ?? 0),
  }));
  const added = seen.flatMap(({ lanes }) => lanes[0]?.addedMs ?? []).sort((one, other) => one - other);
  const served = sum((run) => run.served);
  return {
    errorPercent: each.map(({ errors, requests }) => (100 * errors) / requests),
    addedP99Ms: added[Math.floor(added.length * 0.99)] ?? 0,
    sharePercent: each.map((lane) => (100 * lane.served) / all),
    goodputPercent: (100 * each.reduce((total, lane) => total + lane.served, 0)) / all,
    wastedPerSuccess: (sum((run) => run.calls) - served) / served,
  };
}

/** Every row with every policy as text, and whether lanes keep every goal. */
export async function lanesText(seeds: number, tell: (doing: string) => void) {
  const lines = [
    "Lanes, simulated, 400 executions: errors of each lane · p99 added to the first · of Σq · wasted calls per success",
  ];
  let isKept = true;
  for (const row of LANE_ROWS) {
    tell(`lanes: ${row.name}`);
    lines.push(row.name);
    for (const [name, policy] of Object.entries(LANE_POLICIES)) {
      const measured = await measureLanes(row, policy, seeds);
      const missed = name === "lanes" ? row.missed(measured) : [];
      const verdict = name !== "lanes" ? "" : missed.length === 0 ? "  kept" : `  MISSED (${missed.join("; ")})`;
      isKept &&= missed.length === 0;
      lines.push(`  ${name.padEnd(16)}${cell(measured)}${verdict}`);
    }
  }
  return { text: lines.join("\n"), isKept };
}

function cell({ errorPercent, addedP99Ms, goodputPercent, wastedPerSuccess }: LaneMeasured): string {
  const errors = errorPercent.map((value) => `${value.toFixed(2)} %`).join(", ");
  return `${errors} · ${Math.round(addedP99Ms)} ms · ${goodputPercent.toFixed(1)} % · ${wastedPerSuccess.toFixed(2)}`;
}
