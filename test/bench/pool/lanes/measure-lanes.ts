import { pool } from "../scenarios";
import type { Policy } from "../policies";
import { type LaneLoad, type SharedPlan, type SharedSeen, simulateShared } from "./shared-fleet";

/** What one policy made of one row. */
export interface LaneMeasured {
  readonly errorPercent: readonly number[];
  /** Of each lane's calls: refused by Lambda, which counts executions and knows no lanes. */
  readonly withoutExecutionPercent: readonly number[];
  /** Of the first lane (ms). */
  readonly addedP99Ms: number;
  /** Answers a second of each lane, as a share of all quotas. */
  readonly sharePercent: readonly number[];
  readonly goodputPercent: number;
  readonly wastedPerSuccess: number;
}

export interface LaneRow {
  readonly name: string;
  readonly quotas: readonly number[];
  readonly loads: readonly LaneLoad[];
  readonly plan?: Partial<SharedPlan>;
  /** The goals that are missed, as text. */
  readonly missed: (measured: LaneMeasured) => readonly string[];
}

const SECONDS = 28;
/** As many as dev reserves. */
const EXECUTIONS = 400;

/** @param seeds one run for each */
export async function measureLanes(row: LaneRow, policy: Policy, seeds: readonly number[]): Promise<LaneMeasured> {
  const counted = { from: 5_000, to: 5_000 + 1_000 * SECONDS };
  const plan = { regions: pool(row.quotas), loads: row.loads, executions: EXECUTIONS, counted, ...row.plan };
  const seen: SharedSeen[] = [];
  for (const seed of seeds) seen.push(await simulateShared(plan, policy, seed));
  return summary(row, seen);
}

function summary({ quotas, loads }: LaneRow, seen: readonly SharedSeen[]): LaneMeasured {
  const sum = (of: (run: SharedSeen) => number) => seen.reduce((total, run) => total + of(run), 0);
  const all = quotas.reduce((total, quota) => total + quota, 0) * SECONDS * seen.length;
  const each = loads.map((_, index) => ({
    errors: sum(({ lanes }) => lanes[index]?.errors ?? 0),
    requests: sum(({ lanes }) => lanes[index]?.requests ?? 0),
    served: sum(({ lanes }) => lanes[index]?.servedInTime ?? 0),
    withoutExecution: sum(({ lanes }) => lanes[index]?.withoutExecution ?? 0),
  }));
  const added = seen.flatMap(({ lanes }) => lanes[0]?.addedMs ?? []).sort((one, other) => one - other);
  const served = sum((run) => run.served);
  return {
    errorPercent: each.map(({ errors, requests }) => (100 * errors) / requests),
    withoutExecutionPercent: each.map(({ withoutExecution, requests }) => (100 * withoutExecution) / requests),
    addedP99Ms: added[Math.floor(added.length * 0.99)] ?? 0,
    sharePercent: each.map((lane) => (100 * lane.served) / all),
    goodputPercent: (100 * each.reduce((total, lane) => total + lane.served, 0)) / all,
    wastedPerSuccess: (sum((run) => run.calls) - served) / served,
  };
}
