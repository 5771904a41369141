import { contains, parseCidr, overlaps } from "../../addresses/cidr";
import type { AgreeingValues, Disagreement } from "../disagreement";
import { segment } from "../repair/settings-of";
import { rStudioOf } from "../studio-apps/r-studio";
import { sandboxOf } from "./corporate-sandbox";
import { keyDisagreements } from "./encryption-key";
import { type ExistingEndpoint, GATEWAY_SERVICES, SHARED_SERVICES, type SharedService } from "./existing-endpoints";
import { vpcOf } from "./existing-vpc";
import { resolversElsewhere } from "./resolver-agreement";

/** What config says of things that exist and cannot be, whatever AWS answers about them. */
export function placesDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  const { existingEndpoints = {} } = values;
  const endpoints = SHARED_SERVICES.flatMap((service) => {
    const endpoint = existingEndpoints[service];
    return endpoint === undefined ? [] : faultsOfEndpoint(values, service, endpoint);
  });
  const wrong = [...endpoints, ...sameIdTwice(values)];
  return [
    ...routesWithoutTables(values),
    ...wrong,
    ...(wrong.length === 0 ? hubsOutOfReach(values) : []),
    ...resolversElsewhere(values),
    ...keyDisagreements(values),
  ];
}

function faultsOfEndpoint(
  values: Partial<AgreeingValues>,
  service: SharedService,
  { id, vpcId, cidr }: ExistingEndpoint,
): Disagreement[] {
  const at = segment(service);
  const removed = (fault: string): Disagreement[] => [{ key: "existingEndpoints", at, found: id, fault, remove: true }];
  const unused = whyUnused(values, service);
  if (unused !== undefined) return removed(unused);
  if (vpcId === undefined && values.existingVpc !== undefined && vpcOf(values.existingVpc) === undefined)
    return removed(
      "stands in a VPC, and this stack makes a new one: name that VPC in existingVpc, or the hub in vpcId and cidr",
    );
  if (vpcId !== undefined && GATEWAY_SERVICES.includes(service))
    return removed("is in another VPC, and a gateway endpoint serves its own only");
  const network = parseCidr(cidr ?? "");
  const own = parseCidr(values.vpcCidr ?? "");
  if (network === undefined || own === undefined || !overlaps(network, own)) return [];
  const fault = `overlaps with vpcCidr (${values.vpcCidr ?? ""}): nothing could be routed between the two`;
  return [
    {
      key: "existingEndpoints",
      at: `${at}.cidr`,
      found: cidr,
      fault,
      fix: contains(own, network) ? "10.100.0.0/16" : "<the hub's network>",
    },
  ];
}

/** Endpoints that only apps of a domain made here use. */
const FOR_STUDIO_APPS: readonly SharedService[] = ["sagemaker.runtime", "logs"];
const FOR_IMAGES: readonly SharedService[] = ["ecr.api", "ecr.dkr"];
const FOR_R_STUDIO: SharedService = "license-manager";

/** A value that nothing reads is believed to be read. */
function whyUnused(values: Partial<AgreeingValues>, service: SharedService): string | undefined {
  const { role, studioDomainId = "", customImages = [], rStudio, profileMode, rekognitionRegions } = values;
  if (role === "studioAccount" && ["execute-api", "studio", "dynamodb"].includes(service))
    return "is not used with role studioAccount: people come in by the gateway's endpoints";
  const isForApps = [...FOR_STUDIO_APPS, ...FOR_IMAGES, FOR_R_STUDIO].includes(service);
  if (isForApps && studioDomainId !== "")
    return "is not used while studioDomainId names a domain: its apps run in a network of their own";
  if (FOR_IMAGES.includes(service) && customImages.length === 0) return "is not used without customImages";
  if (service === FOR_R_STUDIO && rStudioOf(rStudio) === undefined) return "is not used without rStudio";
  const keepsRows = profileMode !== "claim" || rekognitionRegions?.length !== 0;
  return service === "dynamodb" && !keepsRows ? "is not used without a mapping table and without a pool" : undefined;
}

/** Of a VPC made here the stack knows every route. */
function hubsOutOfReach(values: Partial<AgreeingValues>): Disagreement[] {
  const { existingEndpoints = {}, existingVpc, corporateAttachment } = values;
  const isMade = existingVpc !== undefined && vpcOf(existingVpc) === undefined;
  if (!isMade || corporateAttachment?.kind !== "none") return [];
  const [service] = SHARED_SERVICES.filter((each) => existingEndpoints[each]?.cidr !== undefined);
  if (service === undefined) return [];
  const fault = `joins nothing, and the endpoint of ${service} stands in a hub: no route of this stack's VPC leads there`;
  const fix = [
    { at: ".kind", value: "transitGateway" },
    { at: ".transitGatewayId", value: "tgw-0123456789abcdef0" },
  ];
  return [{ key: "corporateAttachment", at: "", found: corporateAttachment, fault, fix }];
}

function sameIdTwice({ existingEndpoints = {} }: Partial<AgreeingValues>): Disagreement[] {
  const named = SHARED_SERVICES.flatMap((service) => {
    const id = existingEndpoints[service]?.id;
    return id === undefined ? [] : [{ service, id }];
  });
  return named.flatMap(({ service, id }, index): Disagreement[] => {
    const twin = named.slice(0, index).find((other) => other.id === id);
    if (twin === undefined) return [];
    const fault = `is the endpoint of ${twin.service} too: an endpoint leads to one service`;
    return [{ key: "existingEndpoints", at: segment(service), found: id, fault, remove: true }];
  });
}

function routesWithoutTables(values: Partial<AgreeingValues>): Disagreement[] {
  const vpc = vpcOf(values.existingVpc);
  const needs = whatNeedsRoutes(values);
  if (vpc === undefined || vpc.routeTableIds !== undefined || needs.length === 0) return [];
  const fault = `is required: ${needs.join(" and ")} ${needs.length === 1 ? "needs" : "need"} routes in the subnets' route tables`;
  const fix = [{ at: ".routeTableIds[0]", value: "rtb-0123456789abcdef0" }];
  return [{ key: "existingVpc", at: ".routeTableIds", found: undefined, fault, fix }];
}

function whatNeedsRoutes(values: Partial<AgreeingValues>): string[] {
  const {
    existingEndpoints = {},
    rekognitionRegions = [],
    corporateAttachment,
    corporateSandbox,
    profileMode,
  } = values;
  const hasRows = rekognitionRegions.length > 0 || profileMode === "table";
  return [
    ...(existingEndpoints.s3 ? [] : ["the gateway endpoint of s3"]),
    ...(hasRows && !existingEndpoints.dynamodb ? ["the gateway endpoint of dynamodb"] : []),
    ...rekognitionRegions.filter(({ cidr }) => cidr !== undefined).map(({ region }) => `the pool's Region ${region}`),
    ...(corporateAttachment === undefined || corporateAttachment.kind === "none" ? [] : ["corporateAttachment"]),
    ...(sandboxOf(corporateSandbox) === undefined ? [] : ["corporateSandbox"]),
  ];
}
