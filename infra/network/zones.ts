/** Which Availability Zones to build in: pure, no Pulumi. */

export interface ZoneOffer {
  /** Name of an endpoint service. */
  readonly service: string;
  /** Names of the zones in which AWS offers it to this account. */
  readonly zones: readonly string[];
}

/**
 * The first zones, by name, in which every service is offered: an endpoint cannot have an address in any other, and API
 * Gateway, Studio and STS are not offered in the same ones everywhere.
 */
export function commonZones(
  offers: readonly ZoneOffer[],
  count: number,
): { readonly zones: readonly string[] } | { readonly fault: string } {
  const [first, ...others] = offers;
  const common = (first?.zones ?? []).filter((zone) => others.every(({ zones }) => zones.includes(zone)));
  const zones = [...new Set(common)].sort();
  if (zones.length >= count) return { zones: zones.slice(0, count) };
  const offered = offers.map(({ service, zones }) => `${service} (${[...zones].sort().join(", ") || "nowhere"})`);
  const found = zones.length === 0 ? "none" : zones.join(", ");
  return { fault: `${count} Availability Zones must offer all of ${offered.join("; ")}; found ${found}.` };
}

/** Zones that AWS leaves out of many services, by their ids, because names differ between accounts: taken only where there is no other. */
const SCARCE_ZONES = ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"];

/**
 * Zones of a Region whose endpoint services cannot be asked: the first ones by name, scarce ones last.
 *
 * @param ids the zones' ids, in the order of their names
 */
export function likelyZones(
  region: string,
  offer: { readonly names: readonly string[]; readonly ids: readonly string[] },
  count: number,
): { readonly zones: readonly string[] } | { readonly fault: string } {
  const isScarce = (zone: string) => SCARCE_ZONES.includes(offer.ids[offer.names.indexOf(zone)] ?? "");
  const sorted = [...offer.names].sort();
  const zones = [...sorted.filter((zone) => !isScarce(zone)), ...sorted.filter(isScarce)].slice(0, count);
  if (zones.length === count) return { zones };
  return { fault: `${count} Availability Zones of ${region} are needed; found ${zones.join(", ") || "none"}.` };
}
