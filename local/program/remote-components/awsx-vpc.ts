/**
 * A model of `awsx.ec2.Vpc` as the provider of awsx 3.9 makes it, for one kind of argument: named networks of public and isolated subnets,
 * without NAT gateways and endpoints. The package on npm is only the half that asks; the half that makes resources is a plugin of the CLI:
 * https://github.com/pulumi/pulumi-awsx/blob/e60adf3cf01f3ac03cc6bc846cdd0df320afed23/awsx/ec2/vpc.ts
 */
import { zoneNames } from "../outputs/availability-zones";
import type { Properties } from "../property-values";
import type { Child, MadeChild, RemoteComponent, RemoteModel, RemoteOutput } from "./model";
import { resourceReference } from "./resource-reference";

export const AWSX_MODELS: Readonly<Record<string, RemoteModel>> = { "awsx:ec2:Vpc": vpc };

type Make = (child: Child) => MadeChild;

interface SubnetSpec {
  readonly type: "Public" | "Isolated";
  readonly name?: string;
  /** One for each zone. */
  readonly cidrBlocks: readonly string[];
}

/** What one subnet spec becomes in one zone. */
interface Place {
  readonly subnet: MadeChild;
  readonly routeTable: MadeChild;
  readonly association: MadeChild;
  readonly route?: MadeChild;
  readonly isPublic: boolean;
}

const KNOWN = [
  "region",
  "cidrBlock",
  "numberOfAvailabilityZones",
  "enableDnsSupport",
  "enableDnsHostnames",
  "natGateways",
  "subnetStrategy",
  "subnetSpecs",
  "tags",
];

function vpc(component: RemoteComponent, make: Make): Record<string, RemoteOutput> {
  const { name, region, inputs } = component;
  refuseOthers(inputs);
  const tags = { Name: name, ...(inputs["tags"] as object | undefined) };
  const { cidrBlock, enableDnsSupport, enableDnsHostnames } = inputs;
  const dns = definedOnly({ enableDnsSupport, enableDnsHostnames });
  const network = make({
    type: "aws:ec2/vpc:Vpc",
    name,
    inputs: { region, cidrBlock, ...dns, tags },
    parent: component.urn,
  });
  const below = { parent: network.urn, dependsOn: [network.urn] };
  // Made whatever the subnets are: the provider says why in a comment.
  const internetGateway = make({
    type: "aws:ec2/internetGateway:InternetGateway",
    name,
    inputs: { region, vpcId: network.id, tags },
    ...below,
  });
  const zones = zoneNames(region).slice(0, Number(inputs["numberOfAvailabilityZones"]));
  const places = zones.flatMap((zone, index) =>
    inOrderOfType(inputs["subnetSpecs"] as readonly SubnetSpec[]).map((spec) =>
      placeOf({ component, make, network, internetGateway, tags, zone, index, spec }),
    ),
  );
  return outputsOf(network, internetGateway, places);
}

interface PlaceArgs {
  readonly component: RemoteComponent;
  readonly make: Make;
  readonly network: MadeChild;
  readonly internetGateway: MadeChild;
  readonly tags: object;
  readonly zone: string;
  readonly index: number;
  readonly spec: SubnetSpec;
}

function placeOf({ component, make, network, internetGateway, tags, zone, index, spec }: PlaceArgs): Place {
  const { region } = component;
  const isPublic = spec.type === "Public";
  const name = `${component.name}-${spec.name ?? spec.type.toLowerCase()}-${index + 1}`;
  const own = { ...tags, Name: name, SubnetType: spec.type };
  const child = (type: string, inputs: Properties, above: MadeChild) =>
    make({ type, name, inputs: { region, ...inputs }, parent: above.urn, dependsOn: [above.urn] });
  const subnet = child(
    "aws:ec2/subnet:Subnet",
    {
      vpcId: network.id,
      availabilityZone: zone,
      mapPublicIpOnLaunch: isPublic,
      cidrBlock: spec.cidrBlocks[index],
      assignIpv6AddressOnCreation: false,
      tags: own,
    },
    network,
  );
  const routeTable = child("aws:ec2/routeTable:RouteTable", { vpcId: network.id, tags: own }, subnet);
  const both = { routeTableId: routeTable.id, subnetId: subnet.id };
  const association = child("aws:ec2/routeTableAssociation:RouteTableAssociation", both, routeTable);
  if (!isPublic) return { subnet, routeTable, association, isPublic };
  const out = { routeTableId: routeTable.id, gatewayId: internetGateway.id, destinationCidrBlock: "0.0.0.0/0" };
  return { subnet, routeTable, association, route: child("aws:ec2/route:Route", out, routeTable), isPublic };
}

function outputsOf(network: MadeChild, internetGateway: MadeChild, places: readonly Place[]) {
  const references = (made: readonly MadeChild[]): RemoteOutput => ({ value: made.map(resourceReference), of: made });
  const ids = (made: readonly MadeChild[]): RemoteOutput => ({ value: made.map(({ id }) => id), of: made });
  const subnets = (isPublic: boolean) => places.filter((each) => each.isPublic === isPublic).map((each) => each.subnet);
  return {
    vpc: { value: resourceReference(network), of: [network] },
    vpcId: { value: network.id, of: [network] },
    internetGateway: { value: resourceReference(internetGateway), of: [internetGateway] },
    subnets: references(places.map(({ subnet }) => subnet)),
    publicSubnets: references(subnets(true)),
    publicSubnetIds: ids(subnets(true)),
    isolatedSubnets: references(subnets(false)),
    isolatedSubnetIds: ids(subnets(false)),
    routeTables: references(places.map(({ routeTable }) => routeTable)),
    routeTableAssociations: references(places.map(({ association }) => association)),
    routes: references(places.flatMap(({ route }) => route ?? [])),
    ...Object.fromEntries(NOT_MADE.map((key) => [key, { value: [], of: [] }])),
  };
}

const NOT_MADE = ["privateSubnets", "privateSubnetIds", "natGateways", "eips", "vpcEndpoints"];

/** @throws for what the provider would make something else of than is written above */
function refuseOthers(inputs: Properties): void {
  const others = Object.keys(inputs).filter((key) => !KNOWN.includes(key));
  if (others.length > 0) throw unknown(others.join(", "));
  const { natGateways, subnetStrategy, subnetSpecs, numberOfAvailabilityZones: zones } = inputs;
  if (JSON.stringify(natGateways) !== '{"strategy":"None"}') throw unknown("other natGateways than strategy None");
  // With named networks, "Auto" and "Exact" differ only in that the second refuses gaps.
  if (subnetStrategy !== "Auto") throw unknown("another subnetStrategy than Auto");
  if (typeof zones !== "number" || zones < 1 || zones > 3) throw unknown("numberOfAvailabilityZones from 1 to 3 only");
  if (!Array.isArray(subnetSpecs) || subnetSpecs.length === 0) throw unknown("no subnetSpecs");
  for (const spec of subnetSpecs as Properties[]) {
    const strange = Object.keys(spec).filter((key) => !["type", "name", "cidrBlocks"].includes(key));
    if (strange.length > 0) throw unknown(`${strange.join(", ")} of a subnet`);
    if (spec["type"] !== "Public" && spec["type"] !== "Isolated") throw unknown("private subnets");
    if (!Array.isArray(spec["cidrBlocks"]) || spec["cidrBlocks"].length !== zones)
      throw unknown("subnets without a network for each zone");
  }
}

function unknown(what: string): Error {
  return new Error(`local/program/remote-components/awsx-vpc.ts does not know what awsx makes of ${what}`);
}

/** Public before isolated, as the provider goes through them; the order of equal types stays. */
function inOrderOfType(specs: readonly SubnetSpec[]): SubnetSpec[] {
  const rank = ({ type }: SubnetSpec) => (type === "Public" ? 0 : 1);
  return [...specs].sort((one, other) => rank(one) - rank(other));
}

function definedOnly(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}
