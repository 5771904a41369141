/** AWS's default quotas by Region, from the operations' records: what the program falls back on when AWS cannot be asked. */
import { OPERATION_NAMES, type OperationName, OPERATIONS } from "../../functions/pool/operations";
import { REKOGNITION_REGIONS, type RekognitionRegionName } from "../../functions/pool/operations/regional-quotas";

export { QUOTAS_AS_OF, REKOGNITION_REGIONS } from "../../functions/pool/operations/regional-quotas";

/** Calls a second; an operation that a Region does not have is absent. */
export type Quotas = Readonly<Partial<Record<OperationName, number>>>;

export function hasRekognition(region: string): region is RekognitionRegionName {
  return REKOGNITION_REGIONS.some((known) => known === region);
}

/** Calls a second; 0 where the Region does not have the operation, or no Rekognition at all. */
export function defaultQuota(region: string, operation: OperationName): number {
  return hasRekognition(region) ? OPERATIONS[operation].defaultQuotas[region] : 0;
}

/** Undefined for a Region without Rekognition. */
export function defaultQuotas(region: string): Quotas | undefined {
  if (!hasRekognition(region)) return undefined;
  return Object.fromEntries(operationsIn(region, OPERATION_NAMES).map((name) => [name, defaultQuota(region, name)]));
}

/** The operations that exist in a Region, out of those given. */
export function operationsIn(region: string, operations: readonly OperationName[]): OperationName[] {
  return operations.filter((operation) => defaultQuota(region, operation) > 0);
}
