/** AWS's default quotas of Rekognition Image by Region: what the program falls back on when AWS cannot be asked. Pure, no Pulumi. */
import { OPERATION_NAMES, type OperationName } from "../../functions/pool/operations/operation-name";

/** The day the table was read. https://docs.aws.amazon.com/general/latest/gr/rekognition.html */
export const QUOTAS_AS_OF = "2026-11-22";

/** Calls a second; an operation that a Region does not have is absent. */
export type Quotas = Readonly<Partial<Record<OperationName, number>>>;

const LARGE = quotas(100, 50);
const USUAL = quotas(25, 5);

const REGIONS: Readonly<Record<string, Quotas>> = {
  "us-east-1": LARGE,
  "us-west-2": LARGE,
  "eu-west-1": LARGE,
  "us-east-2": USUAL,
  "us-west-1": USUAL,
  "ap-south-1": USUAL,
  "ap-northeast-1": USUAL,
  "ap-northeast-2": USUAL,
  "ap-southeast-1": USUAL,
  "ap-southeast-2": USUAL,
  "ap-southeast-5": USUAL,
  "ap-southeast-7": USUAL,
  "eu-central-1": USUAL,
  "eu-south-2": USUAL,
  "eu-west-2": USUAL,
  "sa-east-1": USUAL,
  "ca-central-1": { CompareFaces: 25, DetectFaces: 25 },
  "il-central-1": without(USUAL, ["RecognizeCelebrities", "DetectProtectiveEquipment"]),
  "us-gov-west-1": USUAL,
};

/** Regions that have Rekognition Image, in no particular order. */
export const REKOGNITION_REGIONS: readonly string[] = Object.keys(REGIONS);

/** Undefined for a Region without Rekognition. */
export function defaultQuotas(region: string): Quotas | undefined {
  return REGIONS[region];
}

/** The operations that exist in a Region, out of those given. */
export function operationsIn(region: string, operations: readonly OperationName[]): OperationName[] {
  const known = REGIONS[region] ?? {};
  return operations.filter((operation) => operation in known);
}

/** Three groups of operations share a default; protective equipment has 5 everywhere. */
function quotas(faces: number, others: number): Quotas {
  const value = (operation: OperationName): number => {
    if (operation === "DetectProtectiveEquipment") return 5;
    return operation === "CompareFaces" || operation === "DetectFaces" ? faces : others;
  };
  return Object.fromEntries(OPERATION_NAMES.map((operation) => [operation, value(operation)]));
}

function without(all: Quotas, missing: readonly OperationName[]): Quotas {
  return Object.fromEntries(OPERATION_NAMES.filter((name) => !missing.includes(name)).map((name) => [name, all[name]]));
}
