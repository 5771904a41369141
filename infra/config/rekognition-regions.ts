import { OPERATION_NAMES, type OperationName } from "../../functions/pool/operations";
import { contains, parseCidr } from "../addresses/cidr";
import { hasRekognition, operationsIn, type Quotas, REKOGNITION_REGIONS } from "../rekognition/default-quotas";
import { nearRegion } from "../known-regions";
import { type Fault, faultOfText, type Key, type TextRule } from "./key";
import { PRIVATE_RANGES } from "../addresses/private-ranges";
import { faultOfStranger } from "./repair/misspelt-field";
import { nearNetwork } from "./repair/near-network";
import { settingsOf } from "./repair/settings-of";

/** One Region of the pool. */
export interface RekognitionRegion {
  readonly region: string;
  /** Network of the small VPC that holds the Region's endpoint. The home Region has none: its endpoint is in the gateway's own VPC. */
  readonly cidr?: string;
  /** Replaces the quota as the weight of the draw, for every operation. */
  readonly weight?: number;
  /** Calls a second, in place of what AWS answers; 0 takes an operation out of use there. */
  readonly quotas?: Quotas;
  /** Availability Zones by name, two to four, in place of the first two that AWS offers the endpoint in. */
  readonly zones?: readonly string[];
}

const CIDR: TextRule = {
  fault: faultOfCidr,
  mend: (value) => [nearNetwork(value, { min: 20, max: 26 })],
  example: "10.65.0.0/24",
};

type Check = (value: unknown, at: string, region: string) => Fault[];

const FIELDS: Readonly<Record<string, Check>> = {
  region: () => [],
  cidr: (value, at) => {
    return faultOfText(value, at, CIDR);
  },
  weight: (value, at) => (isRate(value) && value > 0 ? [] : [faultOfNumber(value, at, "is not a number above 0")]),
  quotas: faultsOfQuotas,
  zones: (value, at, region) => {
    const isList =
      Array.isArray(value) && value.length >= 2 && value.length <= 4 && new Set(value).size === value.length;
    // Local Zones and Wavelength Zones have longer names, and no endpoints.
    const isZone = (zone: unknown) =>
      typeof zone === "string" && zone.startsWith(region) && zone.length === region.length + 1;
    const isGood = isList && value.every(isZone);
    const fault = "is not a list of two to four Availability Zones of this Region";
    return isGood ? [] : [{ at, found: value, fault, remove: true }];
  },
};

export const rekognitionRegions: Key<readonly RekognitionRegion[]> = {
  type: "array",
  items: "object",
  default: [],
  allowed:
    "Regions with Rekognition Image as {region, cidr?, weight?, quotas?, zones?}, each once: cidr (a private network with a prefix " +
    "of 20 to 26, required outside the home Region), weight above 0, quotas {operation: calls a second}",
  example: { at: "[0].region", value: "eu-central-1" },
  faultsOf: (value) => {
    if (!Array.isArray(value)) return [{ at: "", found: value, fault: "is not a list", ...regionsIn([value].flat()) }];
    if (value.some((entry) => typeof entry === "string")) {
      const fault = "holds a name where {region: name} belongs";
      return [{ at: "", found: value, fault, ...regionsIn(value) }];
    }
    const names = value.map((entry) => entriesOf(entry)?.get("region"));
    return value.flatMap((entry: unknown, index) => {
      const twin = names.indexOf(names[index]) < index;
      const fault = "is listed twice: a Region has exactly one caller";
      if (twin && names[index] !== undefined)
        return [{ at: `[${index}]`, found: names[index], fault, remove: true } as const];
      return faultsOfEntry(entry, `[${index}]`);
    });
  },
};

/** Names of Regions as the objects that belong there. */
function regionsIn(entries: readonly unknown[]): Pick<Fault, "fix"> {
  const whole = entries.map((entry) => {
    const near = typeof entry === "string" ? nearRegion(entry, REKOGNITION_REGIONS) : undefined;
    return near === undefined ? entry : { region: near };
  });
  const isWhole = whole.every((entry) => entriesOf(entry)?.has("region"));
  return isWhole ? { fix: [{ at: "" }, ...settingsOf(whole)] } : {};
}

function faultsOfEntry(entry: unknown, at: string): Fault[] {
  const fields = entriesOf(entry);
  if (fields === undefined) return [{ at, found: entry, fault: "is not a Region's settings", remove: true }];
  const region = fields.get("region");
  if (typeof region !== "string" || !hasRekognition(region)) {
    const near = typeof region === "string" ? nearRegion(region, REKOGNITION_REGIONS) : undefined;
    const fault = "is not a Region that has Rekognition Image, as far as is known here";
    return [{ at: `${at}.region`, found: region, fault, fix: near ?? "eu-central-1" }];
  }
  const free = Object.keys(FIELDS).filter((name) => !fields.has(name));
  return [...fields].flatMap(([name, found]): Fault[] => {
    const check = FIELDS[name];
    if (check !== undefined) return check(found, `${at}.${name}`, region);
    return [faultOfStranger({ at, name, found, free, where: "of a Region" })];
  });
}

function faultsOfQuotas(value: unknown, at: string, region: string): Fault[] {
  const quotas = entriesOf(value);
  if (quotas === undefined) return [{ at, found: value, fault: "is not a map of operations", remove: true }];
  const free = operationsIn(region, OPERATION_NAMES).filter((name) => !quotas.has(name));
  return [...quotas].flatMap(([name, quota]): Fault[] => {
    const place = `${at}.${name}`;
    if (!isOperation(name)) return [faultOfStranger({ at, name, found: quota, free, where: "of the operations" })];
    if (operationsIn(region, [name]).length === 0) {
      return [{ at: place, found: quota, fault: `is for an operation that ${region} does not have`, remove: true }];
    }
    const fault = "is not a number of calls a second, 0 or more";
    return isRate(quota) ? [] : [faultOfNumber(quota, place, fault)];
  });
}

function faultOfCidr(value: string): string | undefined {
  const cidr = parseCidr(value);
  if (cidr === undefined) return "is not an IPv4 network address with a prefix";
  // AWS keeps five addresses of every subnet, and a subnet is a quarter of the VPC: /26 leaves eleven.
  if (cidr.prefix < 20 || cidr.prefix > 26) return "is too large or too small for two subnets with one endpoint";
  return PRIVATE_RANGES.some((range) => contains(range, cidr)) ? undefined : "is not in a private range";
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map<string, unknown>(Object.entries(value));
}

function isOperation(name: string): name is OperationName {
  return OPERATION_NAMES.some((known) => known === name);
}

function isRate(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

/** A number in quotes only has to lose them. */
function faultOfNumber(value: unknown, at: string, fault: string): Fault {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  const found = printable(value);
  return Number.isFinite(number) && number > 0 ? { at, found, fault, fix: number } : { at, found, fault, remove: true };
}

/** JSON has no NaN: it would be printed as null. */
function printable(value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
