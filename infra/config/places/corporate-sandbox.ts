import { contains, parseCidr } from "../../addresses/cidr";
import { PRIVATE_RANGES } from "../../addresses/private-ranges";
import { faultsOfMembers, isObject, textMember } from "../identity/members";
import type { Key } from "../key";
import { nearNetwork } from "../repair/near-network";

/** A stand-in for an office: a network with a DNS server and a workstation, for a stack that no company's network reaches. */
export interface CorporateSandbox {
  /** IPv4 network of its VPC, /20 to /28, inside one of corporateCidrs: what an office may reach, it may reach. */
  readonly cidr: string;
}

const PREFIXES = { min: 20, max: 28 };
const EXAMPLE = "10.10.0.0/24";

const MEMBERS = {
  cidr: {
    key: textMember({ example: EXAMPLE, fault: faultOf, mend: (value) => [nearNetwork(value, PREFIXES)] }),
    isRequired: true,
  },
};

/** `{}`: there is none. */
export const corporateSandbox: Key<CorporateSandbox | Readonly<Record<string, never>>> = {
  type: "object",
  default: {},
  allowed:
    "{cidr}: a network of /20 to /28 inside one of corporateCidrs, with deletionProtection off and without corporateAttachment; or {}",
  example: { at: ".cidr", value: EXAMPLE },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    return Object.keys(value).length === 0 ? [] : faultsOfMembers(value, MEMBERS, "of a corporate sandbox");
  },
};

/** The sandbox of config, if it names one. */
export function sandboxOf(
  value: CorporateSandbox | Readonly<Record<string, never>> | undefined,
): CorporateSandbox | undefined {
  return value !== undefined && "cidr" in value ? (value as CorporateSandbox) : undefined;
}

function faultOf(value: string): string | undefined {
  const cidr = parseCidr(value);
  if (cidr === undefined) return "is not an IPv4 network address with a prefix";
  if (cidr.prefix < PREFIXES.min) return "is wider than a network of two machines needs to be";
  if (cidr.prefix > PREFIXES.max) return "is smaller than a VPC may be";
  return PRIVATE_RANGES.some((range) => contains(range, cidr)) ? undefined : "is not in a private range";
}
