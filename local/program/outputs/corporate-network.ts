import { addressOf, requireCidr } from "../../../infra/addresses/cidr";
import { textOr } from "../property-values";
import { ACCOUNT, arn, ec2Id, physicalName } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";

/** What joins our network to the company's: peering, Transit Gateway, the resolver and its rules. */
export const CORPORATE_NETWORK_MODELS: OutputModels = {
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": peering,
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": (r) => ({
    id: idOr(r, neededText(r, "vpcPeeringConnectionId")),
    outputs: { acceptStatus: "active" },
  }),
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": (r) => ({
    id: idOr(r, neededText(r, "vpcPeeringConnectionId")),
  }),
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": transitGatewayAttachment,
  "aws:route53/resolverEndpoint:ResolverEndpoint": resolverEndpoint,
  "aws:route53/resolverRuleAssociation:ResolverRuleAssociation": (r) => ({
    id: idOr(r, ec2Id(r, "rslvr-rrassoc")),
    outputs: { name: physicalName(r, 64) },
  }),
};

function peering(resource: NewResource): Created {
  const accepted = resource.inputs["autoAccept"] === true;
  return {
    id: idOr(resource, ec2Id(resource, "pcx")),
    outputs: {
      acceptStatus: accepted ? "active" : "pending-acceptance",
      peerOwnerId: textInput(resource, "peerOwnerId") ?? ACCOUNT,
      peerRegion: textInput(resource, "peerRegion") ?? resource.region,
    },
  };
}

function transitGatewayAttachment(resource: NewResource): Created {
  const id = idOr(resource, ec2Id(resource, "tgw-attach"));
  const outputs = { arn: arn(resource, "ec2", `transit-gateway-attachment/${id}`), vpcOwnerId: ACCOUNT };
  return { id, outputs: { ...outputs, dnsSupport: resource.inputs["dnsSupport"] ?? "enable" } };
}

interface ResolverAddress {
  readonly subnetId?: string;
  readonly ip?: string;
}

function resolverEndpoint(resource: NewResource): Created {
  const direction = textInput(resource, "direction") === "OUTBOUND" ? "rslvr-out" : "rslvr-in";
  const id = idOr(resource, ec2Id(resource, direction));
  const wanted = (resource.inputs["ipAddresses"] ?? []) as ResolverAddress[];
  const subnets = wanted.map((address) => resource.find("aws:ec2/subnet:Subnet", address.subnetId));
  const addresses = wanted.map((address, index) => ({
    ...address,
    ip: address.ip ?? addressIn(textOr(subnets[index]?.outputs["cidrBlock"], "10.0.0.0/24"), 10 + index),
    ipId: ec2Id(resource, "rni", String(index)),
  }));
  return {
    id,
    outputs: {
      arn: arn(resource, "route53resolver", `resolver-endpoint/${id}`),
      hostVpcId: subnets[0]?.outputs["vpcId"],
      ipAddresses: addresses,
      protocols: resource.inputs["protocols"] ?? ["Do53"],
      resolverEndpointType: textInput(resource, "resolverEndpointType") ?? "IPV4",
    },
  };
}

/** The n-th address of an IPv4 block. AWS keeps the first four and the last of a subnet, hence n from 10 on. */
function addressIn(cidr: string, n: number): string {
  return addressOf(requireCidr(cidr).first + n).toString();
}
