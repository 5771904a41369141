import type { Settings } from "../../config";
import type { Disagreement } from "../../config/disagreement";
import { type EndpointService, partitionOf } from "../../partition";
import { madeForApps, madeInterfaceServices } from "../gateway-network";
import { type FoundPlaces, isFound } from "./found";

/** Of the Resolver rules that config names. */
export function faultsOfRules(settings: Settings, { rules }: FoundPlaces): Disagreement[] {
  return settings.resolverRuleIds.flatMap((id, index): Disagreement[] => {
    const rule = rules[id];
    const at = { key: "resolverRuleIds", at: `[${index}]`, found: id, fix: [] } as const;
    if (!isFound(rule)) return [{ ...at, fault: `is not there: ${rule?.notFound ?? "AWS knows no such rule"}` }];
    if (rule.ruleType !== "FORWARD")
      return [{ ...at, fault: `is a ${rule.ruleType} rule, which forwards nothing: name a FORWARD rule` }];
    const taken = privateNames(settings).find((name) => isWithin(withoutDot(rule.domainName), name));
    if (taken === undefined) return [];
    const fault = `forwards ${withoutDot(rule.domainName)}, which the VPC's endpoint answers itself (${taken}): a rule goes before private DNS`;
    return [{ ...at, fault }];
  });
}

/**
 * Of two rules, and of a rule and a private hosted zone, the longer name decides, and of one name the rule. Private DNS of an endpoint is a
 * hosted zone: a rule for a name at or beneath it would lead past the endpoint, while one for "." or "amazonaws.com" takes nothing from it.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html#hosted-zone-private-considerations-resolver-rules
 */
function privateNames(settings: Settings): readonly string[] {
  const inTheVpc = Object.entries(settings.existingEndpoints).flatMap(([service, { vpcId }]) =>
    vpcId === undefined ? [service as EndpointService] : [],
  );
  const { region, executeApiPrivateDns, role } = settings;
  const forApps = madeForApps(settings).flatMap(({ service, type }) => (type === "Interface" ? [service] : []));
  const made = role === "studioAccount" ? forApps : madeInterfaceServices(settings);
  return [...made, ...inTheVpc]
    .filter((service) => service !== "dynamodb" && (service !== "execute-api" || executeApiPrivateDns))
    .map((service) => privateName(service, region));
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames */
function privateName(service: EndpointService, region: string): string {
  const { dnsSuffix, studioDnsSuffix } = partitionOf(region);
  if (service === "studio") return `studio.${region}.${studioDnsSuffix}`;
  return `${service.split(".").reverse().join(".")}.${region}.${dnsSuffix}`;
}

function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** AWS writes the root's dot behind a rule's name. */
function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
