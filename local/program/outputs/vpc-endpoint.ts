import { textOr } from "../property-values";
import { zoneIdOf } from "./availability-zones";
import { ACCOUNT, arn, dnsSuffixOf, ec2Id, hex, letters } from "./identifiers";
import { idOr, neededText, textInput, textInputs, type Created, type NewResource, type OutputModels } from "./model";

/** Endpoints to AWS services. https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html */
export const VPC_ENDPOINT_MODELS: OutputModels = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": (r) => ({ id: idOr(r, neededText(r, "vpcEndpointId")) }),
};

/** The id of the prefix list that holds a gateway service's addresses: one per service and Region. */
export function prefixListId(region: string, service: string): string {
  return `pl-${hex(`${region}/${service}`, 8)}`;
}

function vpcEndpoint(resource: NewResource): Created {
  const id = idOr(resource, ec2Id(resource, "vpce"));
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

/**
 * `own`: the domain of the endpoint's own names; `names`: the public names that private DNS takes over in the VPC.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
 */
export function serviceNames(region: string, service: string): { own: string; names: string[] } {
  const suffix = dnsSuffixOf(region);
  if (service === `aws.sagemaker.${region}.studio`) {
    // Studio lives under a domain of its own, and a Studio domain is a label below it.
    // https://docs.aws.amazon.com/sagemaker/latest/dg/studio-interface-endpoint.html
    return { own: `studio.${region}.vpce.sagemaker.aws`, names: [`*.studio.${region}.sagemaker.aws`] };
  }
  const label = service.split(`.${region}.`)[1]?.split(".").reverse().join(".") ?? service;
  const name = `${label}.${region}.${suffix}`;
  // API Gateway answers for every API of the Region, so its private name is a wildcard too.
  const names = label === "execute-api" ? [name, `*.${name}`] : [name];
  return { own: `${label}.${region}.vpce.${suffix}`, names };
}
