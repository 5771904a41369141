/** What the pool can carry, and which settings contradict each other: pure, no Pulumi. */
import type { OperationName } from "../../functions/pool/operations";
import type { Quotas } from "./default-quotas";

export interface PoolRegion {
  readonly region: string;
  readonly quotas: Quotas;
  readonly weight?: number;
}

export interface PoolPlan {
  readonly operations: readonly OperationName[];
  /** Every configured Region. */
  readonly regions: readonly PoolRegion[];
  /** Where images of this environment may go. */
  readonly allowedRegions: readonly string[];
  readonly groupRegions: Readonly<Record<string, readonly string[]>>;
  readonly waitSeconds: number;
  readonly reservedConcurrency: number;
  /** The account's limit of executions at once; undefined when it is not known. */
  readonly accountConcurrency: number | undefined;
  readonly functionTimeoutSeconds: number;
}

export interface OperationCapacity {
  readonly operation: OperationName;
  /** Σ of the eligible Regions' quotas, calls a second: what the router reaches. */
  readonly total: number;
  /** What a fixed split by the weights would reach before its first throttle: Σw · min(quota/weight). */
  readonly fixedSplit: number;
  readonly regions: readonly string[];
}

/**
 * Executions at work at once are Σq·s + (λ − 0.6·Σq)·W up to λ = Σq: s = 0.5 s that one call takes at Rekognition, λ calls a second that
 * arrive, W the wait. Each call beyond Σq is refused in the end and makes others wait as well: 1.3·W. Measured by simulation, which
 * `npm run bench pool` repeats in part: at 120 to 200 % of Σq and W of 5 and 10 s the busiest moment has 76 to 99 % of what the rule says.
 *
 * In tenths, because 0.4 × 12 × 5 is a little more than 24 in a computer, and rounding up would make it 25.
 */
const SERVICE_TENTHS = 5;
const NOT_WAITING_TENTHS = 6;
const BEYOND_TENTHS = 13;
/** Longest that one attempt may take. */
const ATTEMPT_SECONDS = 5;
/** API Gateway's integration timeout. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const GATEWAY_SECONDS = 29;
/** Lambda keeps so many for functions without a reservation; small accounts keep all they have. */
const UNRESERVED_MINIMUM = 100;
/**
 * What other functions reserve is known to Lambda alone, and so is the limit of a new account, for which Service Quotas may answer AWS's
 * default. https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html
 */
const LESS_OTHERS = "less what other functions reserve (aws lambda get-account-settings)";

export function capacities(plan: Pick<PoolPlan, "operations" | "regions" | "allowedRegions">): OperationCapacity[] {
  return plan.operations.map((operation) => {
    const eligible = plan.regions.flatMap(({ region, quotas, weight }) => {
      const quota = quotas[operation] ?? 0;
      return plan.allowedRegions.includes(region) && quota > 0 ? [{ region, quota, weight: weight ?? quota }] : [];
    });
    const weights = sum(eligible.map(({ weight }) => weight));
    const slowest = Math.min(...eligible.map(({ quota, weight }) => quota / weight));
    return {
      operation,
      total: sum(eligible.map(({ quota }) => quota)),
      fixedSplit: eligible.length === 0 ? 0 : weights * slowest,
      regions: eligible.map(({ region }) => region),
    };
  });
}

/** The largest Σquota of the operations. */
export function peakRate(found: readonly OperationCapacity[]): number {
  return Math.max(0, ...found.map(({ total }) => total));
}

/**
 * How many executions it takes.
 *
 * @param peak  Σq of the largest operation, calls a second: one operation at a time is at its peak
 * @param perSecond  λ; Σq unless said, because what the executions cannot hold is sent away by `admittedRate` at the gateway
 */
export function neededConcurrency(peak: number, waitSeconds: number, perSecond = peak): number {
  const beyondTenths = BEYOND_TENTHS * Math.max(0, perSecond - peak) * waitSeconds;
  return Math.ceil((tenthsUpToPeak(peak, waitSeconds, Math.min(peak, perSecond)) + beyondTenths) / 10);
}

function tenthsUpToPeak(peak: number, waitSeconds: number, perSecond: number): number {
  return SERVICE_TENTHS * peak + (10 * perSecond - NOT_WAITING_TENTHS * peak) * waitSeconds;
}

/**
 * Calls a second that the gateway lets in: what the reserved executions can hold while every call waits. Beyond it a caller gets
 * 429 at once, where Lambda's own throttle would be a 500.
 */
export function admittedRate(peak: number, plan: Pick<PoolPlan, "waitSeconds" | "reservedConcurrency">): number {
  const { waitSeconds, reservedConcurrency } = plan;
  const spareTenths = 10 * reservedConcurrency - tenthsUpToPeak(peak, waitSeconds, peak);
  const tenthsEach = (spareTenths > 0 ? BEYOND_TENTHS : 10) * waitSeconds;
  return Math.max(1, Math.floor(peak + spareTenths / tenthsEach));
}

/**
 * Calls that the gateway lets in at once: executions that are neither at work on Σq calls a second nor taken by what `admittedRate` lets
 * in beyond Σq. A batch then waits in executions instead of being refused before the router sees it, which is what the wait is for; and
 * whatever comes, burst and rate together, finds an execution.
 */
export function admittedBurst(peak: number, plan: Pick<PoolPlan, "waitSeconds" | "reservedConcurrency">): number {
  const beyondTenths = BEYOND_TENTHS * Math.max(0, admittedRate(peak, plan) - peak) * plan.waitSeconds;
  return Math.max(1, Math.floor(plan.reservedConcurrency - (SERVICE_TENTHS * peak + beyondTenths) / 10));
}

/** What must change before anything is deployed, each with its numbers. */
export function capacityFaults(plan: PoolPlan): string[] {
  const found = capacities(plan);
  return [
    ...found.filter(({ total }) => total === 0).map(({ operation }) => nowhere(operation, plan.allowedRegions)),
    ...timeoutFaults(plan),
    ...concurrencyFaults(plan, peakRate(found)),
  ];
}

/** What is odd and may be meant. */
export function capacityWarnings(plan: PoolPlan): string[] {
  return Object.entries(plan.groupRegions).flatMap(([group, regions]) => {
    const allowedRegions = regions.filter((region) => plan.allowedRegions.includes(region));
    const none = capacities({ ...plan, allowedRegions }).filter(({ total }) => total === 0);
    const names = none.map(({ operation }) => operation).join(", ");
    return names === "" ? [] : [`members of ${group} are never served ${names}: none of ${regions.join(", ")} has it`];
  });
}

/** One line an operation, for the preview, and one for the executions that they share. */
export function capacityReport(plan: PoolPlan): string[] {
  const operations = capacities(plan).map(({ operation, total, fixedSplit, regions }) => {
    const split = `a fixed split by the weights: ${rounded(fixedSplit)}`;
    return `${operation}: ${rounded(total)} calls a second over ${regions.join(", ")} (${split})`;
  });
  const { reservedConcurrency, accountConcurrency } = plan;
  const limit = accountConcurrency ?? "limit, which could not be looked up";
  return [...operations, `${reservedConcurrency} executions reserved out of the account's ${limit}, ${LESS_OTHERS}`];
}

function nowhere(operation: OperationName, allowed: readonly string[]): string {
  return `${operation} has a quota above 0 in none of the allowed Regions ${allowed.join(", ")}`;
}

function timeoutFaults({ waitSeconds, functionTimeoutSeconds }: PoolPlan): string[] {
  const work = waitSeconds + ATTEMPT_SECONDS;
  const faults: string[] = [];
  if (work > functionTimeoutSeconds - 1) {
    const sum = `${waitSeconds} s of waiting and ${ATTEMPT_SECONDS} s for the last attempt are ${work} s`;
    faults.push(`${sum}, and the function has ${functionTimeoutSeconds} s less one to answer in`);
  }
  if (functionTimeoutSeconds - 1 > GATEWAY_SECONDS) {
    faults.push(
      `the function may take ${functionTimeoutSeconds} s, and API Gateway gives up after ${GATEWAY_SECONDS} s`,
    );
  }
  return faults;
}

function concurrencyFaults(plan: PoolPlan, peak: number): string[] {
  const { waitSeconds, reservedConcurrency: reserved, accountConcurrency } = plan;
  const faults: string[] = [];
  const needed = neededConcurrency(peak, waitSeconds);
  if (needed > reserved) {
    const why = `${peak} calls a second, each waiting up to ${waitSeconds} s, need ${needed} executions at once`;
    faults.push(`${why}, and rekognitionReservedConcurrency is ${reserved}: raise it or lower rekognitionWaitSeconds`);
  }
  if (accountConcurrency === undefined) return faults;
  const left = accountConcurrency - Math.min(UNRESERVED_MINIMUM, accountConcurrency);
  if (reserved > left) {
    const why = `the account allows ${accountConcurrency} executions at once and keeps ${accountConcurrency - left} unreserved`;
    faults.push(`${why}: ${left} can be reserved, ${LESS_OTHERS}, and rekognitionReservedConcurrency is ${reserved}`);
  }
  return faults;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
