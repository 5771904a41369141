/** What a thousand calls cost, by what they ask for and which Region answers. Pure. */
import { ASSUMED, BASE64 } from "./assumptions";
import type { PricedResource } from "./charges";
import { priceOf, type PriceName } from "./prices";

/** A part of a thousand calls. */
export interface CallPart {
  readonly price: PriceName;
  readonly region: string;
  readonly units: number;
  readonly usd: number;
  readonly isConfirmed: boolean;
}

export interface CallCost {
  readonly what: string;
  /** The Region that answers. */
  readonly region: string;
  /** Dollars for 1,000 calls. */
  readonly usd: number;
  readonly parts: readonly CallPart[];
}

const CALLS = 1_000;

type FunctionName = keyof typeof ASSUMED.milliseconds;

/** Of one call. */
type Use = readonly [price: PriceName, units: number];

/** What of the stack a call meets. */
interface Met {
  readonly home: string;
  readonly has: (name: FunctionName) => boolean;
  readonly lambda: (...names: readonly FunctionName[]) => readonly Use[];
  /** Rows decide who has which profile. */
  readonly hasMapping: boolean;
  /** X-Ray records calls. */
  readonly isTraced: boolean;
  readonly poolRegions: readonly string[];
}

/** @param resources with their logical names, by which the program's functions are told apart */
export function costPerThousandCalls(
  resources: readonly (PricedResource & { readonly name: string })[],
  homeRegion: string,
): readonly CallCost[] {
  const met = whatCallsMeet(resources, homeRegion);
  return [
    ...(met.has("studio-url") ? [cost(met, "Studio URLs", homeRegion, studioUrl(met))] : []),
    ...met.poolRegions.flatMap((region) => [
      cost(met, "CompareFaces", region, poolCall(met, region, "compareFaces")),
      cost(met, "each other operation", region, poolCall(met, region, "detection")),
    ]),
    ...(met.has("image-ingest")
      ? [cost(met, "images stored, analysed once and their result read", homeRegion, storedImage(met))]
      : []),
  ];
}

function whatCallsMeet(resources: readonly (PricedResource & { readonly name: string })[], home: string): Met {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const memory = new Map(
    ofType("aws:lambda/function:Function").map(({ name, inputs }) => [name, Number(inputs["memorySize"] ?? 128)]),
  );
  const used = (name: FunctionName): readonly Use[] => [
    ["lambdaRequest", 1],
    ["lambdaGbSecond", ((memory.get(name) ?? 0) / 1024) * (ASSUMED.milliseconds[name] / 1000)],
    ["logGb", ASSUMED.logRecordBytes / 1e9],
  ];
  const endpoints = ofType("aws:ec2/vpcEndpoint:VpcEndpoint").filter(({ inputs }) =>
    /\.rekognition(-fips)?$/.test(String(inputs["serviceName"])),
  );
  return {
    home,
    has: (name) => memory.has(name),
    lambda: (...names) => names.flatMap(used),
    isTraced: ofType("aws:apigateway/stage:Stage").some(({ inputs }) => inputs["xrayTracingEnabled"] === true),
    hasMapping: ofType("aws:dynamodb/table:Table").some(({ name }) => name === "mapping"),
    poolRegions: [...new Set(endpoints.map(({ region }) => region ?? home))].sort(),
  };
}

/** A request at the gateway with its access log and the authorizer's decision. */
function request(met: Met): readonly Use[] {
  return [["apiRequest", 1], ["logGb", ASSUMED.logRecordBytes / 1e9], ...met.lambda("authorizer"), ...trace(met)];
}

/** One a second is recorded, and of busier seconds 5 % more: this is the most that it can be. */
function trace({ isTraced }: Met): readonly Use[] {
  return isTraced ? [["trace", 1]] : [];
}

/** In table mode the authorizer reads a row, and a mint the row and the profile's reservation in one transaction. */
function studioUrl(met: Met): readonly Use[] {
  return [...request(met), ...met.lambda("studio-url"), ...(met.hasMapping ? [["tableRead", 5] as const] : [])];
}

const IMAGE_GB = ASSUMED.imageMb / 1000;

/** The picture passes two endpoints, and the peering when another Region answers. */
function poolCall(met: Met, region: string, operation: PriceName): readonly Use[] {
  return [
    ...request(met),
    ...met.lambda("rekognition"),
    ["interfaceEndpointGb", 2 * IMAGE_GB * BASE64],
    ...(region === met.home ? [] : [["regionToRegionGb", IMAGE_GB * BASE64] as const]),
    [operation, 1],
  ];
}

/** Asked for, put, announced, taken from the queue, analysed in the home Region, its result written, read once and deleted. */
function storedImage(met: Met): readonly Use[] {
  return [
    ...request(met),
    ...request(met),
    ...met.lambda("rekognition", "rekognition", "image-ingest"),
    ["s3Put", 1],
    ["s3Get", 1],
    ["s3GbMonth", IMAGE_GB * (ASSUMED.imageDays / 30)],
    ["queueRequest", 3],
    ["tableWrite", 2],
    ["tableRead", 1],
    ["interfaceEndpointGb", IMAGE_GB + IMAGE_GB * BASE64],
    ["detection", 1],
    ...trace(met),
  ];
}

/** Rekognition is paid where it answers; everything else where the stack is at home. */
const PAID_WHERE_ANSWERED: readonly PriceName[] = ["compareFaces", "detection"];

function cost(met: Met, what: string, region: string, uses: readonly Use[]): CallCost {
  const units = new Map<PriceName, number>();
  for (const [price, each] of uses) units.set(price, (units.get(price) ?? 0) + each * CALLS);
  const parts = [...units].map(([price, count]): CallPart => {
    const where = PAID_WHERE_ANSWERED.includes(price) ? region : met.home;
    const { usd, isConfirmed } = priceOf(price, where);
    return { price, region: where, units: count, usd: count * usd, isConfirmed };
  });
  return { what, region, usd: parts.reduce((sum, { usd }) => sum + usd, 0), parts };
}
