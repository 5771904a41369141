import { ACCOUNT, arn, ec2Id, hex, iamArn, letters, physicalName } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";

/** The stand-in for an office: what a network with machines in it has. */
export const CORPORATE_SANDBOX_MODELS: OutputModels = {
  "aws:ec2/internetGateway:InternetGateway": (r) => owned(r, "igw", "internet-gateway"),
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": (r) => owned(r, "dopt", "dhcp-options"),
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": (r) => ({
    id: idOr(r, `${neededText(r, "dhcpOptionsId")}-${neededText(r, "vpcId")}`),
  }),
  "aws:ec2/instance:Instance": instance,
  "aws:iam/instanceProfile:InstanceProfile": instanceProfile,
};

function owned(resource: NewResource, prefix: string, kind: string): Created {
  const id = idOr(resource, ec2Id(resource, prefix));
  return { id, outputs: { arn: arn(resource, "ec2", `${kind}/${id}`), ownerId: ACCOUNT } };
}

function instance(resource: NewResource): Created {
  const id = idOr(resource, ec2Id(resource, "i"));
  const subnet = resource.find("aws:ec2/subnet:Subnet", neededText(resource, "subnetId"));
  if (!subnet) throw new Error(`subnet ${neededText(resource, "subnetId")} is not one of the program's`);
  return {
    id,
    outputs: {
      arn: arn(resource, "ec2", `instance/${id}`),
      availabilityZone: subnet.outputs["availabilityZone"],
      instanceState: "running",
      primaryNetworkInterfaceId: ec2Id(resource, "eni"),
    },
  };
}

function instanceProfile(resource: NewResource): Created {
  const name = physicalName(resource, 128);
  const path = textInput(resource, "path") ?? "/";
  const uniqueId = `AIPA${letters(hex(resource.urn, 32), 17).toUpperCase()}`;
  return {
    id: idOr(resource, name),
    outputs: { name, path, arn: iamArn(resource, `instance-profile${path}${name}`), uniqueId },
  };
}
