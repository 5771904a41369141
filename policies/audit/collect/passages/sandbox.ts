/**
 * The way to the internet. No network of the stack has one but the corporate sandbox, a stand-in for an office: it is exempt by the name of its
 * VPC, by nothing else, and nothing of the gateway may stand in it.
 */
import { type CollectedResource, identity, list, record, text, texts } from "../graph/graph";
import type { Survey } from "../survey";
import { among, type Setting, type SettingsOf, unset } from "./setting";

/** The logical name of the one VPC that may have an internet gateway. */
export const SANDBOX_VPC = "corporate-sandbox-network";

const EXCEPTION = "sandbox-leads-to-the-internet";

export const SANDBOX: Readonly<Record<string, SettingsOf>> = {
  "aws:ec2/vpc:Vpc": (vpc, survey) => (vpc.name === SANDBOX_VPC ? [holdsNothingOfOurs(vpc, survey)] : []),
  "aws:ec2/internetGateway:InternetGateway": (gateway, survey) => [
    inSandbox(gateway, survey, "is the internet gateway of the corporate sandbox; no other network has one"),
  ],
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": (options, survey) => [
    inSandbox(options, survey, "names a DNS server for the corporate sandbox only"),
  ],
  "aws:ec2/route:Route": (route, survey) =>
    leadingOut(route, survey, text(route.inputs["routeTableId"]), [route.inputs]),
  "aws:ec2/routeTable:RouteTable": (table, survey) =>
    leadingOut(table, survey, identity(table, "id"), list(table.inputs["routes"]).map(record)),
  "aws:ec2/instance:Instance": (instance, survey) => [...machine(instance, survey), ...withoutKeys(instance)],
  "aws:ec2/securityGroup:SecurityGroup": (group, survey) =>
    groupsOf(survey).includes(identity(group, "id") ?? "")
      ? [unset("ingress", group.inputs, `${group.name} has its rules as resources of their own.`)]
      : [],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": lettingIn,
};

function vpcs(survey: Survey): readonly CollectedResource[] {
  return survey.all("ec2/vpc:Vpc").filter(({ name }) => name === SANDBOX_VPC);
}

function idsOf(resources: readonly CollectedResource[]): string[] {
  return resources.flatMap((each) => identity(each, "id") ?? []);
}

function subnetsOf(survey: Survey): string[] {
  return idsOf(survey.referring("ec2/subnet:Subnet", "vpcId", ...idsOf(vpcs(survey))));
}

function groupsOf(survey: Survey): string[] {
  return idsOf(survey.referring("ec2/securityGroup:SecurityGroup", "vpcId", ...idsOf(vpcs(survey))));
}

/** Where endpoints, functions, apps and the resolver say in which network they are. */
const PLACES: readonly (readonly [string, (inputs: CollectedResource["inputs"]) => readonly unknown[]])[] = [
  ["ec2/vpcEndpoint:VpcEndpoint", (inputs) => [inputs["vpcId"], ...list(inputs["subnetIds"])]],
  ["lambda/function:Function", (inputs) => list(record(inputs["vpcConfig"])["subnetIds"])],
  ["sagemaker/domain:Domain", (inputs) => [inputs["vpcId"], ...list(inputs["subnetIds"])]],
  [
    "route53/resolverEndpoint:ResolverEndpoint",
    (inputs) => list(inputs["ipAddresses"]).map((each) => record(each)["subnetId"]),
  ],
];

function holdsNothingOfOurs(vpc: CollectedResource, survey: Survey): Setting {
  const inside = [identity(vpc, "id"), ...subnetsOf(survey)];
  const found = PLACES.flatMap(([type, places]) =>
    survey.all(type).filter(({ inputs }) => places(inputs).some((place) => inside.includes(String(place)))),
  );
  const claim = `${vpc.name} stands in for an office, and may lead to the internet by its name: no endpoint, function, app or resolver is in it.`;
  const why = `it holds ${found.map(({ name }) => name).join(", ")}`;
  return { at: "", claim, holds: found.length === 0, why, exception: EXCEPTION };
}

function inSandbox({ name, inputs }: CollectedResource, survey: Survey, what: string): Setting {
  return among("/vpcId", `${name} ${what}.`, [text(inputs["vpcId"]) ?? "no network"], idsOf(vpcs(survey)));
}

/** Whatever leads past the networks that are joined. https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html */
const WAYS_OUT = ["gatewayId", "natGatewayId", "egressOnlyGatewayId", "carrierGatewayId", "networkInterfaceId"];

/** Asked of routes that lead to one of these; all others stay in the networks that are joined. */
function leadingOut(
  { name }: CollectedResource,
  survey: Survey,
  table: string | undefined,
  routes: readonly Readonly<Record<string, unknown>>[],
): Setting[] {
  const [out] = routes.flatMap((route) => WAYS_OUT.filter((key) => (text(route[key]) ?? "local") !== "local"));
  if (out === undefined) return [];
  const tables = idsOf(survey.referring("ec2/routeTable:RouteTable", "vpcId", ...idsOf(vpcs(survey))));
  return [among(`/${out}`, `${name} leads out of the corporate sandbox only.`, [table ?? "no table"], tables)];
}

function machine({ name, inputs }: CollectedResource, survey: Survey): Setting[] {
  const groups = texts(inputs["vpcSecurityGroupIds"] ?? []);
  const subnet = text(inputs["subnetId"]) ?? "the default network";
  return [
    among("/subnetId", `${name} stands in the corporate sandbox.`, [subnet], subnetsOf(survey)),
    among("/vpcSecurityGroupIds", `${name} has security groups of the corporate sandbox.`, groups, groupsOf(survey)),
    unset("networkInterfaces", inputs, `${name} has no further network interface.`),
  ];
}

function withoutKeys({ name, inputs }: CollectedResource): Setting[] {
  const metadata = record(inputs["metadataOptions"]);
  const disk = record(inputs["rootBlockDevice"]);
  return [
    unset("keyName", inputs, `${name} is opened by no key pair.`),
    {
      at: "/metadataOptions",
      claim: `${name} gives its credentials by IMDSv2 only, and to the machine itself.`,
      holds: metadata["httpTokens"] === "required" && metadata["httpPutResponseHopLimit"] === 1,
      why: "it takes version 1, or answers further away",
    },
    {
      at: "/rootBlockDevice",
      claim: `${name}'s disk is encrypted.`,
      holds: disk["encrypted"] === true,
      why: "it is not",
    },
  ];
}

/** Its machines have public addresses, so what their groups let in is the sandbox's own DNS questions and nothing else. */
function lettingIn(rule: CollectedResource, survey: Survey): Setting[] {
  const { name, inputs } = rule;
  if (!groupsOf(survey).includes(text(inputs["securityGroupId"]) ?? "")) return [];
  const own = vpcs(survey).flatMap((vpc) => text(vpc.inputs["cidrBlock"]) ?? []);
  const from = text(inputs["cidrIpv4"]) ?? "another peer";
  const isDns = inputs["fromPort"] === 53 && inputs["toPort"] === 53;
  return [
    among("/cidrIpv4", `${name} lets in the corporate sandbox itself.`, [from], own),
    { at: "/fromPort", claim: `${name} lets in DNS questions only.`, holds: isDns, why: "it opens other ports" },
  ];
}
