/** Which Availability Zones to build in, and which of them an endpoint can have an address in: pure, no Pulumi. */

export interface ZoneOffer {
  /** Name of an endpoint service. */
  readonly service: string;
  /** Names of the zones in which AWS offers it to this account. */
  readonly zones: readonly string[];
}

/**
 * The zone for one more subnet: where the services are offered that have the fewest addresses so far, the first by name among equals.
 * API Gateway, Studio, STS and Rekognition are not offered in the same zones everywhere.
 *
 * @param taken zones of the subnets that stand or come before; two subnets in one zone are of no use to an endpoint
 */
export function nextZone(
  offers: readonly ZoneOffer[],
  taken: readonly string[],
): { readonly zone: string } | { readonly fault: string } {
  const free = [...new Set(offers.flatMap(({ zones }) => zones))].filter((zone) => !taken.includes(zone)).sort();
  const [first, ...others] = free;
  if (first === undefined) {
    const offered = offers.map((offer) => `${offer.service} (${listed(offer.zones)})`);
    return { fault: `One more Availability Zone is needed than ${listed(taken)}; AWS offers ${offered.join(", ")}.` };
  }
  const isBetter = (one: string, other: string) => compareScores(score(one), score(other)) > 0;
  return { zone: others.reduce((best, zone) => (isBetter(zone, best) ? zone : best), first) };

  /** How many services would get their first address there, how many their second, and so on. */
  function score(zone: string): number[] {
    const addresses = offers
      .filter(({ zones }) => zones.includes(zone))
      .map(({ zones }) => zones.filter((each) => taken.includes(each)).length);
    return [0, ...taken.map((_, index) => index + 1)].map((count) => addresses.filter((has) => has === count).length);
  }
}

/** Where an endpoint stands: the positions of subnets that can hold an address, and what to say about them. */
export type Placement =
  { readonly positions: readonly number[]; readonly warning?: string } | { readonly fault: string };

/**
 * An endpoint in subnets that stand already, perhaps from before its service was asked for.
 *
 * @param zones of the subnets, in their order
 * @param cure how to have it in two zones
 */
export function placementOf(
  { service, zones: offered }: ZoneOffer,
  zones: readonly string[],
  cure = "raise availabilityZoneCount for the home Region; in another one, name its zones in rekognitionRegions",
): Placement {
  const positions = zones.flatMap((zone, index) => (offered.includes(zone) ? [index] : []));
  const where = `AWS offers ${service} in ${listed(offered)}, and the subnets are in ${listed(zones)}`;
  if (positions.length === 0) return { fault: `${where}: ${cure}.` };
  if (positions.length > 1 || zones.length < 2) return { positions };
  return { positions, warning: `${where}: its endpoint stands in one zone only; to have two, ${cure}.` };
}

function compareScores(one: readonly number[], other: readonly number[]): number {
  const different = one.findIndex((value, index) => value !== other[index]);
  return different < 0 ? 0 : (one[different] ?? 0) - (other[different] ?? 0);
}

function listed(zones: readonly string[]): string {
  return [...zones].sort().join(", ") || "no zone";
}
