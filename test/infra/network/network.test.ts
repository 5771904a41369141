import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { byType, children, type Graph, type GraphResource, one } from "../../../local/program/graph";

const root = path.resolve(__dirname, "../../..");
const folder = path.join(root, "build/test/network");
let graph: Graph;

beforeAll(() => {
  buildSync({
    absWorkingDir: root,
    entryPoints: ["two-networks", "run"].map((name) => `test/infra/network/fixtures/${name}.ts`),
    outdir: folder,
    bundle: true,
    packages: "external",
    sourcemap: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  const file = path.join(folder, "graph.json");
  execFileSync(process.execPath, [path.join(folder, "run.js"), root, path.join(folder, "two-networks.js"), file]);
  graph = JSON.parse(fs.readFileSync(file, "utf8")) as Graph;
});

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

function named(type: string, prefix: string): GraphResource[] {
  return byType(graph, type).filter(({ name }) => name.startsWith(prefix));
}

function the(type: string, name: string): GraphResource {
  return one(graph, type, (resource) => resource.name === name, `named ${name}`);
}

/** Who may enter, by the rules' names without the endpoint's own. */
function callersOf(endpoint: string): string[] {
  return named(INGRESS, `${endpoint}-from-`).map(({ name }) => name.replace(`${endpoint}-from-`, ""));
}

test("nothing in the network leads to the internet", () => {
  const ways = /internetGateway|natGateway|egressOnly|eip|carrierGateway|vpnGateway/i;
  expect(graph.resources.map(({ type }) => type).filter((type) => ways.test(type))).toEqual([]);
  const targets = byType(graph, "aws:ec2/route:Route").map(({ inputs }) => inputs["destinationCidrBlock"]);
  expect(new Set(targets)).toEqual(new Set(["10.10.0.0/16", "10.11.0.0/16"]));
});

test("the VPC resolves private names, and its default security group admits nothing", () => {
  expect(the("aws:ec2/vpc:Vpc", "full-vpc").inputs).toMatchObject({
    cidrBlock: "10.64.0.0/20",
    enableDnsSupport: true,
    enableDnsHostnames: true,
  });
  const group = the("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "full-default-group");
  expect(group.inputs).toMatchObject({ ingress: [], egress: [] });
});

test.each([
  ["full", ["10.64.0.0/22", "10.64.4.0/22"]],
  ["bare", ["10.64.16.0/26", "10.64.16.64/26", "10.64.16.128/26"]],
])("%s has one subnet with a route table of its own in each zone", (name, cidrs) => {
  const subnets = named("aws:ec2/subnet:Subnet", `${name}-subnet-`);
  expect(subnets.map(({ inputs }) => inputs["cidrBlock"])).toEqual(cidrs);
  const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"].slice(0, cidrs.length);
  expect(subnets.map(({ inputs }) => inputs["availabilityZone"])).toEqual(zones);
  for (const subnet of subnets) expect(subnet.options).toMatchObject({ ignoreChanges: ["availabilityZone"] });
  expect(named("aws:ec2/routeTable:RouteTable", `${name}-routes-`)).toHaveLength(cidrs.length);
  expect(named("aws:ec2/routeTableAssociation:RouteTableAssociation", `${name}-routes-`)).toHaveLength(cidrs.length);
});

test("components hold their parts, and every part shows Region and owner", () => {
  const component = the("private-ml-gateway:network:PrivateNetwork", "full");
  const parts = children(graph, component.urn).map(({ name }) => name);
  expect(parts.sort()).toEqual(
    [
      ...["full-vpc", "full-default-group", "full-subnet-1", "full-subnet-2", "full-routes-1", "full-routes-2"],
      ...["full-routes-1-association", "full-routes-2-association"],
    ].sort(),
  );
  const ours = graph.resources.filter(({ custom, name, type }) => custom && name !== "apps" && type.startsWith("aws:"));
  expect(ours.length).toBeGreaterThan(60);
  for (const { name, inputs } of ours) {
    expect({ name, region: inputs["region"] }).toEqual({ name, region: "eu-central-1" });
    const tags = inputs["tags"] ?? { Name: name, project: "private-ml-gateway", stack: "dev" };
    expect(tags).toEqual({ Name: name, project: "private-ml-gateway", stack: "dev" });
  }
});

test.each([
  ["full-endpoints-execute-api", "com.amazonaws.eu-central-1.execute-api", ["10.10.0.0/16"]],
  ["full-endpoints-studio", "aws.sagemaker.eu-central-1.studio", ["10.10.0.0/16", "studio-apps"]],
  ["full-endpoints-sagemaker-api", "com.amazonaws.eu-central-1.sagemaker.api", ["functions", "studio-apps"]],
  ["full-endpoints-sts", "com.amazonaws.eu-central-1.sts", ["functions", "studio-apps"]],
  ["full-endpoints-sagemaker-runtime", "com.amazonaws.eu-central-1.sagemaker.runtime", ["studio-apps"]],
  ["full-endpoints-logs", "com.amazonaws.eu-central-1.logs", ["studio-apps"]],
  ["bare-endpoints-execute-api", "com.amazonaws.eu-central-1.execute-api", ["10.20.0.0/16", "10.30.0.0/16"]],
  ["bare-endpoints-sagemaker-api", "com.amazonaws.eu-central-1.sagemaker.api", ["functions"]],
])("%s is a door to %s for %j", (name, serviceName, callers) => {
  const { inputs } = the(ENDPOINT, name);
  const group = the("aws:ec2/securityGroup:SecurityGroup", `${name}-group`);
  const isBareApi = name === "bare-endpoints-execute-api";
  expect(inputs).toMatchObject({ serviceName, vpcEndpointType: "Interface", privateDnsEnabled: !isBareApi });
  expect(inputs["securityGroupIds"]).toEqual([group.id]);
  expect(inputs["subnetIds"]).toHaveLength(name.startsWith("bare") ? 3 : 2);
  expect(callersOf(name)).toEqual(callers);
});

test("a network without Studio's apps has no endpoints for them", () => {
  const names = named(ENDPOINT, "bare-endpoints-").map(({ name }) => name.replace("bare-endpoints-", ""));
  expect(names.sort()).toEqual(["execute-api", "s3", "sagemaker-api", "sts", "studio"]);
  expect(named(EGRESS, "bare-endpoints-s3")).toEqual([]);
});

test("no endpoint is without a policy of its own", () => {
  for (const { name, inputs } of byType(graph, ENDPOINT)) {
    const service = name.replace(/^(full|bare)-endpoints-/, "").replace("sagemaker-", "sagemaker.");
    expect(inputs["policy"]).toBe(`policy of ${service}`);
  }
});

test("only the execute-api endpoint leaves its policy to another resource", () => {
  const left = byType(graph, ENDPOINT).filter(({ options }) => options["ignoreChanges"] !== undefined);
  expect(left.map(({ name }) => name)).toEqual(["bare-endpoints-execute-api", "full-endpoints-execute-api"]);
});

test("the gateway endpoint of S3 is in every route table, and Studio's apps may use it", () => {
  const endpoint = the(ENDPOINT, "full-endpoints-s3");
  const tables = named("aws:ec2/routeTable:RouteTable", "full-routes-").map(({ id }) => id);
  expect(endpoint.inputs).toMatchObject({ vpcEndpointType: "Gateway", routeTableIds: tables });
  expect(the(EGRESS, "full-endpoints-s3-for-studio-apps").inputs).toMatchObject({
    securityGroupId: the("aws:ec2/securityGroup:SecurityGroup", "apps").id,
    prefixListId: endpoint.outputs["prefixListId"],
    fromPort: 443,
  });
});

test("functions get out to sagemaker.api and sts, and nobody gets in to them", () => {
  const group = the("aws:ec2/securityGroup:SecurityGroup", "full-endpoints-functions");
  const rules = (type: string) => byType(graph, type).filter(({ inputs }) => inputs["securityGroupId"] === group.id);
  expect(rules(EGRESS).map(({ name }) => name)).toEqual([
    "full-endpoints-functions-to-sagemaker-api",
    "full-endpoints-functions-to-sts",
  ]);
  for (const { inputs } of rules(EGRESS)) expect(inputs["referencedSecurityGroupId"]).toMatch(/^sg-/);
  expect(rules(INGRESS)).toEqual([]);
});

test("every rule is one port of one protocol, for a named peer, in words that EC2 accepts", () => {
  const words = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;
  const groups = byType(graph, "aws:ec2/securityGroup:SecurityGroup").filter(({ name }) => name !== "apps");
  for (const { inputs } of groups) {
    expect(inputs).toMatchObject({ description: expect.stringMatching(words) as unknown });
    expect([inputs["ingress"], inputs["egress"]]).toEqual([undefined, undefined]);
  }
  for (const { name, inputs } of [...byType(graph, INGRESS), ...byType(graph, EGRESS)]) {
    const port = name.includes("resolver") ? 53 : 443;
    expect(inputs).toMatchObject({
      fromPort: port,
      toPort: port,
      description: expect.stringMatching(words) as unknown,
    });
    expect(inputs["cidrIpv4"] ?? inputs["referencedSecurityGroupId"] ?? inputs["prefixListId"]).toMatch(
      /^(10\.|sg-|pl-)/,
    );
  }
});

test("the resolver answers in two zones, over TCP and UDP, to the company only", () => {
  const resolver = the("aws:route53/resolverEndpoint:ResolverEndpoint", "full-resolver");
  const subnetIds = named("aws:ec2/subnet:Subnet", "full-subnet-").map(({ id }) => ({ subnetId: id }));
  expect(resolver.inputs).toMatchObject({ direction: "INBOUND", protocols: ["Do53"], ipAddresses: subnetIds });
  const rules = named(INGRESS, "full-resolver-").map(({ inputs }) => [inputs["ipProtocol"], inputs["cidrIpv4"]]);
  expect(rules).toEqual([
    ["tcp", "10.10.0.0/16"],
    ["udp", "10.10.0.0/16"],
  ]);
  const addresses = graph.outputs["addresses"] as string[];
  expect(addresses).toHaveLength(2);
  expect(addresses.every((address) => /^10\.64\.[0-7]\./.test(address))).toBe(true);
});

test.each([
  ["neighbour", true, undefined, undefined],
  ["other-region", false, "eu-west-1", undefined],
  ["other-account", false, undefined, "444455556666"],
])("peering with %s is accepted on the spot: %s", (name, autoAccept, peerRegion, peerOwnerId) => {
  const { inputs, id } = the("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", `${name}-peering`);
  expect(inputs["autoAccept"]).toBe(autoAccept);
  expect([inputs["peerRegion"], inputs["peerOwnerId"]]).toEqual([peerRegion, peerOwnerId]);
  const routes = named("aws:ec2/route:Route", `${name}-to-`);
  expect(routes.map(({ inputs }) => inputs["vpcPeeringConnectionId"])).toEqual([id, id, id, id]);
});

test("a Transit Gateway gets an attachment in every zone, and a route back from each for every corporate network", () => {
  const attachment = the("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "hub-transit-gateway");
  expect(attachment.inputs["subnetIds"]).toHaveLength(2);
  const routes = named("aws:ec2/route:Route", "hub-to-");
  expect(routes.map(({ name }) => name)).toEqual([
    "hub-to-10.10.0.0/16-from-subnet-1",
    "hub-to-10.10.0.0/16-from-subnet-2",
    "hub-to-10.11.0.0/16-from-subnet-1",
    "hub-to-10.11.0.0/16-from-subnet-2",
  ]);
  for (const { inputs, dependencies } of routes) {
    expect(inputs["transitGatewayId"]).toBe("tgw-0123456789abcdef0");
    expect(dependencies).toContain(attachment.urn);
  }
});

test("without an attachment there is nothing", () => {
  const component = the("private-ml-gateway:network:CorporateAttachment", "none");
  expect(children(graph, component.urn)).toEqual([]);
});
