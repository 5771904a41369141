import { textOr } from "../property-values";
import { zoneIdOf } from "./availability-zones";
import { endpointAnswer } from "./existing-answers";
import { ACCOUNT, arn, ec2Id, letters } from "./identifiers";
import { idOr, neededText, textInput, textInputs, type Created, type NewResource, type OutputModels } from "./model";
import { prefixListId, serviceNames } from "./service-names";

/** Endpoints to AWS services. https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html */
export const VPC_ENDPOINT_MODELS: OutputModels = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": (r) => ({ id: idOr(r, neededText(r, "vpcEndpointId")) }),
};

function vpcEndpoint(resource: NewResource): Created {
  const { knownId, existing, region } = resource;
  if (knownId !== undefined) return { id: knownId, outputs: endpointAnswer(existing, { id: knownId }, region) };
  const id = ec2Id(resource, "vpce");
  const type = textInput(resource, "vpcEndpointType") ?? "Gateway";
  const service = textInput(resource, "serviceName") ?? "";
  const subnets = textInputs(resource, "subnetIds");
  const outputs = {
    arn: arn(resource, "ec2", `vpc-endpoint/${id}`),
    ownerId: ACCOUNT,
    state: "available",
    requesterManaged: false,
    vpcEndpointType: type,
    serviceRegion: textInput(resource, "serviceRegion") ?? resource.region,
    privateDnsEnabled: resource.inputs["privateDnsEnabled"] ?? false,
    ipAddressType: textInput(resource, "ipAddressType") ?? "ipv4",
    networkInterfaceIds: subnets.map((subnet) => ec2Id(resource, "eni", subnet)),
  };
  if (type === "Gateway") return { id, outputs: { ...outputs, prefixListId: prefixListId(resource.region, service) } };
  return { id, outputs: { ...outputs, dnsEntries: dnsEntries(resource, id, service, subnets) } };
}

/** The Regional name first, then one per zone, then the private names, as EC2 lists them. */
function dnsEntries(resource: NewResource, id: string, service: string, subnets: readonly string[]): unknown[] {
  const { own, names } = serviceNames(resource.region, service);
  const host = `${id}-${letters(`${resource.urn}|dns`, 8)}`;
  const hostedZone = `Z${letters(`${resource.region}/${service}`, 13).toUpperCase()}`;
  const zones = subnets.map((subnet) => {
    const found = resource.find("aws:ec2/subnet:Subnet", subnet);
    return textOr(found?.outputs["availabilityZone"], `${resource.region}a`);
  });
  zones.sort((one, other) => zoneIdOf(one).localeCompare(zoneIdOf(other)));
  const endpointNames = [`${host}.${own}`, ...zones.map((zone) => `${host}-${zone}.${own}`)];
  const privateNames = resource.inputs["privateDnsEnabled"] === true ? names : [];
  return [
    ...endpointNames.map((dnsName) => ({ dnsName, hostedZoneId: hostedZone })),
    ...privateNames.map((dnsName) => ({
      dnsName,
      hostedZoneId: `Z${letters(`${resource.urn}|${dnsName}`, 20).toUpperCase()}`,
    })),
  ];
}
