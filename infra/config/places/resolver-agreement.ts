import { contains, parseCidr } from "../../addresses/cidr";
import type { AgreeingValues, Disagreement } from "../disagreement";
import type { ExistingEndpoints } from "./existing-endpoints";
import { vpcOf } from "./existing-vpc";

/** Private DNS of an endpoint is answered in its own VPC only: the gateway's, or the hub's where everything stands that the office asks for. */
export function resolversElsewhere(values: Partial<AgreeingValues>): Disagreement[] {
  const { existingResolverAddresses: addresses = [], existingVpc, vpcCidr, existingEndpoints = {} } = values;
  if (addresses.length === 0 || existingVpc === undefined) return [];
  const hub = hubOfTheOffice(existingEndpoints);
  const hasPool = values.rekognitionRegions?.length !== 0;
  const places = [...(vpcOf(existingVpc) ? [vpcCidr ?? ""] : []), ...(hub !== undefined && !hasPool ? [hub] : [])];
  if (places.length === 0) {
    const pooled = hub === undefined ? "" : ", and the hub's does not answer for the images bucket of the pool";
    const fault = `names a resolver that exists, and this stack makes its VPC: in a new VPC there is none${pooled}`;
    return [{ key: "existingResolverAddresses", at: "", found: addresses, fault, remove: true }];
  }
  const networks = places.flatMap((place) => parseCidr(place) ?? []);
  return addresses.flatMap((found, index): Disagreement[] => {
    const address = parseCidr(`${found}/32`);
    if (networks.length < places.length || address === undefined) return [];
    if (networks.some((network) => contains(network, address))) return [];
    const where = `${places.join(" and ")}${vpcOf(existingVpc) ? ` (vpcCidr${places.length > 1 ? ", the hub" : ""})` : " (the hub)"}`;
    const fault = `is outside ${where}: only a resolver beside the endpoints answers their private names`;
    return [{ key: "existingResolverAddresses", at: `[${index}]`, found, fault, remove: true }];
  });
}

/** The network of the hub, if the API's and Studio's endpoints are both in it. */
function hubOfTheOffice({ "execute-api": api, studio }: ExistingEndpoints): string | undefined {
  return api?.cidr !== undefined && api.vpcId === studio?.vpcId ? api.cidr : undefined;
}
