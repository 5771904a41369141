import { contains, overlaps, parseCidr, requireCidr } from "../addresses/cidr";
import { type TextFault, flag, integer, text } from "./key";
import { corporateAttachment } from "./corporate-attachment";
import { existingEndpoints } from "./places/existing-endpoints";
import { corporateSandbox } from "./places/corporate-sandbox";
import { existingVpc } from "./places/existing-vpc";
import { PRIVATE_RANGES } from "../addresses/private-ranges";
import { nearNetwork } from "./repair/near-network";
import { resourceId } from "./places/resource-id";
import { textList } from "./text-list";

/** Who is inside, and how the inside is laid out. */
export const NETWORK_KEYS = {
  corporateCidrs: textList({
    allowed: "IPv4 networks of the company, each written as its lowest address, with a prefix of 8 to 32",
    example: "10.10.0.0/16",
    fault: faultOfCorporateCidr,
    mend: (value) => [nearNetwork(value, { min: 8, max: 32 })],
  }),
  vpcCidr: text({
    default: "10.64.0.0/20",
    allowed:
      "one IPv4 network with a prefix of 16 to 24 inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, " +
      "apart from corporateCidrs and from 172.17.0.0/16",
    example: "10.64.0.0/20",
    fault: faultOfVpcCidr,
    mend: (value) => [nearNetwork(value, { min: 16, max: 24 })],
  }),
  availabilityZoneCount: integer({ min: 2, max: 3, default: 2, unit: "Availability Zones" }),
  existingVpc,
  existingEndpoints,
  existingResolverAddresses: textList({
    default: [],
    allowed: "IPv4 addresses of an inbound resolver in existingVpc; empty means that the stack makes one",
    example: "10.80.0.10",
    fault: (value) => (parseCidr(`${value}/32`) === undefined ? "is not an IPv4 address" : undefined),
  }),
  resolverRuleIds: textList({
    ...resourceId("rslvr-rr"),
    default: [],
    allowed:
      "ids of Route 53 Resolver rules of this account, or shared with it; not those that existingVpc has already",
  }),
  corporateAttachment,
  corporateSandbox,
  executeApiPrivateDns: flag(true),
};

const DOCKER_RANGE = requireCidr("172.17.0.0/16");
const NOT_A_NETWORK = "is not an IPv4 network address with a prefix";

function faultOfCorporateCidr(value: string): string | undefined {
  const cidr = parseCidr(value);
  if (cidr === undefined) return NOT_A_NETWORK;
  if (cidr.prefix === 0) return "is every address";
  return cidr.prefix < 8 ? "is wider than any company's network" : undefined;
}

function faultOfVpcCidr(value: string): ReturnType<TextFault> {
  const cidr = parseCidr(value);
  if (cidr === undefined) return NOT_A_NETWORK;
  if (cidr.prefix < 16) return "is wider than a VPC may be";
  if (cidr.prefix > 24) return "is too small for three zones of endpoints and functions";
  if (!PRIVATE_RANGES.some((range) => contains(range, cidr))) return "is not in a private range";
  // SageMaker's hosts run Docker there: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
  return overlaps(DOCKER_RANGE, cidr) ? "collides with the range that SageMaker's own hosts use" : undefined;
}
