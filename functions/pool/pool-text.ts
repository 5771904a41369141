import { isRegionName } from "../contract/caller";
import { isOperationName, type OperationName } from "./operations";
import type { PoolRegion } from "./router/call";

export interface RegionSettings extends PoolRegion {
  /** URL of the Region's Rekognition endpoint, by the VPC endpoint's own name. */
  readonly endpoint: string;
}

export interface Pool {
  readonly regions: readonly RegionSettings[];
  readonly operations: readonly OperationName[];
}

/**
 * The pool in a variable of a function's environment, of which Lambda takes 4 KB: a Region's quotas are a list in the
 * order of the operations, 0 for what the Region does not have. So every Region fits, whatever the quotas are.
 */
export function poolText({ regions, operations }: Pool): string {
  const short = regions.map(({ quotas, ...others }) => ({
    ...others,
    quotas: operations.map((operation) => quotas[operation] ?? 0),
  }));
  return JSON.stringify({ operations, regions: short });
}

/**
 * Quotas may also stand by their operations' names.
 * @returns undefined when it does not describe a pool
 * @throws SyntaxError when it is not JSON
 */
export function readPool(text: string): Pool | undefined {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value) || !Array.isArray(value["regions"]) || !Array.isArray(value["operations"])) return undefined;
  if (!value["operations"].every(isOperationName)) return undefined;
  const operations = value["operations"];
  const regions = value["regions"].map((region: unknown) => readRegion(region, operations));
  return regions.every((region) => region !== undefined) ? { regions, operations } : undefined;
}

function readRegion(value: unknown, operations: readonly OperationName[]): RegionSettings | undefined {
  if (!isRecord(value)) return undefined;
  const { region, endpoint, weight } = value;
  const quotas = readQuotas(value["quotas"], operations);
  const isGood = isRegionName(region) && typeof endpoint === "string" && URL.canParse(endpoint);
  if (!isGood || !quotas || !(weight === undefined || isRate(weight))) return undefined;
  return { region, endpoint, quotas, ...(weight !== undefined && { weight }) };
}

function readQuotas(value: unknown, operations: readonly OperationName[]): PoolRegion["quotas"] | undefined {
  if (Array.isArray(value) && value.length !== operations.length) return undefined;
  const named: unknown = Array.isArray(value) ? byName(value, operations) : value;
  if (!isRecord(named)) return undefined;
  const isGood = Object.entries(named).every(([name, quota]) => isOperationName(name) && isRate(quota));
  return isGood ? named : undefined;
}

function byName(values: readonly unknown[], operations: readonly OperationName[]): Record<string, unknown> {
  const entries = operations.map((name, at) => [name, values[at]] as const);
  return Object.fromEntries(entries.filter(([, quota]) => quota !== 0));
}

function isRate(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
