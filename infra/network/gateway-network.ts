import type { Settings, SharedService } from "../config";
import { GATEWAY_SERVICES } from "../config/places/existing-endpoints";
import { vpcOf } from "../config/places/existing-vpc";
import { rStudioOf } from "../config/studio-apps/r-studio";
import type { EndpointService } from "../partition";
import { appsServices } from "./apps-endpoints";
import { ExistingNetwork } from "./existing/existing-network";
import { ResolverRules } from "./existing/resolver-rules";
import type { FoundPlaces } from "./existing/found";
import type { MadeEndpoint } from "./existing/look-up";
import type { Network } from "./network";
import { PrivateNetwork } from "./private-network";
import { interfaceServices, type StudioNeeds } from "./vpc-endpoints";

/**
 * The VPC of config, or one of our own, with the Resolver rules of config.
 *
 * @param endpointServices whose interface endpoints go into its subnets
 */
export function createNetwork(
  name: string,
  settings: Settings,
  found: FoundPlaces,
  endpointServices: readonly EndpointService[] = madeInterfaceServices(settings),
): Network {
  const { region, resolverRuleIds: ruleIds } = settings;
  const network = existingOrOwn(name, settings, { found, endpointServices });
  if (ruleIds.length > 0) new ResolverRules("resolver-rules", { network, region, ruleIds });
  return network;
}

function existingOrOwn(
  name: string,
  settings: Settings,
  { found, endpointServices }: { readonly found: FoundPlaces; readonly endpointServices: readonly EndpointService[] },
): Network {
  const { region, vpcCidr: cidr, availabilityZoneCount: zoneCount } = settings;
  const vpc = vpcOf(settings.existingVpc);
  if (vpc) return new ExistingNetwork(name, { region, vpc, cidr, found });
  const placement = { endpointServices };
  // Behind the homes that config keeps.
  const protect = runsStudioApps(settings) && settings.retainStudioHomes;
  return new PrivateNetwork(name, { region, cidr, zoneCount, placement, protect });
}

/** A domain made here runs its apps in our network; an existing one keeps its own. */
export function runsStudioApps(settings: Settings): boolean {
  return settings.studioDomainId === "";
}

/** What of Studio runs here, and so needs endpoints. */
export function studioNeeds(settings: Settings): StudioNeeds {
  return {
    runsStudioApps: runsStudioApps(settings),
    pullsImages: settings.customImages.length > 0,
    hasRStudio: rStudioOf(settings.rStudio) !== undefined,
  };
}

/** Interface endpoints that the stack makes in the gateway's VPC. */
export function madeInterfaceServices(settings: Settings): EndpointService[] {
  const { existingEndpoints } = settings;
  const studio = interfaceServices(studioNeeds(settings)).filter((service) => !(service in existingEndpoints));
  return [...studio, ...poolServices(settings)];
}

/** Endpoints that AWS would refuse a second one of: with private DNS, or with the routes of a gateway endpoint. */
export function madeOnlyOnce(settings: Settings): MadeEndpoint[] {
  const { existingEndpoints, executeApiPrivateDns, profileMode, rekognitionRegions } = settings;
  const made = (service: SharedService) => !(service in existingEndpoints);
  const keepsRows = profileMode === "table" || rekognitionRegions.length > 0;
  const gateways = GATEWAY_SERVICES.filter((service) => made(service) && (service === "s3" || keepsRows));
  const named = interfaceServices(studioNeeds(settings)).filter(
    (service) => made(service) && (service !== "execute-api" || executeApiPrivateDns),
  );
  return [
    ...named.map((service): MadeEndpoint => ({ service, type: "Interface" })),
    ...gateways.map((service): MadeEndpoint => ({ service, type: "Gateway" })),
  ];
}

/** What a studioAccount stack makes in the network of its domain; nothing where the domain has one already. */
export function madeForApps(settings: Settings): MadeEndpoint[] {
  if (!runsStudioApps(settings)) return [];
  const made: MadeEndpoint[] = [
    ...appsServices(studioNeeds(settings)).map((service): MadeEndpoint => ({ service, type: "Interface" })),
    { service: "s3", type: "Gateway" },
  ];
  return made.filter(({ service }) => !(service in settings.existingEndpoints));
}

/** Interface endpoints that the pool opens in the gateway's own VPC. */
export function poolServices(
  settings: Pick<Settings, "region" | "rekognitionRegions" | "ingestEvents">,
): EndpointService[] {
  if (settings.rekognitionRegions.length === 0) return [];
  const atHome = settings.rekognitionRegions.some(({ region }) => region === settings.region);
  return [
    "s3",
    ...(atHome ? (["rekognition"] as const) : []),
    ...(settings.ingestEvents === "off" ? [] : (["events"] as const)),
  ];
}
