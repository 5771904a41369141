import { dnsSuffixOf, hex } from "./identifiers";

/** The id of the prefix list that holds a gateway service's addresses: one per service and Region. */
export function prefixListId(region: string, service: string): string {
  return `pl-${hex(`${region}/${service}`, 8)}`;
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
