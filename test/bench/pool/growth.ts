import type { OperationName } from "../../../functions/pool/operations";
import { defaultQuotas, REKOGNITION_REGIONS } from "../../../infra/rekognition/default-quotas";
import { drawOnce, ours, type Policy } from "./policies";
import { pool } from "./scenarios";
import { simulate } from "./simulate";

/** One policy with the summed quotas offered. */
export interface Offered {
  readonly servedPerSecond: number;
  readonly errorPercent: number;
}

/** What one more Region brings, at AWS's default quotas: everything in calls per second. */
export interface Growth {
  readonly regions: number;
  readonly added: string;
  readonly summedQuota: number;
  /** The published design with its weights by quota, which is how its authors chose them. */
  readonly seedByQuota: Offered;
  /** The same with equal weights, which is what they show for equal quotas. */
  readonly seedEqually: Offered;
  /** What the published formula, the least quota/weight, allows with equal weights before the first throttle. By quota it allows Σq. */
  readonly equallyWithoutThrottle: number;
  readonly ours: Offered;
}

/** AWS GovCloud is a partition of its own, which no pool reaches from outside. */
export const COMMERCIAL_REGIONS = REKOGNITION_REGIONS.filter((region) => !region.startsWith("us-gov-"));
const COUNTED = { from: 5_000, to: 20_000 };
const ENVIRONMENTS = { warm: 100, most: 10_000 };
const SEED = 1;

/** From one Region to all of them, in the order of AWS's table: the large quotas first. Regions without the operation are left out. */
export async function growth(operation: OperationName): Promise<Growth[]> {
  const having = COMMERCIAL_REGIONS.flatMap((region) => {
    const quota = defaultQuotas(region)?.[operation] ?? 0;
    return quota > 0 ? [{ region, quota }] : [];
  });
  const rows: Growth[] = [];
  for (const [index, { region }] of having.entries()) {
    const quotas = having.slice(0, index + 1).map(({ quota }) => quota);
    const equally = quotas.map(() => 1);
    rows.push({
      regions: quotas.length,
      added: region,
      summedQuota: sum(quotas),
      seedByQuota: await offered(quotas, quotas, drawOnce),
      seedEqually: await offered(quotas, equally, drawOnce),
      equallyWithoutThrottle: quotas.length * Math.min(...quotas),
      ours: await offered(quotas, quotas, ours(5)),
    });
  }
  return rows;
}

/** Exactly the summed quotas, a second. */
async function offered(quotas: readonly number[], weights: readonly number[], policy: Policy): Promise<Offered> {
  const load = { perSecond: sum(quotas) };
  const run = { regions: pool(quotas), weights, load, environments: ENVIRONMENTS, counted: COUNTED };
  const { requests, failures, rejected, servedInTime } = await simulate(run, policy, SEED);
  return {
    servedPerSecond: (1000 * servedInTime) / (COUNTED.to - COUNTED.from),
    errorPercent: (100 * (failures.length + rejected)) / requests,
  };
}

function sum(quotas: readonly number[]): number {
  return quotas.reduce((total, quota) => total + quota, 0);
}
