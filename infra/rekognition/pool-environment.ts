import * as pulumi from "@pulumi/pulumi";
import type { Pool, PoolEnvironment } from "../../functions/pool/env";
import type { Settings } from "../config";
import type { PoolPlan } from "./capacity";
import { allowedRegions } from "./pool-quotas";
import type { RegionalCaller } from "./regional-caller";

export interface PoolEnvironmentArgs {
  readonly settings: Settings;
  readonly plan: pulumi.Output<PoolPlan>;
  readonly callers: readonly RegionalCaller[];
  readonly bucketName: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;
}

/** For the whole environment of a function, names and values. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ENVIRONMENT_BYTES = 4096;
const MEGABYTE = 1024 * 1024;

type Environment = { readonly [K in keyof PoolEnvironment]: pulumi.Input<string> };

/** What both functions of the pool are told. */
export function poolEnvironment(args: PoolEnvironmentArgs): Environment {
  const { settings } = args;
  const others: Omit<Environment, "POOL"> = {
    WAIT_SECONDS: String(settings.rekognitionWaitSeconds),
    ALLOWED_REGIONS: allowedRegions(settings).join(","),
    GROUP_REGIONS: JSON.stringify(settings.rekognitionGroupRegions),
    IMAGES_BUCKET: args.bucketName,
    RESULTS_TABLE: args.tableName,
    S3_OBJECT: settings.s3ObjectAccess,
    SHARED_PREFIXES: sharedPrefixes(settings).join(","),
    MAX_UPLOAD_BYTES: String(settings.maxUploadMegabytes * MEGABYTE),
    PORTAL_ORIGINS: settings.portalOrigins.join(","),
    DEFAULT_OPERATIONS: settings.ingestDefaultOperations.join(","),
    RESULT_DAYS: String(settings.resultRetentionDays),
    REKOGNITION_GROUP: settings.rekognitionGroup,
  };
  const addresses = pulumi.all(args.callers.map(({ region, address }) => pulumi.all([region, address])));
  const pool = pulumi.all([args.plan, addresses]).apply(([plan, known]) => poolText(plan, new Map(known)));
  return { ...others, POOL: pulumi.all([pool, others]).apply(([text, rest]) => fitting(text, rest)) };
}

/** Prefixes whose objects every caller may name as S3Object. */
export function sharedPrefixes(settings: Settings): readonly string[] {
  return settings.s3ObjectAccess === "own-and-shared" ? settings.sharedImagePrefixes : [];
}

function poolText(plan: PoolPlan, addresses: ReadonlyMap<string, string>): string {
  const pool: Pool = {
    regions: plan.regions.map((region) => ({ ...region, endpoint: addresses.get(region.region) ?? "" })),
    operations: plan.operations,
  };
  return JSON.stringify(pool);
}

/** @throws pulumi.RunError when the environment is larger than Lambda takes, which it would otherwise say half-way through */
function fitting(pool: string, others: Readonly<Record<string, string>>): string {
  const texts = Object.entries({ ...others, POOL: pool }).flat();
  const bytes = Buffer.byteLength(texts.join(""));
  if (bytes <= MAX_ENVIRONMENT_BYTES) return pool;
  const size = `The functions of the Rekognition pool need ${bytes} bytes of environment, and Lambda gives ${MAX_ENVIRONMENT_BYTES}`;
  throw new pulumi.RunError(`${size}: the Regions take ${pool.length} of them, so list fewer Regions or operations.`);
}
