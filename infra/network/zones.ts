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
