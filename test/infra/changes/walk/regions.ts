import { change, type Config, type ConfigChange, type Environment, HOME, IRELAND, REGIONS, VIRGINIA } from "./standing";

const LONDON = { region: "eu-west-2", cidr: "10.67.0.0/24" };

/** The network of a Region that leaves the list, its endpoint, and what leads there. */
const NETWORK_THERE =
  "SecurityGroupIngressRule, 2 Subnet, Vpc, VpcEndpoint, VpcPeeringConnection, VpcPeeringConnectionAccepter";
const TABLES_THERE = "2 RouteTable, 2 RouteTableAssociation, SecurityGroup";

/** In a network that keeps its addresses: what moves with the zones of its subnets. */
const MOVED = "replaces 2 RouteTableAssociation, 2 Subnet, VpcEndpoint";

const pool = (what: string, regions: readonly object[], effect: string, others?: Config) =>
  change("rekognitionRegions", "pool", what, regions, effect, others);
const none = (from: Environment, what: string, effect: string) =>
  change("rekognitionRegions", from, what, [], effect, { rekognitionGroupRegions: {} });

/** Which Regions make the pool, and each member of an entry. */
export const POOL_REGIONS: readonly ConfigChange[] = [
  change("rekognitionRegions", "studio", "a first one", [HOME], "replaces Deployment"),
  pool("one more", [...REGIONS, LONDON], "in place"),
  change(
    "rekognitionRegions",
    "fourRegions",
    "one less",
    REGIONS,
    `deletes DefaultSecurityGroup, 2 RolePolicy, 4 Route, ${TABLES_THERE}, SecurityGroupEgressRule, ${NETWORK_THERE}`,
  ),
  pool(
    "without the home Region",
    [IRELAND, VIRGINIA],
    "deletes 2 RolePolicy, SecurityGroup, SecurityGroupEgressRule, SecurityGroupIngressRule, VpcEndpoint",
    { rekognitionGroupRegions: { "eu-only": ["eu-west-1"] } },
  ),
  pool("in another order", [VIRGINIA, HOME, IRELAND], "in place"),
  pool(
    "another cidr",
    [HOME, { ...IRELAND, cidr: "10.75.0.0/24" }, VIRGINIA],
    `replaces DefaultSecurityGroup, 2 Route, ${TABLES_THERE}, ${NETWORK_THERE}; deletes 2 Route, SecurityGroupEgressRule`,
  ),
  // The routes there and the ways out stay, with other targets: nothing of the home Region is among these.
  pool(
    "two cidrs traded",
    [HOME, { ...IRELAND, cidr: "10.66.0.0/24" }, { ...VIRGINIA, cidr: "10.65.0.0/24" }],
    "replaces 2 DefaultSecurityGroup, 4 Route, 4 RouteTable, 4 RouteTableAssociation, 2 SecurityGroup, " +
      "2 SecurityGroupIngressRule, 4 Subnet, 2 Vpc, 2 VpcEndpoint, 2 VpcPeeringConnection, 2 VpcPeeringConnectionAccepter",
  ),
  pool(
    "a cidr handed on",
    [HOME, IRELAND, { ...LONDON, cidr: "10.66.0.0/24" }],
    `deletes DefaultSecurityGroup, 2 RolePolicy, 2 Route, ${TABLES_THERE}, ${NETWORK_THERE}`,
  ),
  pool("another weight", [HOME, { ...IRELAND, weight: 20 }, VIRGINIA], "in place"),
  pool("another quota", [HOME, { ...IRELAND, quotas: { DetectLabels: 20 } }, VIRGINIA], "in place"),
  pool(
    "another zone",
    [HOME, IRELAND, { ...VIRGINIA, zones: ["us-east-1b", "us-east-1d"] }],
    "replaces RouteTableAssociation, Subnet, VpcEndpoint",
  ),
  pool("one more zone", [HOME, IRELAND, { ...VIRGINIA, zones: [...VIRGINIA.zones, "us-east-1d"] }], "in place"),
  pool("zones in another order", [HOME, IRELAND, { ...VIRGINIA, zones: [...VIRGINIA.zones].reverse() }], MOVED),
  pool("zones no longer named", [HOME, IRELAND, { region: "us-east-1", cidr: "10.66.0.0/24" }], "in place"),
  pool("zones named, others than found", [HOME, { ...IRELAND, zones: ["eu-west-1b", "eu-west-1c"] }, VIRGINIA], MOVED),
  none("pool", "none any more", "refused: deletes 2 Queue, Table, 2 UserGroup; leaves Bucket"),
  none(
    "loose",
    "none any more, unprotected",
    "replaces Deployment; deletes Bucket, 2 Queue, Table, 2 UserGroup and others",
  ),
];
