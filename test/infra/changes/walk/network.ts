import { change, type ConfigChange, ENDPOINT, type Environment, PEERING, RULE, TRANSIT_GATEWAY, VPC } from "./standing";

const OTHER_GATEWAY = { ...TRANSIT_GATEWAY, transitGatewayId: "tgw-0fedcba9876543210" };
const PEERED_ANEW = "replaces VpcPeeringConnection";

const SANDBOX = { cidr: "10.10.0.0/24" };

const attachment = (from: Environment, what: string, value: object, effect: string) =>
  change("corporateAttachment", from, what, value, effect);

/** Who is inside, and how the inside is laid out. */
export const NETWORK: readonly ConfigChange[] = [
  change("corporateCidrs", "peered", "one more", ["10.10.0.0/16", "10.11.0.0/16", "10.12.0.0/16"], "in place"),
  change("corporateCidrs", "peered", "one less", ["10.10.0.0/16"], "deletes 2 Route, 4 SecurityGroupIngressRule"),
  change("corporateCidrs", "peered", "in another order", ["10.11.0.0/16", "10.10.0.0/16"], "in place"),
  change("vpcCidr", "studio", "another", "10.80.0.0/20", "refused: replaces Domain, 2 UserProfile, Vpc"),
  change("vpcCidr", "loose", "another, nothing kept", "10.80.0.0/20", "refused: replaces Domain, 2 UserProfile, Vpc"),
  change("availabilityZoneCount", "studio", "one more", 3, "in place"),
  change("availabilityZoneCount", "threeZones", "one less", 2, "refused"),
  change(
    "availabilityZoneCount",
    "existingDomain",
    "one less, without our own domain",
    2,
    "deletes RouteTable, RouteTableAssociation, Subnet",
  ),
  attachment("studio", "a peering", PEERING, "in place"),
  attachment("studio", "a Transit Gateway", TRANSIT_GATEWAY, "in place"),
  attachment("peered", "a Transit Gateway for a peering", TRANSIT_GATEWAY, "deletes VpcPeeringConnection"),
  attachment("attached", "a peering for a Transit Gateway", PEERING, "deletes VpcAttachment"),
  attachment("peered", "another peer", { ...PEERING, peerVpcId: "vpc-0fedcba9876543210" }, PEERED_ANEW),
  attachment("peered", "a peer's account", { ...PEERING, peerAccountId: "444455556666" }, PEERED_ANEW),
  attachment("peered", "a peer's Region", { ...PEERING, peerRegion: "eu-west-1" }, PEERED_ANEW),
  attachment("attached", "another Transit Gateway", OTHER_GATEWAY, "replaces VpcAttachment"),
  attachment("attached", "none any more", { kind: "none" }, "deletes 2 Route, VpcAttachment"),
  change("corporateSandbox", "loose", "one", SANDBOX, "in place"),
  change("corporateSandbox", "sandboxed", "none any more", {}, "deletes many"),
  change(
    "existingVpc",
    "studio",
    "one in place of our own",
    VPC,
    "refused: replaces Domain, 2 UserProfile; deletes Vpc",
  ),
  change("existingVpc", "existingNetwork", "none any more", {}, "refused: replaces Domain, 2 UserProfile", {
    existingEndpoints: {},
  }),
  change(
    "existingVpc",
    "existingNetwork",
    "one more subnet",
    { ...VPC, subnetIds: [...VPC.subnetIds, "subnet-0a1b2c3d4e5f60713"] },
    "in place",
  ),
  change(
    "existingEndpoints",
    "existingNetwork",
    "one more",
    { sts: ENDPOINT, studio: { id: "vpce-0a1b2c3d4e5f60712" } },
    "deletes SecurityGroup, 2 SecurityGroupIngressRule, VpcEndpoint",
  ),
  change("existingEndpoints", "existingNetwork", "one less", {}, "in place"),
  change(
    "existingResolverAddresses",
    "existingNetwork",
    "one that is there",
    ["10.64.0.10", "10.64.4.10"],
    "deletes ResolverEndpoint, SecurityGroup, 2 SecurityGroupIngressRule",
  ),
  change("resolverRuleIds", "studio", "one", [RULE], "in place"),
  change("resolverRuleIds", "ruled", "another", ["rslvr-rr-0fedcba9876543210"], "deletes ResolverRuleAssociation"),
  change("executeApiPrivateDns", "studio", "off", false, "in place"),
  change(
    "aws:region",
    "studio",
    "another",
    "eu-west-1",
    "refused: replaces Domain, UserGroup, UserPool, 2 UserProfile, Vpc",
  ),
];
