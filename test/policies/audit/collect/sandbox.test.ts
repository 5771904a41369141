import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { graphOf } from "../../../variants";
import { withInputs } from "../rules/changed-graph";
import { named, ofType } from "../rules/ways-to-change";

const graph = graphOf("existing-pool");
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const INSTANCE = "aws:ec2/instance:Instance";

const idOf = (name: string, type: string, of: Graph = graph) =>
  of.resources.find((each) => each.name === name && each.type === type)?.id ?? "";
const NETWORK = idOf("network-vpc", "aws:ec2/vpc:Vpc");
const SUBNET = idOf("network-subnet-1", "aws:ec2/subnet:Subnet");
const TABLE = idOf("network-routes-1", "aws:ec2/routeTable:RouteTable");

function objections(changed: Graph): string[] {
  return (collectEstate(changed).passages ?? [])
    .filter(({ holds }) => !holds)
    .map(({ claim, why }) => `${claim} ${why}`);
}

/** The inputs of whatever is named so and of that type. */
function withThese(name: string, type: string, inputs: Record<string, unknown>): Graph {
  return withInputs(
    graph,
    (each) => each.name === name && each.type === type,
    (before) => ({ ...before, ...inputs }),
  );
}

/** The graph with one resource more, like one of the sandbox's. */
function alsoMade(type: string, name: string, inputs: Record<string, unknown>): Graph {
  const like = graph.resources.find(ofType(type));
  if (!like) throw new Error(`The graph has no ${type}.`);
  const urn = like.urn.replace(/[^:]+$/, name);
  return { ...graph, resources: [...graph.resources, { ...like, urn, name, inputs: { ...like.inputs, ...inputs } }] };
}

test("the sandbox is exempt, in a sentence of its own that names the exception", () => {
  expect(objections(graph)).toEqual([]);
  const exempt = (collectEstate(graph).passages ?? []).filter(({ exception }) => exception !== undefined);
  expect(exempt.map(({ claim, exception }) => [claim, exception])).toEqual([
    [
      "corporate-sandbox-network stands in for an office, and may lead to the internet by its name: " +
        "no endpoint, function, app or resolver is in it.",
      "sandbox-leads-to-the-internet",
    ],
  ]);
});

const MACHINE = "corporate-sandbox-workstation";
const changes: readonly (readonly [string, () => Graph, RegExp])[] = [
  ["an internet gateway for the gateway's own VPC", () => alsoMade(GATEWAY, "way-out", { vpcId: NETWORK }), /no other/],
  [
    "the sandbox's gateway moved there",
    () => withThese("corporate-sandbox-network", GATEWAY, { vpcId: NETWORK }),
    /no other/,
  ],
  [
    "a sandbox's VPC of another name",
    () => ({
      ...graph,
      resources: graph.resources.map((each) =>
        each.name === "corporate-sandbox-network" ? { ...each, name: "lab-network" } : each,
      ),
    }),
    /lab-network is the internet gateway of the corporate sandbox/,
  ],
  [
    "the gateway's own VPC under the exempted name",
    () => ({
      ...graph,
      resources: graph.resources.map((each) =>
        each.name === "network-vpc" ? { ...each, name: "corporate-sandbox-network" } : each,
      ),
    }),
    /stands in for an office.*it holds .*endpoints-/,
  ],
  [
    "a machine of the sandbox in the gateway's VPC",
    () => withThese(MACHINE, INSTANCE, { subnetId: SUBNET }),
    /stands in the corp/,
  ],
  [
    "a machine in the default network",
    () => withThese(MACHINE, INSTANCE, { subnetId: undefined }),
    /the default network/,
  ],
  [
    "a machine with a second interface",
    () => withThese(MACHINE, INSTANCE, { networkInterfaces: [{}] }),
    /further network/,
  ],
  ["a machine with a key pair", () => withThese(MACHINE, INSTANCE, { keyName: "laptop" }), /opened by no key pair/],
  ["a machine with IMDSv1", () => withThese(MACHINE, INSTANCE, { metadataOptions: {} }), /IMDSv2 only/],
  ["a machine with a plain disk", () => withThese(MACHINE, INSTANCE, { rootBlockDevice: {} }), /disk is encrypted/],
  [
    "a machine with the functions' security group",
    () =>
      withThese(MACHINE, INSTANCE, {
        vpcSecurityGroupIds: [idOf("endpoints-functions", "aws:ec2/securityGroup:SecurityGroup")],
      }),
    /security groups of the corporate sandbox/,
  ],
  [
    "a way in from the internet",
    () =>
      withInputs(graph, named("corporate-sandbox-dns-server-tcp-from-sandbox"), (inputs) => ({
        ...inputs,
        cidrIpv4: "0.0.0.0/0",
      })),
    /lets in the corporate sandbox itself/,
  ],
  [
    "another port than 53",
    () =>
      withInputs(graph, named("corporate-sandbox-dns-server-tcp-from-sandbox"), (inputs) => ({
        ...inputs,
        fromPort: 22,
        toPort: 22,
      })),
    /DNS questions only/,
  ],
  [
    "a rule inside of the group",
    () => withThese("corporate-sandbox-workstation-group", "aws:ec2/securityGroup:SecurityGroup", { ingress: [{}] }),
    /rules as resources of their own/,
  ],
  [
    "a route of the gateway's that leads out",
    () => alsoMade("aws:ec2/route:Route", "way-out", { routeTableId: TABLE, gatewayId: "igw-0a1b2c3d4e5f60711" }),
    /way-out leads out of the corporate sandbox only/,
  ],
  [
    "the same inside of its table",
    () =>
      withThese("network-routes-1", "aws:ec2/routeTable:RouteTable", {
        routes: [{ natGatewayId: "nat-0a1b2c3d4e5f60711" }],
      }),
    /network-routes-1 leads out of the corporate sandbox only/,
  ],
  [
    "another DNS server for the gateway's VPC",
    () =>
      withInputs(graph, ofType("aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation"), (inputs) => ({
        ...inputs,
        vpcId: NETWORK,
      })),
    /a DNS server for the corporate sandbox only/,
  ],
];

test.each(changes)("%s is objected to", (_, change, words) => {
  expect(objections(change()).join("\n")).toMatch(words);
});

test("a profile that no machine of the stack has is a fault", () => {
  const idle = withThese(MACHINE, INSTANCE, { iamInstanceProfile: undefined });
  expect(collectEstate(idle).coverage.map(({ why }) => why)).toEqual([
    expect.stringContaining("no instance of this stack"),
  ]);
  expect(collectEstate(graph).coverage).toEqual([]);
});
