/** Where AWS answers otherwise than config says of things that exist: pure, no Pulumi. */
import { contains, parseCidr } from "../../addresses/cidr";
import type { Settings } from "../../config";
import type { Disagreement } from "../../config/disagreement";
import { vpcOf } from "../../config/places/existing-vpc";
import { placementOf } from "../zones";
import { faultsOfEndpoints } from "./endpoint-faults";
import { type FoundPlaces, isFound } from "./found";
import { faultsOfRules } from "./rule-faults";

/** What config can mend has its line; what is to be changed in AWS says how. */
const NOTHING_TO_SET = [] as const;

/** Everything at once, in the order of Pulumi.yaml. */
export function faultsOfPlaces(settings: Settings, found: FoundPlaces): Disagreement[] {
  return [
    ...faultsOfVpc(settings, found),
    ...faultsOfSubnets(settings, found),
    ...faultsOfZones(settings, found),
    ...faultsOfRouteTables(settings, found),
    ...faultsOfEndpoints(settings, found),
    ...faultsOfRules(settings, found),
  ];
}

function faultsOfVpc(settings: Settings, { vpc: answer, subnets }: FoundPlaces): Disagreement[] {
  const vpc = vpcOf(settings.existingVpc);
  if (vpc === undefined || answer === undefined) return [];
  const at = { key: "existingVpc", at: ".vpcId", found: vpc.vpcId, fix: NOTHING_TO_SET } as const;
  if (!isFound(answer)) return [{ ...at, fault: `is not there: ${answer.notFound}` }];
  const dns: Disagreement = {
    ...at,
    fault:
      "answers no private names, so no endpoint could have any: aws ec2 modify-vpc-attribute --enable-dns-support and " +
      "--enable-dns-hostnames, in its own stack",
  };
  const { vpcCidr } = settings;
  const holding = answer.cidrs.find((cidr) =>
    Object.values(subnets).every((subnet) => !isFound(subnet) || isIn(subnet.cidr, cidr)),
  );
  const fault = `is not a network of ${vpc.vpcId}, which has ${answer.cidrs.join(", ")}`;
  const network: Disagreement = {
    key: "vpcCidr",
    at: "",
    found: vpcCidr,
    fault,
    fix: holding ?? answer.cidrs[0] ?? vpcCidr,
  };
  return [...(answer.answersPrivateNames ? [] : [dns]), ...(answer.cidrs.includes(vpcCidr) ? [] : [network])];
}

function faultsOfSubnets(settings: Settings, { vpc: vpcAnswer, subnets }: FoundPlaces): Disagreement[] {
  const vpc = vpcOf(settings.existingVpc);
  return (vpc?.subnetIds ?? []).flatMap((id, index, all): Disagreement[] => {
    const subnet = subnets[id];
    const at = { key: "existingVpc", at: `.subnetIds[${index}]`, found: id, fix: NOTHING_TO_SET } as const;
    if (!isFound(subnet)) return [{ ...at, fault: `is not there: ${subnet?.notFound ?? "AWS knows no such subnet"}` }];
    if (subnet.vpcId !== vpc?.vpcId) return [{ ...at, fault: `is in ${subnet.vpcId}, and not in ${vpc?.vpcId ?? ""}` }];
    const twin = all.slice(0, index).find((other) => zoneOf(subnets, other) === subnet.zone);
    if (twin !== undefined)
      return [{ ...at, fault: `is in ${subnet.zone}, as ${twin} is: an endpoint takes one subnet a zone` }];
    const isKnown = isFound(vpcAnswer) && vpcAnswer.cidrs.includes(settings.vpcCidr);
    if (!isKnown || isIn(subnet.cidr, settings.vpcCidr)) return [];
    return [
      {
        ...at,
        fault: `has ${subnet.cidr}, which is outside vpcCidr (${settings.vpcCidr}): all subnets have to be in one network`,
      },
    ];
  });
}

function zoneOf(subnets: FoundPlaces["subnets"], id: string): string | undefined {
  const subnet = subnets[id];
  return isFound(subnet) ? subnet.zone : undefined;
}

/** A service that is offered in none of the subnets' zones. */
function faultsOfZones(settings: Settings, { subnets, offers }: FoundPlaces): Disagreement[] {
  const vpc = vpcOf(settings.existingVpc);
  const zones = (vpc?.subnetIds ?? []).flatMap((id) => zoneOf(subnets, id) ?? []);
  if (vpc === undefined || zones.length < vpc.subnetIds.length) return [];
  return offers.flatMap((offer): Disagreement[] => {
    const placement = placementOf(offer, zones, "name a subnet of such a zone");
    if (!("fault" in placement)) return [];
    const fault = `has no subnet for an endpoint: ${placement.fault.replace(/\.$/, "")}`;
    return [{ key: "existingVpc", at: ".subnetIds", found: vpc.subnetIds, fault, fix: NOTHING_TO_SET }];
  });
}

function faultsOfRouteTables(settings: Settings, { routeTables, subnets }: FoundPlaces): Disagreement[] {
  const vpc = vpcOf(settings.existingVpc);
  if (vpc?.routeTableIds === undefined) return [];
  const { vpcId, routeTableIds, subnetIds } = vpc;
  const tables = routeTableIds.map((id) => routeTables[id]);
  const wrong = routeTableIds.flatMap((id, index): Disagreement[] => {
    const table = tables[index];
    const at = { key: "existingVpc", at: `.routeTableIds[${index}]`, found: id, fix: NOTHING_TO_SET } as const;
    if (!isFound(table)) return [{ ...at, fault: `is not there: ${table?.notFound ?? "AWS knows no such table"}` }];
    return table.vpcId === vpcId ? [] : [{ ...at, fault: `is in ${table.vpcId}, and not in ${vpcId}` }];
  });
  const known = tables.filter(isFound);
  if (wrong.length > 0 || known.some(({ isMain }) => isMain)) return wrong;
  const without = subnetIds.filter(
    (id) => isFound(subnets[id]) && !known.some((table) => table.subnetIds.includes(id)),
  );
  const fault = `has no table of ${without.join(", ")}: what is there would get no routes`;
  const at = { key: "existingVpc", at: ".routeTableIds", found: routeTableIds, fix: NOTHING_TO_SET } as const;
  return without.length === 0 ? [] : [{ ...at, fault }];
}

function isIn(inner: string, outer: string): boolean {
  const [one, other] = [parseCidr(inner), parseCidr(outer)];
  return one !== undefined && other !== undefined && contains(other, one);
}
