import { AWSX_MODELS } from "../../../local/program/remote-components/awsx-vpc";
import type { Child } from "../../../local/program/remote-components/model";

const ARGS = {
  region: "eu-west-1",
  cidrBlock: "10.10.0.0/23",
  numberOfAvailabilityZones: 2,
  natGateways: { strategy: "None" },
  subnetStrategy: "Auto",
  subnetSpecs: [
    { type: "Isolated", cidrBlocks: ["10.10.0.0/25", "10.10.1.0/25"] },
    { type: "Public", name: "desk", cidrBlocks: ["10.10.0.128/25", "10.10.1.128/25"] },
  ],
  tags: { stack: "dev" },
};

/** The children's types and names in the order made, with the type of what each stands below. */
function made(inputs: Record<string, unknown>): readonly Child[] {
  const children: Child[] = [];
  const component = { urn: "urn:component", name: "office", region: "eu-west-1", inputs };
  AWSX_MODELS["awsx:ec2:Vpc"]?.(component, (child) => {
    children.push(child);
    return { urn: `urn:${child.type}`, id: `id-${children.length}` };
  });
  return children;
}

test("children are those of awsx's provider: a gateway whatever the subnets are, public ones first in each zone", () => {
  const short = ({ type, name, parent }: Child) =>
    `${type.split(":")[2] ?? ""} ${name} < ${parent.split(":").at(-1) ?? ""}`;
  const zone = (number: number) => [
    `Subnet office-desk-${number} < Vpc`,
    `RouteTable office-desk-${number} < Subnet`,
    `RouteTableAssociation office-desk-${number} < RouteTable`,
    `Route office-desk-${number} < RouteTable`,
    `Subnet office-isolated-${number} < Vpc`,
    `RouteTable office-isolated-${number} < Subnet`,
    `RouteTableAssociation office-isolated-${number} < RouteTable`,
  ];
  const children = made(ARGS);
  expect(children.map(short)).toEqual([
    "Vpc office < component",
    "InternetGateway office < Vpc",
    ...zone(1),
    ...zone(2),
  ]);
  expect(children.find(({ name }) => name === "office-desk-2")?.inputs).toEqual({
    region: "eu-west-1",
    vpcId: "id-1",
    availabilityZone: "eu-west-1b",
    mapPublicIpOnLaunch: true,
    cidrBlock: "10.10.1.128/25",
    assignIpv6AddressOnCreation: false,
    tags: { Name: "office-desk-2", SubnetType: "Public", stack: "dev" },
  });
});

test.each([
  ["an argument that is not modelled", { vpcEndpointSpecs: [] }, /vpcEndpointSpecs/],
  ["NAT gateways, awsx's default", { natGateways: undefined }, /natGateways/],
  ["the strategy that awsx has by default", { subnetStrategy: undefined }, /subnetStrategy/],
  ["no subnets, where awsx lays out its own", { subnetSpecs: undefined }, /no subnetSpecs/],
  ["a private subnet, which a NAT gateway would belong to", { subnetSpecs: [{ type: "Private" }] }, /private subnets/],
  ["a subnet by its size", { subnetSpecs: [{ type: "Public", cidrMask: 26 }] }, /cidrMask of a subnet/],
  [
    "fewer networks than zones",
    { subnetSpecs: [{ type: "Public", cidrBlocks: ["10.10.0.0/24"] }] },
    /without a network for each zone/,
  ],
  ["zones that nobody counts", { numberOfAvailabilityZones: undefined }, /numberOfAvailabilityZones/],
])("%s is refused, and not guessed", (_, change, words) => {
  expect(() => made({ ...ARGS, ...change })).toThrow(words);
});
