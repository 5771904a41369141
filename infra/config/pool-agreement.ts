import { overlaps, parseCidr } from "../addresses/cidr";
import { findPartition } from "../partition";
import { operationsIn } from "../rekognition/default-quotas";
import type { Disagreement, PoolValues } from "./disagreement";
import { placeOfBus } from "./ingestion/event-bus";
import { freeNetwork } from "./repair/near-network";
import { segment } from "./repair/settings-of";

/** What is wrong between the keys of the Rekognition pool; nothing while there is no pool. */
export function poolDisagreements(values: Partial<PoolValues>): Disagreement[] {
  if (values.rekognitionRegions === undefined || values.rekognitionRegions.length === 0) return [];
  const known = { ...values, rekognitionRegions: values.rekognitionRegions };
  return [
    ...homeAndRemote(known),
    ...overlappingNetworks(known),
    ...residencyOutsideThePool(known),
    ...nowhereToCall(known),
    ...nothingToCall(known),
    ...ingestionWithoutOperation(known),
    ...prefixesForNobody(known),
    ...busElsewhere(known),
  ];
}

type Pool = Partial<PoolValues> & Pick<PoolValues, "rekognitionRegions">;

function homeAndRemote(pool: Pool): Disagreement[] {
  const { region: home, rekognitionRegions } = pool;
  if (home === undefined) return [];
  return rekognitionRegions.flatMap(({ region, cidr, zones }, index): Disagreement[] => {
    const at = `[${index}]`;
    if (findPartition(region)?.partition !== findPartition(home)?.partition) {
      const fault = `is in another partition than ${home}: a pool never crosses partitions`;
      return [{ key: "rekognitionRegions", at, found: region, fault, remove: true }];
    }
    if (region === home) {
      const fault = "is for the home Region, whose endpoint stands in the gateway's own VPC";
      return Object.entries({ cidr, zones })
        .filter(([, found]) => found !== undefined)
        .map(([name, found]) => ({ key: "rekognitionRegions", at: `${at}.${name}`, found, fault, remove: true }));
    }
    if (cidr !== undefined) return [];
    const fault = `is required for ${region}: outside the home Region the endpoint needs a network of its own`;
    return [{ key: "rekognitionRegions", at: `${at}.cidr`, found: cidr, fault, fix: networkFor(index, pool) }];
  });
}

/** Peered networks that overlap cannot answer each other; AWS refuses the peering. */
function overlappingNetworks(pool: Pool): Disagreement[] {
  const { vpcCidr, corporateCidrs = [], rekognitionRegions } = pool;
  const others = [
    ...(vpcCidr === undefined ? [] : [{ text: vpcCidr, owner: "vpcCidr" }]),
    ...corporateCidrs.map((text) => ({ text, owner: "corporateCidrs" })),
  ];
  return rekognitionRegions.flatMap(({ cidr }, index): Disagreement[] => {
    const own = cidr === undefined ? undefined : parseCidr(cidr);
    const earlier = rekognitionRegions.slice(0, index).map((one) => ({ text: one.cidr ?? "", owner: one.region }));
    const twin = [...others, ...earlier].find(({ text }) => {
      const other = parseCidr(text);
      return own !== undefined && other !== undefined && overlaps(own, other);
    });
    if (twin === undefined) return [];
    const fault = `overlaps with ${twin.text} of ${twin.owner}: neither side could answer the other`;
    const fix = networkFor(index, pool);
    return [{ key: "rekognitionRegions", at: `[${index}].cidr`, found: cidr, fault, fix }];
  });
}

/** A network for the Region of this number, apart from the VPC, the company and the other Regions. */
function networkFor(index: number, { vpcCidr, corporateCidrs = [], rekognitionRegions }: Pool): string {
  const own = (block: string, first: number) => `${block}.${first + index}.0.0/24`;
  const others = rekognitionRegions.filter((_, other) => other !== index).map(({ cidr }) => cidr ?? "");
  const blocks = [own("10", 65), `172.21.${index}.0/24`, `192.168.${200 + index}.0/24`, own("100", 65)];
  const more = Array.from({ length: 100 }, (_, further) => `10.${100 + further}.${index}.0/24`);
  const taken = [...corporateCidrs, ...others, ...(vpcCidr === undefined ? [] : [vpcCidr])];
  return freeNetwork([...blocks, ...more], taken) ?? "<a network apart from all others>";
}

function residencyOutsideThePool(pool: Pool): Disagreement[] {
  const { rekognitionRegions, rekognitionAllowedRegions = [], rekognitionGroupRegions = {} } = pool;
  const configured = rekognitionRegions.map(({ region }) => region);
  const allowed = allowedRegions(pool);
  const strangers = rekognitionAllowedRegions.flatMap((found, index): Disagreement[] => {
    const fault = "is not among rekognitionRegions: nothing is built to call there";
    const at = `[${index}]`;
    return configured.includes(found) ? [] : [{ key: "rekognitionAllowedRegions", at, found, fault, remove: true }];
  });
  const groups = Object.entries(rekognitionGroupRegions).flatMap(([group, regions]) =>
    regions.flatMap((found, index): Disagreement[] => {
      const fault = "is not among the Regions that images of this environment may go to";
      const at = `${segment(group)}[${index}]`;
      return allowed.includes(found) ? [] : [{ key: "rekognitionGroupRegions", at, found, fault, remove: true }];
    }),
  );
  return [...strangers, ...groups];
}

/** By existence and configured zeros; what the looked-up quotas add is infra/rekognition/capacity.ts's to say. */
function nowhereToCall(pool: Pool): Disagreement[] {
  const { rekognitionRegions, rekognitionOperations } = pool;
  if (rekognitionOperations === undefined) return [];
  if (rekognitionOperations.length === 0) {
    const fault = "lists no operation, and rekognitionRegions lists Regions to call";
    return [{ key: "rekognitionOperations", at: "", found: [], fault }];
  }
  const allowed = allowedRegions(pool);
  return rekognitionOperations.flatMap((found, index): Disagreement[] => {
    const callable = rekognitionRegions.filter(
      ({ region, quotas }) =>
        allowed.includes(region) && operationsIn(region, [found]).length > 0 && quotas?.[found] !== 0,
    );
    if (callable.length > 0) return [];
    const fault = `can be called in none of the allowed Regions ${allowed.join(", ")}`;
    return [{ key: "rekognitionOperations", at: `[${index}]`, found, fault, remove: true }];
  });
}

function nothingToCall({ rekognitionRegions, rekognitionOperations = [] }: Pool): Disagreement[] {
  if (rekognitionOperations.length === 0) return [];
  return rekognitionRegions.flatMap(({ region }, index): Disagreement[] => {
    if (operationsIn(region, rekognitionOperations).length > 0) return [];
    const fault = "has none of rekognitionOperations";
    return [{ key: "rekognitionRegions", at: `[${index}]`, found: region, fault, remove: true }];
  });
}

function ingestionWithoutOperation({ rekognitionOperations, ingestDefaultOperations = [] }: Pool): Disagreement[] {
  if (rekognitionOperations === undefined || rekognitionOperations.length === 0) return [];
  return ingestDefaultOperations.flatMap((found, index): Disagreement[] => {
    const fault = "is not among rekognitionOperations";
    const at = `[${index}]`;
    const isEnabled = rekognitionOperations.includes(found);
    return isEnabled ? [] : [{ key: "ingestDefaultOperations", at, found, fault, remove: true }];
  });
}

function prefixesForNobody({ s3ObjectAccess, sharedImagePrefixes = [] }: Pool): Disagreement[] {
  if (s3ObjectAccess !== "own-and-shared" || sharedImagePrefixes.length > 0) return [];
  const fault = "shares the prefixes of sharedImagePrefixes, and there are none";
  return [{ key: "s3ObjectAccess", at: "", found: s3ObjectAccess, fault, fix: "own" }];
}

/** The endpoint leads to the home Region's EventBridge, which takes events for its own buses only. */
function busElsewhere({ region: home, ingestEvents = "off" }: Pool): Disagreement[] {
  const place = placeOfBus(ingestEvents);
  if (home === undefined || place === undefined) return [];
  if (place.region === home && place.partition === findPartition(home)?.partition) return [];
  const fault = `is not in ${home}: events reach buses of the home Region only; a rule there can send them on`;
  return [{ key: "ingestEvents", at: "", found: ingestEvents, fault, fix: "default" }];
}

function allowedRegions({ rekognitionRegions, rekognitionAllowedRegions = [] }: Pool): readonly string[] {
  const configured = rekognitionRegions.map(({ region }) => region);
  if (rekognitionAllowedRegions.length === 0) return configured;
  return configured.filter((region) => rekognitionAllowedRegions.includes(region));
}
