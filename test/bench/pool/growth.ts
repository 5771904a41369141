import type { OperationName } from "../../../functions/pool/operation-name";
import { defaultQuotas, REKOGNITION_REGIONS } from "../../../infra/rekognition/default-quotas";
import type { Seen } from "./fleet";
import { drawOnce, ours, type Policy } from "./policies";
import { pool } from "./scenarios";
import { simulate } from "./simulate";

/** What one more Region brings, at AWS's default quotas: everything in calls per second. */
export interface Growth {
  readonly regions: number;
  readonly added: string;
  readonly summedQuota: number;
  /** What the published formula, the least quota/weight, allows with equal weights before the first throttle. */
  readonly seedWithoutThrottle: number;
  /** With the summed quotas offered: served per second, and errors. */
  readonly seedErrorPercent: number;
  readonly oursServed: number;
  readonly oursErrorPercent: number;
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
    const seed = await offered(quotas, drawOnce);
    const own = await offered(quotas, ours(5));
    rows.push({
      regions: quotas.length,
      added: region,
      summedQuota: sum(quotas),
      seedWithoutThrottle: quotas.length * Math.min(...quotas),
      seedErrorPercent: errorPercent(seed),
      oursServed: (1000 * own.servedInTime) / (COUNTED.to - COUNTED.from),
      oursErrorPercent: errorPercent(own),
    });
  }
  return rows;
}

/** The summed quotas, offered. The published design knows one percentage a Region; equal ones are what its authors show. */
function offered(quotas: readonly number[], policy: Policy): Promise<Seen> {
  const weights = policy === drawOnce ? quotas.map(() => 1) : quotas;
  const load = { perSecond: sum(quotas) };
  return simulate({ regions: pool(quotas), weights, load, environments: ENVIRONMENTS, counted: COUNTED }, policy, SEED);
}

function errorPercent({ requests, failures, rejected }: Seen): number {
  return (100 * (failures.length + rejected)) / requests;
}

function sum(quotas: readonly number[]): number {
  return quotas.reduce((total, quota) => total + quota, 0);
}
