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

/** Zones in which AWS opens no interface endpoints, or nothing for new accounts, by their ids: names differ between accounts. */
const CLOSED_ZONES = ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"];

/**
 * The first zones of a Region, by name, that can hold an endpoint.
 *
 * @param ids the zones' ids, in the order of their names
 */
export function offeredZones(names: readonly string[], ids: readonly string[], count: number): readonly string[] {
  const open = names.filter((_, index) => !CLOSED_ZONES.includes(ids[index] ?? ""));
  return [...open].sort().slice(0, count);
}
