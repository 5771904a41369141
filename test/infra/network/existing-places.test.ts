import { checkSettings, type Settings } from "../../../infra/config/settings";
import { faultsOfPlaces } from "../../../infra/network/existing/faults";
import type { FoundEndpoint, FoundPlaces } from "../../../infra/network/existing/found";
import { LEAST } from "../config/good-settings";
import { VPC } from "../config/places-mistakes";

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}';
const RULE = "rslvr-rr-0123456789abcdef0";
const STS = { id: "vpce-0a1b2c3d4e5f60711", policy: POLICY };
const HUB = { vpcId: "vpc-0a1b2c3d4e5f60799", cidr: "10.100.0.0/16" };
const ATTACHED = { kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" };
const [FIRST, SECOND] = VPC.subnetIds as [string, string];
const [TABLE] = VPC.routeTableIds as [string];

function settingsOf(change: Record<string, unknown> = {}): Settings {
  const config = {
    ...LEAST,
    vpcCidr: "10.80.0.0/20",
    existingVpc: VPC,
    existingEndpoints: { sts: STS, s3: { id: "vpce-0a1b2c3d4e5f60712" } },
    resolverRuleIds: [RULE],
  };
  const result = checkSettings({ ...config, ...change });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.settings;
}

const ENDPOINT: FoundEndpoint = {
  vpcId: VPC.vpcId,
  serviceName: "com.amazonaws.eu-central-1.sts",
  type: "Interface",
  state: "available",
  hasPrivateDns: true,
  policy: POLICY,
  securityGroupIds: ["sg-0a1b2c3d4e5f60711"],
  routeTableIds: [],
};
const GATEWAY = {
  ...ENDPOINT,
  serviceName: "com.amazonaws.eu-central-1.s3",
  type: "Gateway",
  hasPrivateDns: false,
  routeTableIds: [TABLE],
};

/** AWS has everything as config says it. */
const RIGHT: FoundPlaces = {
  vpc: { cidrs: ["10.80.0.0/20", "100.64.0.0/20"], answersPrivateNames: true },
  subnets: {
    [FIRST]: { vpcId: VPC.vpcId, cidr: "10.80.0.0/24", zone: "eu-central-1a" },
    [SECOND]: { vpcId: VPC.vpcId, cidr: "10.80.1.0/24", zone: "eu-central-1b" },
  },
  routeTables: { [TABLE]: { vpcId: VPC.vpcId, isMain: false, subnetIds: [FIRST, SECOND] } },
  endpoints: { sts: ENDPOINT, s3: GATEWAY },
  rules: { [RULE]: { domainName: "corp.example.", ruleType: "FORWARD" } },
  rivals: {},
  offers: [{ service: "aws.sagemaker.eu-central-1.studio", zones: ["eu-central-1a", "eu-central-1c"] }],
};

const told = (found: Partial<FoundPlaces>, change?: Record<string, unknown>) =>
  faultsOfPlaces(settingsOf(change), { ...RIGHT, ...found }).map(({ key, at, fault, fix }) => ({
    place: `${key}${at}`,
    fault,
    fix,
  }));

test("what AWS has as config says it is right, and so is a stack that names nothing", () => {
  expect(told({})).toEqual([]);
  const nothing = { subnets: {}, routeTables: {}, endpoints: {}, rules: {}, rivals: {}, offers: [] };
  const none = { existingVpc: {}, existingEndpoints: {}, resolverRuleIds: [] };
  expect(faultsOfPlaces(settingsOf(none), nothing)).toEqual([]);
});

const subnet = (id: string, other: object): Partial<FoundPlaces> => ({
  subnets: { ...RIGHT.subnets, [id]: { ...(RIGHT.subnets[id] as object), ...other } as FoundPlaces["subnets"][string] },
});
const sts = (other: Partial<FoundEndpoint>): Partial<FoundPlaces> => ({
  endpoints: { ...RIGHT.endpoints, sts: { ...ENDPOINT, ...other } },
});
const table = (other: object): Partial<FoundPlaces> => ({
  routeTables: { [TABLE]: { vpcId: VPC.vpcId, isMain: false, subnetIds: [FIRST, SECOND], ...other } },
});

const rule = (domainName: string, ruleType = "FORWARD"): Partial<FoundPlaces> => ({
  rules: { [RULE]: { domainName, ruleType } },
});

test.each<[string, Partial<FoundPlaces>, string, string]>([
  ["no such VPC", { vpc: { notFound: "no matching EC2 VPC found" } }, "existingVpc.vpcId", "no matching EC2 VPC found"],
  [
    "a VPC without private names",
    { vpc: { cidrs: ["10.80.0.0/20"], answersPrivateNames: false } },
    "existingVpc.vpcId",
    "--enable-dns-hostnames",
  ],
  [
    "no such subnet",
    { subnets: { ...RIGHT.subnets, [SECOND]: { notFound: "no matching EC2 Subnet found" } } },
    "existingVpc.subnetIds[1]",
    "no matching EC2 Subnet",
  ],
  [
    "a subnet in another VPC",
    subnet(SECOND, { vpcId: HUB.vpcId }),
    "existingVpc.subnetIds[1]",
    `is in ${HUB.vpcId}, and not in`,
  ],
  ["two subnets in one zone", subnet(SECOND, { zone: "eu-central-1a" }), "existingVpc.subnetIds[1]", `as ${FIRST} is`],
  [
    "a subnet of the VPC's other network",
    subnet(SECOND, { cidr: "100.64.0.0/24" }),
    "existingVpc.subnetIds[1]",
    "outside vpcCidr (10.80.0.0/20)",
  ],
  [
    "no subnet where a service is offered",
    { offers: [{ service: "com.amazonaws.eu-central-1.logs", zones: ["eu-central-1c"] }] },
    "existingVpc.subnetIds",
    "AWS offers com.amazonaws.eu-central-1.logs in eu-central-1c",
  ],
  ["no such route table", { routeTables: {} }, "existingVpc.routeTableIds[0]", "is not there"],
  ["a route table in another VPC", table({ vpcId: HUB.vpcId }), "existingVpc.routeTableIds[0]", `is in ${HUB.vpcId}`],
  [
    "a subnet with another route table",
    table({ subnetIds: [FIRST] }),
    "existingVpc.routeTableIds",
    `no table of ${SECOND}`,
  ],
  ["no such endpoint", { endpoints: { s3: GATEWAY } }, "existingEndpoints.sts.id", "is not there"],
  [
    "an endpoint of another service",
    sts({ serviceName: "com.amazonaws.eu-central-1.kms" }),
    "existingEndpoints.sts.id",
    "of com.amazonaws.eu-central-1.kms, and not",
  ],
  [
    "an endpoint in another VPC",
    sts({ vpcId: HUB.vpcId }),
    "existingEndpoints.sts.id",
    `stands in ${HUB.vpcId}, and not in ${VPC.vpcId}`,
  ],
  [
    "an endpoint that waits to be accepted",
    sts({ state: "pendingAcceptance" }),
    "existingEndpoints.sts.id",
    "is pendingAcceptance",
  ],
  ["an endpoint without private DNS", sts({ hasPrivateDns: false }), "existingEndpoints.sts.id", "has no private DNS"],
  ["no such rule", { rules: {} }, "resolverRuleIds[0]", "is not there"],
  ["a rule that forwards nothing", rule("corp.example.", "SYSTEM"), "resolverRuleIds[0]", "is a SYSTEM rule"],
  [
    "a rule for the name of an endpoint that is made",
    rule("api.sagemaker.eu-central-1.amazonaws.com."),
    "resolverRuleIds[0]",
    "which the VPC's endpoint answers itself",
  ],
  [
    "a rule for a name beneath that of an endpoint that is there",
    rule("corp.sts.eu-central-1.amazonaws.com"),
    "resolverRuleIds[0]",
    "(sts.eu-central-1.amazonaws.com)",
  ],
  [
    "a gateway endpoint without our routes",
    { endpoints: { ...RIGHT.endpoints, s3: { ...GATEWAY, routeTableIds: [] } } },
    "existingEndpoints.s3.id",
    `no route in ${TABLE}`,
  ],
])("%s is told at its place", (_, found, place, words) => {
  const [fault, ...others] = told(found);
  expect(others).toEqual([]);
  expect(fault?.place).toBe(place);
  expect(fault?.fault).toContain(words);
  expect(fault?.fix).toEqual([]);
});

test("what config can mend has the value that mends it", () => {
  expect(told({}, { vpcCidr: "10.80.0.0/21" })).toMatchObject([{ place: "vpcCidr", fix: "10.80.0.0/20" }]);
  expect(told({ rivals: { studio: "vpce-0fedcba9876543210" } })).toMatchObject([
    {
      place: "existingEndpoints.studio.id",
      fix: "vpce-0fedcba9876543210",
      fault: expect.stringContaining("private DNS") as string,
    },
  ]);
  expect(told({ rivals: { dynamodb: "vpce-0fedcba9876543211" } })).toMatchObject([
    { fix: "vpce-0fedcba9876543211", fault: expect.stringContaining("routes to the service") as string },
  ]);
  const api = { ...ENDPOINT, serviceName: "com.amazonaws.eu-central-1.execute-api", hasPrivateDns: false };
  const named = { existingEndpoints: { "execute-api": { id: STS.id } } };
  expect(told({ endpoints: { "execute-api": api } }, named)).toMatchObject([
    { place: "executeApiPrivateDns", fix: false },
  ]);
  expect(told({ endpoints: { "execute-api": api } }, { ...named, executeApiPrivateDns: false })).toEqual([]);
});

test("another policy than config says stops the preview; the same in other words does not", () => {
  const sameInOtherOrder =
    '{ "Statement": [{ "Resource": "*", "Action": "*", "Principal": "*", "Effect": "Deny" }], "Version": "2012-10-17" }';
  expect(told(sts({ policy: sameInOtherOrder }))).toEqual([]);
  const wider = POLICY.replace("Deny", "Allow");
  expect(told(sts({ policy: wider }))).toMatchObject([
    { place: "existingEndpoints.sts.policy", fix: [{ at: ".sts.policy", value: wider }] },
  ]);
  expect(
    told(sts({ policy: wider }), { existingEndpoints: { sts: { id: STS.id }, s3: { id: "vpce-0a1b2c3d4e5f60712" } } }),
  ).toEqual([]);
});

test("an endpoint of a hub stands there, and is named by the hub's private hosted zones", () => {
  const named = { existingEndpoints: { sts: { ...STS, ...HUB } } };
  expect(told({ endpoints: { sts: { ...ENDPOINT, vpcId: HUB.vpcId, hasPrivateDns: false } } }, named)).toEqual([]);
  expect(told({ endpoints: { sts: ENDPOINT } }, named)).toHaveLength(1);
});

test("a rule takes nothing from an endpoint that is about more, or about what a hub answers", () => {
  for (const name of [".", "amazonaws.com.", "eu-central-1.amazonaws.com"]) expect(told(rule(name))).toEqual([]);
  const named = { existingEndpoints: { sts: { ...STS, ...HUB }, s3: { id: "vpce-0a1b2c3d4e5f60712" } } };
  const hub = { endpoints: { ...RIGHT.endpoints, sts: { ...ENDPOINT, vpcId: HUB.vpcId, hasPrivateDns: false } } };
  expect(told({ ...hub, ...rule("sts.eu-central-1.amazonaws.com") }, named)).toEqual([]);
  // Of a Studio account, Studio's own name is the gateway's to answer.
  const gateway = {
    functionRoleArn: "arn:aws:iam::111122223333:role/studio-url-role",
    sagemakerApiEndpointId: "vpce-0a1b2c3d4e5f60721",
    studioEndpointId: "vpce-0a1b2c3d4e5f60722",
    externalId: "gateway-test",
  };
  const half = { role: "studioAccount", gateway, corporateCidrs: undefined, portalOrigins: undefined };
  expect(told(rule("studio.eu-central-1.sagemaker.aws"), half)).toEqual([]);
  expect(told(rule("logs.eu-central-1.amazonaws.com"), half)).toHaveLength(1);
});

test("everything is told at once", () => {
  const found = {
    ...subnet(SECOND, { vpcId: HUB.vpcId }),
    ...sts({ vpcId: HUB.vpcId }),
    rivals: { studio: "vpce-0fedcba9876543210" },
  };
  expect(told(found, { vpcCidr: "10.81.0.0/20" }).map(({ place }) => place)).toEqual([
    "vpcCidr",
    "existingVpc.subnetIds[1]",
    "existingEndpoints.studio.id",
    "existingEndpoints.sts.id",
  ]);
});

describe("an existing resolver", () => {
  const api = { id: "vpce-0a1b2c3d4e5f60721", ...HUB };
  const studio = { id: "vpce-0a1b2c3d4e5f60722", ...HUB };
  const problemsOf = (change: Record<string, unknown>) => {
    const result = checkSettings({ ...LEAST, corporateAttachment: ATTACHED, ...change });
    return "problems" in result ? result.problems.map(({ key, fault }) => `${key} ${fault}`) : [];
  };

  test("is the hub's where the API's and Studio's endpoints stand in the hub", () => {
    const inHub = { existingEndpoints: { "execute-api": api, studio }, existingResolverAddresses: ["10.100.0.10"] };
    expect(problemsOf(inHub)).toEqual([]);
    expect(problemsOf({ ...inHub, existingResolverAddresses: ["10.101.0.10"] })).toEqual([
      expect.stringContaining("is outside 10.100.0.0/16 (the hub): only a resolver beside the endpoints") as string,
    ]);
    const pool = { rekognitionRegions: [{ region: "eu-central-1" }] };
    expect(problemsOf({ ...inHub, ...pool })).toEqual([
      expect.stringContaining("the hub's does not answer for the images bucket") as string,
    ]);
    expect(problemsOf({ ...inHub, existingEndpoints: { "execute-api": api } })).toHaveLength(1);
  });
});
