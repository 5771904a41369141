import type { Seen } from "./fleet";
import type { ColumnName, Measured, Row } from "./measures";
import { drawOnce, ours, type Policy, sdkRetry } from "./policies";
import { OVERLOAD, type Scenario, SCENARIOS } from "./scenarios";
import { simulate } from "./simulate";

const COLUMNS: Readonly<Record<ColumnName, Policy>> = {
  seed: drawOnce,
  sdk: sdkRetry,
  w5: ours(5),
  w20: ours(20),
};
const RUNS = 5;
/** A minute, of which the first five seconds are not counted. */
const COUNTED = { from: 5_000, to: 60_000 };
const WARM = 100;
const USUAL_MOST = 400;

/** Every scenario with every policy, in the order of the table. */
export async function simulatedRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const scenario of SCENARIOS) {
    const columns: Partial<Record<ColumnName, Measured>> = {};
    for (const [name, policy] of Object.entries(COLUMNS)) {
      columns[name as ColumnName] = await measure(scenario, policy);
    }
    rows.push({ scenario: scenario.name, how: "simulated", columns, goals: scenario.goals });
  }
  return rows;
}

/** How many environments it takes to answer an overload: what the preview's rule about concurrency rests on. */
export function environmentsText(rows: readonly Row[]): string {
  const overload = rows.find(({ scenario }) => scenario === OVERLOAD)?.columns;
  return `Environments at work at once at 150 %: ${overload?.w5?.busiest ?? "?"} (W = 5 s), ${overload?.w20?.busiest ?? "?"} (W = 20 s).`;
}

/** One cell: one run per seed, taken together. */
export async function measure(scenario: Scenario, policy: Policy): Promise<Measured> {
  const { share, count = "fixed", runs = RUNS } = scenario;
  const quota = summedQuota(scenario);
  const perSecond = quota * share;
  const environments = { warm: WARM, most: environmentsFor(quota, perSecond, policy) };
  const seen: Seen[] = [];
  for (let seed = 1; seed <= runs; seed++) {
    seen.push(
      await simulate({ ...scenario, environments, counted: COUNTED, load: { perSecond, count } }, policy, seed),
    );
  }
  return summary(seen, (quota * (COUNTED.to - COUNTED.from)) / 1000);
}

function summedQuota({ regions }: Scenario): number {
  return regions.reduce((sum, { quota }) => sum + quota, 0);
}

/**
 * Who waits occupies an environment. Beyond the summed quotas about half of the waiting time of every request is spent so, and a
 * deployment that is to answer each refusal itself needs that many.
 */
function environmentsFor(quota: number, perSecond: number, { waitSeconds = 0 }: Policy): number {
  return perSecond <= quota ? USUAL_MOST : Math.max(USUAL_MOST, Math.ceil(quota / 2 + 0.6 * perSecond * waitSeconds));
}

/** @param quota  what all Regions together could serve in the counted time of one run */
function summary(runs: readonly Seen[], quota: number): Measured {
  const total = (of: (run: Seen) => number) => runs.reduce((sum, run) => sum + of(run), 0);
  const failures = runs.flatMap((run) => run.failures);
  const requests = total((run) => run.requests);
  const rejected = total((run) => run.rejected);
  const served = total((run) => run.served);
  const added = runs.flatMap((run) => run.addedMs).sort((a, b) => a - b);
  return {
    requests,
    errorPercent: (100 * (failures.length + rejected)) / requests,
    wastedPerSuccess: (total((run) => run.calls) - served) / served,
    addedP99Ms: added[Math.floor(added.length * 0.99)] ?? 0,
    goodputPercent: (100 * total((run) => run.servedInTime)) / (runs.length * quota),
    otherFailures: failures.filter(({ kind, retryAfter }) => kind !== "throttled" || !retryAfter).length + rejected,
    latestFailureMs: failures.reduce((latest, { afterMs }) => Math.max(latest, afterMs), 0),
    busiest: Math.max(...runs.map(({ busiest }) => busiest)),
  };
}
