/** What a stack costs a month before it is called at all. Pure. */
import { type Charge, chargesOf, type PricedResource } from "./charges";
import { FREE_TYPES } from "./free-types";
import { priceOf, type PriceName } from "./prices";

/** What config takes at least. */
const LEAST_ZONES = 2;

/** All charges of one kind in one Region. */
export interface CostLine {
  readonly region: string;
  readonly what: string;
  readonly price: PriceName;
  /** Units a month, e.g. hours × zones × endpoints. */
  readonly units: number;
  readonly usd: number;
  readonly isConfirmed: boolean;
  readonly whileUsed: boolean;
}

export interface MonthlyCost {
  readonly lines: readonly CostLine[];
  /** Dollars a month, whether anything happens or not. */
  readonly fixed: number;
  /** Dollars a month on top, at most, for metrics that are paid in the hours in which they are written. */
  readonly atMostWhileUsed: number;
  readonly fixedByRegion: Readonly<Record<string, number>>;
  /** Types that neither a rule nor the list of free types knows: the sums lack them. */
  readonly unknownTypes: readonly string[];
}

/**
 * @param homeRegion of resources that name no Region
 * @param zonesAtHome of a network that was there before, for a preview that does not know its endpoints' subnets
 */
export function monthlyCost(
  resources: readonly PricedResource[],
  homeRegion: string,
  zonesAtHome = LEAST_ZONES,
): MonthlyCost {
  const zones = zonesByRegion(resources);
  if (!zones.has(homeRegion)) zones.set(homeRegion, zonesAtHome);
  const lines = new Map<string, CostLine>();
  const taken = new Set<string>();
  for (const resource of resources) {
    const region = resource.region ?? homeRegion;
    for (const charge of chargesOf(resource, zones.get(region) ?? LEAST_ZONES) ?? []) {
      if (charge.once !== undefined && taken.has(charge.once)) continue;
      if (charge.once !== undefined) taken.add(charge.once);
      const key = `${region} ${charge.what}`;
      lines.set(key, added(lines.get(key), charge, region));
    }
  }
  return summary(
    [...lines.values()].filter(({ units }) => units > 0),
    unknownTypesIn(resources),
  );
}

function zonesByRegion(resources: readonly PricedResource[]): Map<string, number> {
  const zones = new Map<string, number>();
  for (const { type, region } of resources) {
    if (type === "aws:ec2/subnet:Subnet" && region !== undefined) zones.set(region, (zones.get(region) ?? 0) + 1);
  }
  return zones;
}

function added(line: CostLine | undefined, { what, price, units, whileUsed }: Charge, region: string): CostLine {
  const { usd, isConfirmed } = priceOf(price, region);
  const all = (line?.units ?? 0) + units;
  return { region, what, price, units: all, usd: all * usd, isConfirmed, whileUsed: whileUsed === true };
}

function summary(lines: readonly CostLine[], unknownTypes: readonly string[]): MonthlyCost {
  const fixed = lines.filter(({ whileUsed }) => !whileUsed);
  const byRegion: Record<string, number> = {};
  for (const { region, usd } of fixed) byRegion[region] = (byRegion[region] ?? 0) + usd;
  return {
    lines: [...lines].sort((one, other) => one.region.localeCompare(other.region) || other.usd - one.usd),
    fixed: total(fixed),
    atMostWhileUsed: total(lines.filter(({ whileUsed }) => whileUsed)),
    fixedByRegion: byRegion,
    unknownTypes,
  };
}

function total(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}

function unknownTypesIn(resources: readonly PricedResource[]): string[] {
  const known = (resource: PricedResource) => chargesOf(resource, LEAST_ZONES) !== undefined;
  const unknown = resources.filter(
    (resource) => !resource.isExisting && !known(resource) && FREE_TYPES[resource.type] === undefined,
  );
  return [...new Set(unknown.map(({ type }) => type))].sort();
}
