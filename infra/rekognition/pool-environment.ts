import * as pulumi from "@pulumi/pulumi";
import type { PoolEnvironment } from "../../functions/pool/env";
import { lanesText } from "../../functions/pool/lanes/lanes";
import { poolText } from "../../functions/pool/pool-text";
import type { PoolSettings } from "./pool-settings";
import { partitionOf } from "../partition";
import type { PoolPlan } from "./capacity";
import { allowedRegions } from "./pool-quotas";
import type { RegionalCaller } from "./regional-caller";

export interface PoolEnvironmentArgs {
  readonly settings: PoolSettings;
  readonly plan: pulumi.Output<PoolPlan>;
  readonly callers: readonly RegionalCaller[];
  readonly bucketName: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;
}

/** For the whole environment of a function, names and values. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ENVIRONMENT_BYTES = 4096;
const MEGABYTE = 1024 * 1024;

/** As long as what only a deployment knows: a preview has to find out already whether everything fits. */
const LONG_NAMES = { IMAGES_BUCKET: "b".repeat(20), RESULTS_TABLE: "t".repeat(25) };
/** What image-ingest is told beside. */
const OWN_OF_INGEST = { RECEIVES: "1000" };
/** And where it announces finished images: a bus with a long name, and the endpoint's address. */
const LONG_EVENTS = { EVENT_BUS: "e".repeat(120), EVENTS_ENDPOINT: "e".repeat(100) };
const longAddress = (region: string) =>
  `https://vpce-0123456789abcdef0-abcdefgh.rekognition.${region}.vpce.${partitionOf(region).dnsSuffix}`;

type Environment = { readonly [K in keyof PoolEnvironment]: pulumi.Input<string> };
type Told = Omit<PoolEnvironment, "POOL" | keyof typeof LONG_NAMES>;

/** What both functions of the pool are told. */
export function poolEnvironment(args: PoolEnvironmentArgs): Environment {
  const told = toldByConfig(args.settings);
  const addresses = pulumi.all(args.callers.map(({ region, address }) => pulumi.all([region, address])));
  const events = args.settings.ingestEvents === "off" ? {} : LONG_EVENTS;
  const plan = args.plan.apply((known) => fitting(known, { ...told, ...events }));
  const pool = pulumi.all([plan, addresses]).apply(([known, all]) => {
    const byRegion = new Map(all);
    return poolWith(known, (region) => byRegion.get(region) ?? "");
  });
  return { ...told, IMAGES_BUCKET: args.bucketName, RESULTS_TABLE: args.tableName, POOL: pool };
}

function toldByConfig(settings: PoolSettings): Told {
  return {
    WAIT_SECONDS: String(settings.rekognitionWaitSeconds),
    ALLOWED_REGIONS: allowedRegions(settings).join(","),
    GROUP_REGIONS: JSON.stringify(settings.rekognitionGroupRegions),
    LANES: lanesText(settings.rekognitionLanes),
    S3_OBJECT: settings.s3ObjectAccess,
    SHARED_PREFIXES: sharedPrefixes(settings).join(","),
    MAX_UPLOAD_BYTES: String(settings.maxUploadMegabytes * MEGABYTE),
    PORTAL_ORIGINS: settings.portalOrigins.join(","),
    DEFAULT_OPERATIONS: settings.ingestDefaultOperations.join(","),
    RESULT_DAYS: String(settings.resultRetentionDays),
    REKOGNITION_GROUP: settings.rekognitionGroup,
    MALLOC_ARENA_MAX: "1",
  };
}

/** Prefixes whose objects every caller may name as S3Object. */
export function sharedPrefixes(settings: PoolSettings): readonly string[] {
  return settings.s3ObjectAccess === "own-and-shared" ? settings.sharedImagePrefixes : [];
}

function poolWith(plan: Pick<PoolPlan, "regions" | "operations">, addressOf: (region: string) => string): string {
  const regions = plan.regions.map((region) => ({ ...region, endpoint: addressOf(region.region) }));
  return poolText({ regions, operations: plan.operations });
}

/** @throws pulumi.RunError when the environment is larger than Lambda takes, which Lambda would only say at the very end */
export function fitting<Plan extends Pick<PoolPlan, "regions" | "operations">>(
  plan: Plan,
  told: Readonly<Record<string, string>>,
): Plan {
  const bytes = environmentBytes(plan, told);
  if (bytes <= MAX_ENVIRONMENT_BYTES) return plan;
  const size = `The functions of the Rekognition pool need about ${bytes} bytes of environment, and Lambda gives ${MAX_ENVIRONMENT_BYTES}`;
  const names = "groups with Regions or a lane of their own, prefixes or portal origins";
  throw new pulumi.RunError(`${size}: beside the ${plan.regions.length} Regions, config names too many ${names}.`);
}

/** What the environment takes, names and values, with names and addresses of the longest form. */
export function environmentBytes(
  plan: Pick<PoolPlan, "regions" | "operations">,
  told: Readonly<Record<string, string>>,
): number {
  const environment = { ...told, ...LONG_NAMES, ...OWN_OF_INGEST, POOL: poolWith(plan, longAddress) };
  return Buffer.byteLength(Object.entries(environment).flat().join(""));
}
