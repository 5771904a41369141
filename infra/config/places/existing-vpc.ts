import { faultsOfMembers, isObject } from "../identity/members";
import type { Key } from "../key";
import { textList } from "../text-list";
import { resourceId, resourceIdMember } from "./resource-id";

/** A VPC that was there before. The program changes neither it nor its subnets. */
export interface ExistingVpc {
  readonly vpcId: string;
  /** Two or three, each in a zone of its own. */
  readonly subnetIds: readonly string[];
  /** Where the program may add routes: gateway endpoints, other Regions of the pool, corporateAttachment. Absent: none are needed. */
  readonly routeTableIds?: readonly string[];
}

const SUBNETS = listOf("subnet", "subnets of that VPC");
const MEMBERS = {
  vpcId: { key: resourceIdMember("vpc"), isRequired: true },
  subnetIds: { key: { ...SUBNETS, faultsOf: faultsOfSubnets }, isRequired: true },
  routeTableIds: { key: listOf("rtb", "route tables of that VPC") },
};

/** All that is needed where nothing usable is found. */
const WHOLE = [
  { at: ".vpcId", value: resourceId("vpc").example },
  { at: ".subnetIds[0]", value: resourceId("subnet").example },
  { at: ".subnetIds[1]", value: "subnet-0fedcba9876543210" },
  { at: ".routeTableIds[0]", value: resourceId("rtb").example },
];

/** `{}`: the stack makes a VPC of its own. */
export const existingVpc: Key<ExistingVpc | Readonly<Record<string, never>>> = {
  type: "object",
  default: {},
  allowed:
    "{vpcId, subnetIds, routeTableIds?}: two or three subnets in zones of their own, and the route tables in which routes may be added; or {}",
  example: { at: ".vpcId", value: "vpc-0123456789abcdef0" },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object", fix: WHOLE }];
    return Object.keys(value).length === 0 ? [] : faultsOfMembers(value, MEMBERS, "of an existing VPC");
  },
};

/** The VPC of config, if it names one. */
export function vpcOf(value: ExistingVpc | Readonly<Record<string, never>> | undefined): ExistingVpc | undefined {
  return value !== undefined && "vpcId" in value ? (value as ExistingVpc) : undefined;
}

function listOf(prefix: string, what: string): Key<readonly string[]> {
  return textList({ ...resourceId(prefix), allowed: what });
}

/** One zone would be no spread, and four are more than anything here uses. */
function faultsOfSubnets(value: unknown) {
  const faults = SUBNETS.faultsOf(value);
  if (faults.length > 0 || !Array.isArray(value)) return faults;
  if (value.length < 2) {
    const fault = "is one subnet; endpoints and functions need two zones";
    return [{ at: "", found: value, fault, fix: [{ at: "[1]", value: "subnet-0fedcba9876543210" }] }];
  }
  return value.slice(3).map((found: unknown, index) => {
    return {
      at: `[${index + 3}]`,
      found,
      fault: "is one subnet more than the three that are used",
      remove: true,
    } as const;
  });
}
