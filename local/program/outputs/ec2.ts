import { textOr } from "../property-values";
import { ACCOUNT, arn, ec2Id, hex, physicalName } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";
import { zoneIdOf } from "./availability-zones";

/** Networks and what belongs to them. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Welcome.html */
export const EC2_MODELS: OutputModels = {
  "aws:ec2/vpc:Vpc": vpc,
  "aws:ec2/subnet:Subnet": subnet,
  "aws:ec2/routeTable:RouteTable": (r) => ec2(r, "rtb", "route-table", { routes: r.inputs["routes"] ?? [] }),
  "aws:ec2/route:Route": route,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": (r) => ({ id: idOr(r, ec2Id(r, "rtbassoc")) }),
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": defaultSecurityGroup,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule,
};

function ec2(resource: NewResource, prefix: string, kind: string, outputs: Record<string, unknown>): Created {
  const id = idOr(resource, ec2Id(resource, prefix));
  return { id, outputs: { arn: arn(resource, "ec2", `${kind}/${id}`), ownerId: ACCOUNT, ...outputs } };
}

function vpc(resource: NewResource): Created {
  const mainRouteTable = ec2Id(resource, "rtb", "main");
  return ec2(resource, "vpc", "vpc", {
    mainRouteTableId: mainRouteTable,
    defaultRouteTableId: mainRouteTable,
    defaultNetworkAclId: ec2Id(resource, "acl"),
    defaultSecurityGroupId: ec2Id(resource, "sg", "default"),
    dhcpOptionsId: `dopt-0${hex(resource.region, 16)}`,
    enableDnsSupport: resource.inputs["enableDnsSupport"] ?? true,
    enableDnsHostnames: resource.inputs["enableDnsHostnames"] ?? false,
    instanceTenancy: textInput(resource, "instanceTenancy") ?? "default",
  });
}

function subnet(resource: NewResource): Created {
  const zone = textInput(resource, "availabilityZone") ?? `${resource.region}a`;
  return ec2(resource, "subnet", "subnet", {
    availabilityZone: zone,
    availabilityZoneId: textInput(resource, "availabilityZoneId") ?? zoneIdOf(zone),
    mapPublicIpOnLaunch: resource.inputs["mapPublicIpOnLaunch"] ?? false,
  });
}

function route(resource: NewResource): Created {
  const destination =
    textInput(resource, "destinationCidrBlock") ??
    textInput(resource, "destinationIpv6CidrBlock") ??
    neededText(resource, "destinationPrefixListId");
  const id = `r-${neededText(resource, "routeTableId")}${parseInt(hex(destination, 8), 16)}`;
  return { id: idOr(resource, id), outputs: { origin: "CreateRoute", state: "active" } };
}

function securityGroup(resource: NewResource): Created {
  return ec2(resource, "sg", "security-group", {
    name: physicalName(resource, 255),
    description: textInput(resource, "description") ?? "Managed by Pulumi",
    ingress: resource.inputs["ingress"] ?? [],
    egress: resource.inputs["egress"] ?? [],
  });
}

/** Adopts the group that came with the VPC: the id is the VPC's, not a new one. */
function defaultSecurityGroup(resource: NewResource): Created {
  const owner = resource.find("aws:ec2/vpc:Vpc", resource.inputs["vpcId"]);
  const id = textOr(owner?.outputs["defaultSecurityGroupId"], ec2Id(resource, "sg", "default"));
  const outputs = { arn: arn(resource, "ec2", `security-group/${id}`), name: "default", ownerId: ACCOUNT };
  const rules = { ingress: resource.inputs["ingress"] ?? [], egress: resource.inputs["egress"] ?? [] };
  return { id, outputs: { ...outputs, description: "default VPC security group", ...rules } };
}

function securityGroupRule(resource: NewResource): Created {
  const id = idOr(resource, ec2Id(resource, "sgr"));
  return { id, outputs: { securityGroupRuleId: id, arn: arn(resource, "ec2", `security-group-rule/${id}`) } };
}
