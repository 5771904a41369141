/**
 * What stands before the program does. On the laptop AWS cannot be asked, so the answers are what config says of it, filled in where it
 * says nothing: subnets are equal parts of `vpcCidr`, one a zone; route tables serve all of them; an endpoint is available, wears a group of
 * its own and has private DNS, unless it stands in a hub. Only an endpoint's policy is never made up: without a text in config it is unknown.
 */
import { formatCidr, parseCidr, splitCidr } from "../../../infra/addresses/cidr";
import { endpointServiceName, type EndpointService } from "../../../infra/partition";
import { type Properties, textOr } from "../property-values";
import { zoneIdOf, zoneNames } from "./availability-zones";
import { type ExistingPlaces, NothingThere, type StandingEndpoint } from "./existing-places";
import type { Existing } from "./model";
import { ACCOUNT, hex, letters, partitionOf } from "./identifiers";
import { prefixListId, serviceNames } from "./service-names";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export function vpcAnswer({ vpc }: ExistingPlaces, args: Properties, region: string): Properties {
  if (vpc === undefined || vpc.id !== args["id"]) throw new NothingThere("no matching EC2 VPC found");
  const cidrBlockAssociations = [
    { associationId: `vpc-cidr-assoc-0${hex(vpc.id, 16)}`, cidrBlock: vpc.cidr, state: "associated" },
  ];
  const dns = { enableDnsSupport: true, enableDnsHostnames: true };
  return {
    ...args,
    ...common(region, `vpc/${vpc.id}`),
    cidrBlock: vpc.cidr,
    cidrBlockAssociations,
    ...dns,
    state: "available",
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export function subnetAnswer({ vpc }: ExistingPlaces, args: Properties, region: string): Properties {
  const index = vpc?.subnetIds.findIndex((id) => id === args["id"]) ?? -1;
  const whole = parseCidr(vpc?.cidr ?? "");
  if (vpc === undefined || index < 0 || whole === undefined) throw new NothingThere("no matching EC2 Subnet found");
  const part = splitCidr(whole, 4)[index] ?? whole;
  const zone = zoneNames(region)[index] ?? `${region}a`;
  const where = {
    vpcId: vpc.id,
    cidrBlock: formatCidr(part),
    availabilityZone: zone,
    availabilityZoneId: zoneIdOf(zone),
  };
  return { ...args, ...common(region, `subnet/${String(args["id"])}`), ...where, state: "available" };
}

/** The subnet as a resource of the program would be known, for what is made in it. */
export function standingSubnet(places: ExistingPlaces, id: unknown, region: string): Existing | undefined {
  if (!places.vpc?.subnetIds.some((known) => known === id)) return undefined;
  return { urn: "", outputs: subnetAnswer(places, { id }, region) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export function routeTableAnswer({ vpc }: ExistingPlaces, args: Properties, region: string): Properties {
  const id = textOr(args["routeTableId"], "");
  if (vpc === undefined || !vpc.routeTableIds.includes(id)) throw new NothingThere("no matching EC2 Route Table found");
  const associations = vpc.subnetIds.map((subnetId) => ({
    main: false,
    routeTableAssociationId: `rtbassoc-0${hex(`${id}/${subnetId}`, 16)}`,
    routeTableId: id,
    subnetId,
    gatewayId: "",
  }));
  return {
    ...args,
    ...common(region, `route-table/${id}`),
    id,
    vpcId: vpc.id,
    associations,
    routes: [],
    gatewayId: "",
    subnetId: "",
  };
}

/** A rule is about the company's own zone, whatever its id. https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverRule.html */
export function resolverRuleAnswer(_: ExistingPlaces, args: Properties, region: string): Properties {
  const id = textOr(args["resolverRuleId"], "");
  const arn = `arn:${partitionOf(region)}:route53resolver:${region}:${ACCOUNT}:resolver-rule/${id}`;
  return {
    ...args,
    id,
    arn,
    region,
    name: id,
    domainName: "corp.example.",
    ruleType: "FORWARD",
    ownerId: ACCOUNT,
    shareStatus: "NOT_SHARED",
    resolverEndpointId: `rslvr-out-${hex(id, 17)}`,
    targetIps: [{ ip: "10.10.0.53", ipv6: "", port: 53, protocol: "Do53" }],
    tags: {},
  };
}

/** By id, or by VPC, service and type. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
export function endpointAnswer(places: ExistingPlaces, args: Properties, region: string): Properties {
  const answers = places.endpoints.map((endpoint) => describe(places, endpoint, region));
  const asked = ["id", "vpcId", "serviceName", "vpcEndpointType"].filter((key) => args[key] !== undefined);
  const found = answers.find((answer) => asked.every((key) => answer[key] === args[key]));
  if (found === undefined) throw new NothingThere("no matching EC2 VPC Endpoint found");
  return { ...args, ...found };
}

function describe(
  { vpc }: ExistingPlaces,
  { id, service, hubId, policy, hasPrivateDns }: StandingEndpoint,
  region: string,
): Properties {
  const isGateway = service === "s3" || service === "dynamodb";
  const vpcEndpointType = isGateway ? "Gateway" : "Interface";
  const serviceName = endpointServiceName(region, service as EndpointService, vpcEndpointType);
  const subnets = isGateway || hubId !== undefined ? [] : (vpc?.subnetIds ?? []);
  return {
    ...common(region, `vpc-endpoint/${id}`),
    id,
    vpcId: hubId ?? vpc?.id ?? "",
    serviceName,
    serviceRegion: region,
    vpcEndpointType,
    state: "available",
    requesterManaged: false,
    ipAddressType: "ipv4",
    privateDnsEnabled: !isGateway && hasPrivateDns,
    routeTableIds: isGateway ? (vpc?.routeTableIds ?? []) : [],
    subnetIds: subnets,
    networkInterfaceIds: subnets.map((subnet) => `eni-0${hex(`${id}/${subnet}`, 16)}`),
    securityGroupIds: isGateway ? [] : [`sg-0${hex(`${id}/group`, 16)}`],
    prefixListId: isGateway ? prefixListId(region, serviceName) : "",
    dnsEntries: isGateway ? [] : dnsEntries(id, serviceName, region, hasPrivateDns),
    ...(policy !== undefined && { policy }),
    tags: {},
  };
}

function dnsEntries(id: string, serviceName: string, region: string, hasPrivateDns: boolean) {
  const { own, names } = serviceNames(region, serviceName);
  const hostedZoneId = (seed: string) => `Z${letters(seed, 20).toUpperCase()}`;
  const dnsNames = [`${id}-${letters(id, 8)}.${own}`, ...(hasPrivateDns ? names : [])];
  return dnsNames.map((dnsName) => ({ dnsName, hostedZoneId: hostedZoneId(`${id}/${dnsName}`) }));
}

function common(region: string, path: string): Properties {
  return { region, ownerId: ACCOUNT, arn: `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT}:${path}`, tags: {} };
}
