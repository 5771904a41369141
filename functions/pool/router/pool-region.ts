import type { OperationName } from "../operations";

/** One Region of the pool. */
export interface PoolRegion {
  readonly region: string;
  /** Calls per second this account may make there. No entry, or 0: the operation does not exist there. */
  readonly quotas: Readonly<Partial<Record<OperationName, number>>>;
  /** Replaces the quota as the draw's weight, for every operation. 0 keeps the Region for when all others refuse. */
  readonly weight?: number;
}

/** Where one request may go: the Region and its weight in the draw, for the operation at hand. */
export interface Candidate {
  readonly region: string;
  readonly weight: number;
}

/**
 * The Regions that have the operation and lie within the caller's walls. Nothing later widens this list: what is not in it is
 * never called, however loaded the rest is.
 *
 * @param allowed  the caller's residency list; undefined allows the whole pool, an empty list nothing
 * @param pinned   the one Region a Regional ARN in the request belongs to
 */
export function eligibleRegions(
  pool: readonly PoolRegion[],
  operation: OperationName,
  allowed?: readonly string[],
  pinned?: string,
): Candidate[] {
  return pool
    .filter(({ region }) => allowed === undefined || allowed.includes(region))
    .filter(({ region }) => pinned === undefined || region === pinned)
    .map(({ region, quotas, weight }) => ({ region, quota: quotas[operation] ?? 0, weight }))
    .filter(({ quota }) => quota > 0)
    .map(({ region, quota, weight }) => ({ region, weight: weight ?? quota }));
}
