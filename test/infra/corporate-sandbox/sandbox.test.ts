import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { byType, type GraphResource } from "../../../local/program/graph";
import { graphOf } from "../../variants";

const graph = graphOf("existing-pool");
const NETWORK = "corporate-sandbox-network";
const INSTANCE = "aws:ec2/instance:Instance";

function only(type: string, name: string): GraphResource {
  const [found, ...others] = byType(graph, type).filter((each) => each.name === name);
  if (!found || others.length > 0) throw new Error(`There should be one ${type} ${name}.`);
  return found;
}

function rules(kind: "Ingress" | "Egress", group: string) {
  const { id } = only("aws:ec2/securityGroup:SecurityGroup", group);
  return byType(graph, `aws:vpc/securityGroup${kind}Rule:SecurityGroup${kind}Rule`)
    .filter(({ inputs }) => inputs["securityGroupId"] === id)
    .map(({ inputs: { ipProtocol, fromPort, toPort, cidrIpv4, prefixListId, referencedSecurityGroupId } }) =>
      [ipProtocol, fromPort === toPort && fromPort, cidrIpv4 ?? prefixListId ?? referencedSecurityGroupId].join(" "),
    )
    .sort();
}

test("awsx's VPC becomes one public subnet with its route table and a way to the internet", () => {
  const chain = "private-ml-gateway:sandbox:CorporateSandbox$awsx:ec2:Vpc";
  const below = graph.resources.filter(({ urn }) => urn.includes(`::${chain}`));
  expect(below.map(({ urn, name }) => `${urn.split("::")[2]?.replace(chain, "…") ?? ""} ${name}`)).toEqual([
    `…$aws:ec2/vpc:Vpc$aws:ec2/internetGateway:InternetGateway ${NETWORK}`,
    `…$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet$aws:ec2/routeTable:RouteTable$aws:ec2/route:Route ${NETWORK}-public-1`,
    `…$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet$aws:ec2/routeTable:RouteTable$aws:ec2/routeTableAssociation:RouteTableAssociation ${NETWORK}-public-1`,
    `…$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet$aws:ec2/routeTable:RouteTable ${NETWORK}-public-1`,
    `…$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet ${NETWORK}-public-1`,
    `…$aws:ec2/vpc:Vpc ${NETWORK}`,
    `… ${NETWORK}`,
  ]);
  expect(only("aws:ec2/subnet:Subnet", `${NETWORK}-public-1`)).toMatchObject({
    region: "eu-central-1",
    inputs: { cidrBlock: "10.10.0.0/24", mapPublicIpOnLaunch: true, tags: { SubnetType: "Public", stack: "dev" } },
  });
});

test("it is joined as an office is: peered at once, with a route each way, and no other", () => {
  const peering = only("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "office-peering");
  const ids = { peerVpcId: only("aws:ec2/vpc:Vpc", NETWORK).id, vpcId: only("aws:ec2/vpc:Vpc", "network-vpc").id };
  expect(peering.inputs).toMatchObject({ ...ids, autoAccept: true });
  const routes = byType(graph, "aws:ec2/route:Route").filter(({ inputs }) => "vpcPeeringConnectionId" in inputs);
  expect(
    routes.map(({ name, inputs }) => [name, inputs["destinationCidrBlock"], inputs["vpcPeeringConnectionId"]]),
  ).toEqual([
    ["office-to-10.10.0.0/24-from-subnet-1", "10.10.0.0/24", peering.id],
    ["office-to-10.10.0.0/24-from-subnet-2", "10.10.0.0/24", peering.id],
    ["corporate-sandbox-to-gateway", "10.64.0.0/20", peering.id],
  ]);
});

test.each(["corporate-sandbox-dns-server", "corporate-sandbox-workstation"])("%s is opened by no key", (name) => {
  const { inputs, options } = only(INSTANCE, name);
  expect(inputs).toMatchObject({
    subnetId: only("aws:ec2/subnet:Subnet", `${NETWORK}-public-1`).id,
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: { encrypted: true },
  });
  expect(inputs).not.toHaveProperty("keyName");
  expect(options["ignoreChanges"]).toEqual(["ami"]);
});

test("nothing comes to the workstation, and only the sandbox's questions to the DNS server", () => {
  const dnsServers = only("aws:ec2/securityGroup:SecurityGroup", "corporate-sandbox-dns-server-group").id ?? "";
  expect(rules("Ingress", "corporate-sandbox-workstation-group")).toEqual([]);
  expect(rules("Egress", "corporate-sandbox-workstation-group")).toEqual([
    "tcp 443 0.0.0.0/0",
    `tcp 53 ${dnsServers}`,
    `udp 53 ${dnsServers}`,
  ]);
  expect(rules("Ingress", "corporate-sandbox-dns-server-group")).toEqual([
    "tcp 53 10.10.0.0/24",
    "udp 53 10.10.0.0/24",
  ]);
  expect(rules("Egress", "corporate-sandbox-dns-server-group")).toEqual([
    expect.stringMatching(/^tcp 443 pl-[0-9a-f]{8}$/),
    "tcp 53 10.64.0.0/20",
    "udp 53 10.64.0.0/20",
  ]);
});

test("the DNS server, which all of the sandbox asks, forwards exactly the zones of the outputs, in the office's words", () => {
  const { privateIp, userData } = only(INSTANCE, "corporate-sandbox-dns-server").inputs;
  const options = only("aws:ec2/vpcDhcpOptions:VpcDhcpOptions", "corporate-sandbox-dns-server-dhcp");
  expect(options.inputs["domainNameServers"]).toEqual([privateIp]);
  expect(graph.outputs["corporateSandbox"]).toMatchObject({ cidr: "10.10.0.0/24", dnsServer: "10.10.0.10" });
  const { bind } = graph.outputs["dnsForwardingSnippets"] as { bind: string };
  expect(userData).toContain(bind);
  const zones = [...String(userData).matchAll(/^zone "(.*?)"/gm)].map(([, zone]) => zone);
  expect(zones).toEqual(graph.outputs["dnsZonesToForward"]);
  // What EC2 takes: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
  expect(Buffer.byteLength(String(userData))).toBeLessThan(16 * 1024);
});

test("awsx knows every argument that it is given, and is loaded by nothing but the sandbox", () => {
  const file = path.join(projectRoot(), "node_modules/@pulumi/awsx/ec2/vpc.d.ts");
  const declared = fs.readFileSync(file, "utf8").split("export interface VpcArgs")[1] ?? "";
  const given = Object.keys(only("awsx:ec2:Vpc", NETWORK).inputs);
  expect(given.length).toBeGreaterThan(5);
  expect(given.filter((key) => !new RegExp(`\\b${key}\\??:`).test(declared))).toEqual([]);
  const bundle = fs.readFileSync(path.join(projectRoot(), "build/program.js"), "utf8");
  expect(bundle.match(/^.*require\("@pulumi\/awsx.*$/gm)).toEqual([expect.stringMatching(/^ {2,}const \{ Vpc/)]);
  expect(byType(graphOf("dev"), INSTANCE)).toEqual([]);
});
