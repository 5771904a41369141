import { OPERATION_NAMES, type OperationName } from "../../../functions/pool/operations";
import type { RegionFault } from "./faults";
import { TokenBucket } from "./token-bucket";

/** Calls a second; an operation that the Region does not have is absent or 0. */
export type Quotas = Readonly<Partial<Record<OperationName, number>>>;

/** How one operation of a Region stands. */
export interface OperationState {
  readonly operation: OperationName;
  readonly quota: number;
  /** Calls that would pass now. */
  readonly tokens: number;
  /** Since the start. */
  readonly answered: number;
  readonly throttled: number;
}

export interface RegionState {
  readonly region: string;
  readonly fault?: RegionFault;
  readonly operations: readonly OperationState[];
  /** Calls since the start: answered, over the quota, and ended in any other way. */
  readonly answered: number;
  readonly throttled: number;
  readonly failed: number;
}

export type Ending = "answered" | "throttled" | "failed";

/** The share of the quotas that is ours while another tenant eats the rest. */
const SHARE_BESIDE_A_TENANT = 0.5;

/** Rekognition in one Region: a bucket for each operation, as the account's quotas have it, and perhaps a fault. */
export class RekognitionRegion {
  /** Absent: healthy. */
  fault: RegionFault | undefined;
  private readonly buckets: ReadonlyMap<OperationName, TokenBucket>;
  private readonly endings = new Map<string, number>();

  constructor(
    readonly name: string,
    quotas: Quotas,
    now: () => number = () => performance.now(),
  ) {
    const existing = OPERATION_NAMES.filter((operation) => (quotas[operation] ?? 0) > 0);
    this.buckets = new Map(existing.map((operation) => [operation, new TokenBucket(quotas[operation] ?? 0, now)]));
  }

  has(operation: OperationName): boolean {
    return this.buckets.has(operation);
  }

  /** @returns false when the call is over the quota */
  admit(operation: OperationName): boolean {
    return this.buckets.get(operation)?.take(this.share()) ?? false;
  }

  /** @param operation absent when the call came to nothing before it was read */
  count(ending: Ending, operation?: OperationName): void {
    for (const key of [ending, `${ending} ${operation ?? ""}`]) this.endings.set(key, this.counted(key) + 1);
  }

  state(): RegionState {
    return {
      region: this.name,
      ...(this.fault && { fault: this.fault }),
      operations: [...this.buckets].map(([operation, bucket]) => ({
        operation,
        quota: bucket.perSecond,
        tokens: bucket.level(this.share()),
        answered: this.counted(`answered ${operation}`),
        throttled: this.counted(`throttled ${operation}`),
      })),
      answered: this.counted("answered"),
      throttled: this.counted("throttled"),
      failed: this.counted("failed"),
    };
  }

  private share(): number {
    return this.fault === "tenant" ? SHARE_BESIDE_A_TENANT : 1;
  }

  private counted(key: string): number {
    return this.endings.get(key) ?? 0;
  }
}
