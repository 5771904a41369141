import { admittedBurst, admittedRate, neededConcurrency } from "../../../infra/rekognition/capacity";
import type { FleetPlan, Seen } from "./fleet";
import type { ColumnName, Measured, Row, Tell } from "./measures";
import { drawOnce, ours, type Policy, sdkRetry } from "./policies";
import { type Scenario, SCENARIOS } from "./scenarios";
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

/** Scenarios with every policy, in the order of the table. @param tell what is being done */
export async function* simulatedRows(tell: Tell, isWanted: (row: string) => boolean): AsyncGenerator<Row> {
  const scenarios = SCENARIOS.filter(({ name }) => isWanted(name));
  for (const [index, scenario] of scenarios.entries()) {
    tell(`simulating ${index + 1} of ${scenarios.length}: ${scenario.name}`);
    const columns: Partial<Record<ColumnName, Measured>> = {};
    for (const [name, policy] of Object.entries(COLUMNS)) {
      columns[name as ColumnName] = await measure(scenario, policy);
    }
    yield { scenario: scenario.name, how: "simulated", columns, goals: scenario.goals };
  }
}

/** One cell: one run per seed, taken together. */
export async function measure(scenario: Scenario, policy: Policy): Promise<Measured> {
  const { share, count = "fixed", batches, burst, runs = RUNS } = scenario;
  const quota = summedQuota(scenario);
  const perSecond = quota * share;
  const load = { perSecond, count, ...(batches && { batches }), ...(burst && { burst }) };
  const deployed = deployment(scenario, policy);
  const seen: Seen[] = [];
  for (let seed = 1; seed <= runs; seed++) {
    seen.push(await simulate({ ...scenario, ...deployed, counted: COUNTED, load }, policy, seed));
  }
  const worst = Math.max(...seen.map(errorPercent));
  const measured = summary(seen, (quota * (COUNTED.to - COUNTED.from)) / 1000);
  return count === "poisson" ? { ...measured, worstRunErrorPercent: worst } : measured;
}

/** Lambda's environments, and what stands before them. The published design has nothing there. */
function deployment(scenario: Scenario, policy: Policy): Pick<FleetPlan, "environments" | "gateway"> {
  const quota = summedQuota(scenario);
  const { waitSeconds } = policy;
  if (!scenario.isBehindGateway || waitSeconds === undefined) {
    return { environments: { warm: WARM, most: environmentsFor(quota, quota * scenario.share, policy) } };
  }
  const reservedConcurrency = neededConcurrency(quota, waitSeconds);
  const plan = { waitSeconds, reservedConcurrency };
  const gateway = { rate: admittedRate(quota, plan), burst: admittedBurst(quota, plan) };
  return { environments: { warm: WARM, most: reservedConcurrency }, gateway };
}

function summedQuota({ regions }: Scenario): number {
  return regions.reduce((sum, { quota }) => sum + quota, 0);
}

/** A deployment that is to answer every refusal itself, with a fifth to spare for the worst moments. */
function environmentsFor(quota: number, perSecond: number, { waitSeconds = 0 }: Policy): number {
  if (perSecond <= quota) return USUAL_MOST;
  return Math.max(USUAL_MOST, Math.ceil(1.2 * neededConcurrency(quota, waitSeconds, perSecond)));
}

function errorPercent({ requests, failures, rejected }: Seen): number {
  return (100 * (failures.length + rejected)) / requests;
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
  };
}
