import type { ExistingEndpoint, Settings, SharedService } from "../../config";
import type { Disagreement } from "../../config/disagreement";
import { GATEWAY_SERVICES, SHARED_SERVICES } from "../../config/places/existing-endpoints";
import { vpcOf } from "../../config/places/existing-vpc";
import { segment } from "../../config/repair/settings-of";
import { endpointServiceName } from "../../partition";
import { type FoundEndpoint, type FoundPlaces, isFound } from "./found";

/** Of the endpoints that config names, and of those that it should name. */
export function faultsOfEndpoints(settings: Settings, { endpoints, rivals }: FoundPlaces): Disagreement[] {
  return SHARED_SERVICES.flatMap((service): Disagreement[] => {
    const said = settings.existingEndpoints[service];
    if (said === undefined) return rivalOf(service, rivals[service]);
    const answer = endpoints[service];
    if (isFound(answer)) return faultsOfEndpoint(settings, service, said, answer);
    const fault = `is not there: ${answer?.notFound ?? "AWS knows no such endpoint"}`;
    return [{ key: "existingEndpoints", at: `${segment(service)}.id`, found: said.id, fault, fix: [] }];
  });
}

function rivalOf(service: SharedService, id: string | undefined): Disagreement[] {
  if (id === undefined) return [];
  const what = GATEWAY_SERVICES.includes(service) ? "routes to the service" : "private DNS";
  const fault = `is not set, and ${id} stands in the VPC with ${what}: AWS refuses a second one`;
  return [{ key: "existingEndpoints", at: `${segment(service)}.id`, found: undefined, fault, fix: id }];
}

function faultsOfEndpoint(
  settings: Settings,
  service: SharedService,
  said: ExistingEndpoint,
  answer: FoundEndpoint,
): Disagreement[] {
  const type = GATEWAY_SERVICES.includes(service) ? "Gateway" : "Interface";
  const place = segment(service);
  const at = (below: string, found: unknown, fault: string): Disagreement[] => [
    { key: "existingEndpoints", at: `${place}${below}`, found, fault, fix: [] },
  ];
  const serviceName = endpointServiceName(settings.region, service, type);
  if (answer.serviceName !== serviceName || answer.type !== type)
    return at(
      ".id",
      said.id,
      `is a ${answer.type} endpoint of ${answer.serviceName}, and not a ${type} endpoint of ${serviceName}`,
    );
  const vpcId = said.vpcId ?? vpcOf(settings.existingVpc)?.vpcId;
  if (answer.vpcId !== vpcId)
    return at(
      ".id",
      said.id,
      `stands in ${answer.vpcId}, and not in ${vpcId ?? "a VPC that config names"}: a hub's is named in vpcId and cidr`,
    );
  return [
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
    ...(answer.state === "available" ? [] : at(".id", said.id, `is ${answer.state}, and has to be available`)),
    ...faultsOfNames(settings, service, said, answer),
    ...faultsOfRoutes(settings, service, said, answer),
    ...faultsOfPolicy(place, said, answer),
  ];
}

/** A hub answers names by private hosted zones, which its endpoint knows nothing of. */
function faultsOfNames(
  { executeApiPrivateDns }: Settings,
  service: SharedService,
  said: ExistingEndpoint,
  { type, hasPrivateDns }: FoundEndpoint,
): Disagreement[] {
  if (type === "Gateway" || said.vpcId !== undefined) return [];
  if (service === "execute-api") {
    if (hasPrivateDns === executeApiPrivateDns) return [];
    const fault = `is not what ${said.id} has: its private DNS is ${hasPrivateDns ? "on" : "off"}`;
    return [{ key: "executeApiPrivateDns", at: "", found: executeApiPrivateDns, fault, fix: hasPrivateDns }];
  }
  if (hasPrivateDns) return [];
  const fault =
    "has no private DNS, and callers use the service's public name: aws ec2 modify-vpc-endpoint --private-dns-enabled, in its own stack";
  return [{ key: "existingEndpoints", at: `${segment(service)}.id`, found: said.id, fault, fix: [] }];
}

function faultsOfRoutes(
  settings: Settings,
  service: SharedService,
  { id }: ExistingEndpoint,
  { type, routeTableIds }: FoundEndpoint,
): Disagreement[] {
  const needed = vpcOf(settings.existingVpc)?.routeTableIds ?? [];
  const without = needed.filter((table) => !routeTableIds.includes(table));
  if (type !== "Gateway" || without.length === 0) return [];
  const fault = `has no route in ${without.join(", ")}: aws ec2 modify-vpc-endpoint --add-route-table-ids, in its own stack`;
  return [{ key: "existingEndpoints", at: `${segment(service)}.id`, found: id, fault, fix: [] }];
}

/** What is audited and enforced on the laptop is config's text: it has to be the deployed one. */
function faultsOfPolicy(place: string, { policy }: ExistingEndpoint, answer: FoundEndpoint): Disagreement[] {
  if (policy === undefined || canonical(policy) === canonical(answer.policy)) return [];
  const fault = "is not the endpoint's policy, so that audit and laptop would judge another one than AWS enforces";
  const fix = [{ at: `${place}.policy`, value: answer.policy }];
  return [{ key: "existingEndpoints", at: `${place}.policy`, found: policy, fault, fix }];
}

/** JSON with the members of objects in order; text that is none stays as it is. */
function canonical(text: string): string {
  try {
    return JSON.stringify(ordered(JSON.parse(text)));
  } catch {
    return text;
  }
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, inner]) => [name, ordered(inner)]));
}
