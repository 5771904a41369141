/** Networks: ids are AWS's to choose, so tags say whose each part is. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
import {
  type Declared,
  type Deployment,
  every,
  everything,
  firstTag,
  forTypes,
  type Grant,
  inRegions,
  newTag,
  ownTag,
} from "./grant";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const ENDPOINT_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";
const PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const ACCEPTER = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";
const PEERING_OPTIONS = "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const RESOLVER = "aws:route53/resolverEndpoint:ResolverEndpoint";
const RULE = "aws:route53/resolverRuleAssociation:ResolverRuleAssociation";

/** What is made, by which action, and what EC2 calls it in an ARN. */
const MADE = {
  [VPC]: ["ec2:CreateVpc", "vpc"],
  [SUBNET]: ["ec2:CreateSubnet", "subnet"],
  [TABLE]: ["ec2:CreateRouteTable", "route-table"],
  [GROUP]: ["ec2:CreateSecurityGroup", "security-group"],
  [INGRESS]: ["ec2:AuthorizeSecurityGroupIngress", "security-group-rule"],
  [EGRESS]: ["ec2:AuthorizeSecurityGroupEgress", "security-group-rule"],
  [ENDPOINT]: ["ec2:CreateVpcEndpoint", "vpc-endpoint"],
  [PEERING]: ["ec2:CreateVpcPeeringConnection", "vpc-peering-connection"],
  [ATTACHMENT]: ["ec2:CreateTransitGatewayVpcAttachment", "transit-gateway-attachment"],
} as const;

const MAKERS = Object.fromEntries(Object.entries(MADE).map(([type, [action]]) => [type, [action]]));

function kindsOf(mine: readonly Declared[]): readonly string[] {
  return [...new Set(mine.flatMap(({ type }) => (type in MADE ? [MADE[type as keyof typeof MADE][1]] : [])))].sort();
}

function made(deployment: Deployment, mine: readonly Declared[]): readonly string[] {
  return kindsOf(mine).flatMap((kind) => every("ec2", `${kind}/*`)(deployment, mine));
}

/** Parents and parts that exist when something is made in them, changed or deleted: the stack's own, by their tags. */
const ON_OUR_OWN: Grant["actions"] = {
  [VPC]: ["ec2:ModifyVpcAttribute", "ec2:DeleteVpc"],
  [SUBNET]: ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", "ec2:DeleteSubnet"],
  [TABLE]: ["ec2:CreateRouteTable", "ec2:DeleteRouteTable"],
  [ROUTE]: ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"],
  [ASSOCIATION]: ["ec2:AssociateRouteTable", "ec2:ReplaceRouteTableAssociation", "ec2:DisassociateRouteTable"],
  [GROUP]: [
    "ec2:CreateSecurityGroup",
    "ec2:DeleteSecurityGroup",
    "ec2:RevokeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupIngress",
  ],
  [DEFAULT_GROUP]: ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"],
  [INGRESS]: ["ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupIngress"],
  [EGRESS]: ["ec2:AuthorizeSecurityGroupEgress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupEgress"],
  [ENDPOINT]: ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints"],
  [ENDPOINT_POLICY]: ["ec2:ModifyVpcEndpoint"],
  [PEERING]: ["ec2:CreateVpcPeeringConnection", "ec2:DeleteVpcPeeringConnection"],
  [ACCEPTER]: ["ec2:AcceptVpcPeeringConnection"],
  [PEERING_OPTIONS]: ["ec2:ModifyVpcPeeringConnectionOptions"],
  [ATTACHMENT]: [
    "ec2:CreateTransitGatewayVpcAttachment",
    "ec2:ModifyTransitGatewayVpcAttachment",
    "ec2:DeleteTransitGatewayVpcAttachment",
  ],
};

/** Ids of a network that was there before: the graph names them and has no resource of them. */
function existingParents({ place, resources }: Deployment): readonly string[] {
  const own = new Set(resources.map(({ id }) => id));
  const kinds = {
    vpcId: "vpc",
    subnetIds: "subnet",
    routeTableId: "route-table",
    routeTableIds: "route-table",
    transitGatewayId: "transit-gateway",
  };
  const arns = resources.flatMap(({ region = place.region, inputs }) =>
    Object.entries(kinds).flatMap(([key, kind]) =>
      [inputs[key]]
        .flat()
        .flatMap((id) =>
          typeof id === "string" && !own.has(id)
            ? [`arn:${place.partition}:ec2:${region}:${place.account}:${kind}/${id}`]
            : [],
        ),
    ),
  );
  return [...new Set(arns)].sort();
}

const IN_WHAT_IS_THERE: Grant["actions"] = {
  [GROUP]: ["ec2:CreateSecurityGroup"],
  [ENDPOINT]: ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint"],
  [ROUTE]: ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"],
  [PEERING]: ["ec2:CreateVpcPeeringConnection"],
  [ATTACHMENT]: ["ec2:CreateTransitGatewayVpcAttachment"],
};

const LOOK_UP = [
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeManagedPrefixLists",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribePrefixLists",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroupRules",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeTransitGatewayVpcAttachments",
  "ec2:DescribeVpcAttribute",
  "ec2:DescribeVpcEndpointServices",
  "ec2:DescribeVpcEndpoints",
  "ec2:DescribeVpcPeeringConnections",
  "ec2:DescribeVpcs",
];

const PARTS: readonly Grant[] = [
  { Sid: "LookUpNetworks", actions: forTypes([ENDPOINT, GROUP], ...LOOK_UP), on: everything, when: inRegions },
  { Sid: "MakeNetworkPartsWithOurTags", actions: MAKERS, on: made, when: newTag },
  { Sid: "ChangeAndDeleteOurNetworkParts", actions: ON_OUR_OWN, on: every("ec2", "*/*"), when: ownTag },
  { Sid: "BuildInTheNetworkThatIsThere", actions: IN_WHAT_IS_THERE, on: existingParents },
  {
    Sid: "TagNetworkPartsAsTheyAreMade",
    actions: forTypes(Object.keys(MADE), "ec2:CreateTags"),
    on: made,
    when: (deployment, mine) => {
      const creating = [...new Set(mine.flatMap(({ type }) => MAKERS[type] ?? []))].map((action) => action.slice(4));
      return { StringEquals: { ...newTag(deployment)["StringEquals"], "ec2:CreateAction": creating.sort() } };
    },
  },
  {
    Sid: "ChangeTagsOfOurNetworkParts",
    actions: forTypes(Object.keys(MADE), "ec2:CreateTags", "ec2:DeleteTags"),
    on: made,
    when: ownTag,
  },
  {
    // A VPC's default group and the other side of a peering are AWS's making: they get their tags afterwards, while no project has any there.
    Sid: "TagWhatAwsMadeWithOurVpcs",
    actions: forTypes([DEFAULT_GROUP, ACCEPTER], "ec2:CreateTags"),
    on: every("ec2", "security-group/*", "vpc-peering-connection/*"),
    when: firstTag,
  },
  {
    // The peering itself has no tags on this side yet; the VPC that accepts has to be ours.
    Sid: "AcceptPeeringsOfOurVpcs",
    actions: forTypes([ACCEPTER], "ec2:AcceptVpcPeeringConnection"),
    on: every("ec2", "vpc-peering-connection/*"),
  },
];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53resolver.html */
export const NETWORK_GRANTS: readonly Grant[] = [
  ...PARTS,
  {
    Sid: "RemoveInterfacesOfDeletedFunctions",
    actions: {
      "aws:lambda/function:Function": ["ec2:DetachNetworkInterface", "ec2:DeleteNetworkInterface"],
      [RESOLVER]: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute"],
    },
    on: every("ec2", "network-interface/*"),
  },
  {
    Sid: "PlaceTheResolverInOurNetwork",
    actions: { [RESOLVER]: ["ec2:CreateNetworkInterface"] },
    on: every("ec2", "subnet/*", "security-group/*"),
    when: ownTag,
  },
  {
    Sid: "ManageTheResolver",
    actions: {
      [RESOLVER]: [
        "route53resolver:CreateResolverEndpoint",
        "route53resolver:GetResolverEndpoint",
        "route53resolver:ListResolverEndpointIpAddresses",
        "route53resolver:UpdateResolverEndpoint",
        "route53resolver:AssociateResolverEndpointIpAddress",
        "route53resolver:DisassociateResolverEndpointIpAddress",
        "route53resolver:ListTagsForResource",
        "route53resolver:TagResource",
        "route53resolver:UntagResource",
        "route53resolver:DeleteResolverEndpoint",
      ],
    },
    on: every("route53resolver", "resolver-endpoint/*"),
  },
  {
    // Rules of others: one that is shared by RAM has its owner's account in its ARN.
    Sid: "ApplyResolverRulesInOurNetwork",
    actions: {
      [RULE]: [
        "route53resolver:AssociateResolverRule",
        "route53resolver:DisassociateResolverRule",
        "route53resolver:GetResolverRule",
        "route53resolver:GetResolverRuleAssociation",
        "route53resolver:ListTagsForResource",
      ],
    },
    on: ({ place }, mine) =>
      mine.map(
        ({ inputs, region = place.region }) =>
          `arn:${place.partition}:route53resolver:${region}:*:resolver-rule/${String(inputs["resolverRuleId"])}`,
      ),
  },
  {
    // Private DNS of an endpoint is a hosted zone of AWS's. https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html
    Sid: "GiveEndpointsPrivateNames",
    actions: { [ENDPOINT]: ["route53:AssociateVPCWithHostedZone"] },
    on: ({ place }) => [`arn:${place.partition}:route53:::hostedzone/*`],
  },
];
