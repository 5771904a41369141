import { commaSeparated, readEnvironment, type Variable } from "../aws/environment";
import { isRegionName, readGroupRegions, type GroupRegions } from "../contract/caller";
import { type LaneRule, readLanes } from "./lanes/lanes";
import { type OperationName, WITHOUT_OPTIONS } from "./operations";
import { type Pool, readPool } from "./pool-text";

/*
 * How long what may take (ms). The functions keep to these, and infra/rekognition/pool-quotas.ts derives the calls' own time-out from
 * them, so that no number has to be changed in two places.
 */

/** One call of the pool with everything it waits for. An answer that takes 20 s is given; API Gateway ends at 29 s. */
export const CALL_MS = 25_000;
/** Kept for what comes after a call: its answer. */
export const ANSWER_MS = 1_000;
/** A path that is lost shows here, long before an answer is overdue: slow Regions are not slow to connect. */
export const CONNECT_MS = 1_000;

/**
 * What both functions of the pool are configured with. AWS_REGION, the home Region, and AWS_LAMBDA_FUNCTION_MEMORY_SIZE
 * come from Lambda.
 */
export interface PoolEnvironment {
  /** `Pool` as `poolText` writes it: the Regions with their endpoints and quotas, and the enabled operations. */
  readonly POOL: string;
  /** Seconds, 1 to 20, in which a call may try Regions. */
  readonly WAIT_SECONDS: string;
  /** Regions that images of this environment may go to, comma separated; "" for every Region of the pool. */
  readonly ALLOWED_REGIONS: string;
  /** JSON, group → Regions that images of its members may go to. */
  readonly GROUP_REGIONS: string;
  /** How callers share the pool, as `lanesText` writes it; "" when all calls are alike. */
  readonly LANES: string;
  readonly IMAGES_BUCKET: string;
  readonly RESULTS_TABLE: string;
  /** Which objects callers may name: none, their own, or those of shared prefixes as well. */
  readonly S3_OBJECT: "off" | "own" | "own-and-shared";
  /** Prefixes in the images bucket that every caller of the pool may name, comma separated. */
  readonly SHARED_PREFIXES: string;
  readonly MAX_UPLOAD_BYTES: string;
  /** Origins whose pages may read the answers, comma separated; "" for none. */
  readonly PORTAL_ORIGINS: string;
  /** Operations for objects that were dropped straight into the bucket, comma separated. */
  readonly DEFAULT_OPERATIONS: string;
  /** Days for which results are kept. */
  readonly RESULT_DAYS: string;
  /** The group whose members may use the pool. */
  readonly REKOGNITION_GROUP: string;
  /**
   * Read by the C library and not by us. Decoders run on threads of their own; with a heap for each of them, what one has
   * freed is not there for the next, and a function that has decoded some images takes twice its memory.
   * https://sourceware.org/glibc/manual/latest/html_node/Memory-Allocation-Tunables.html
   */
  readonly MALLOC_ARENA_MAX: "1";
}

export type S3ObjectAccess = PoolEnvironment["S3_OBJECT"];

export interface PoolSettings {
  readonly pool: Pool;
  readonly waitMs: number;
  /** The environment's list; every Region of the pool when it has none. */
  readonly allowedRegions: readonly string[];
  readonly groupRegions: GroupRegions;
  readonly lanes: readonly LaneRule[];
  readonly imagesBucket: string;
  readonly resultsTable: string;
  readonly s3Object: S3ObjectAccess;
  /** Each ends in a slash. */
  readonly sharedPrefixes: readonly string[];
  readonly maxUploadBytes: number;
  readonly portalOrigins: readonly string[];
  readonly defaultOperations: readonly OperationName[];
  readonly resultDays: number;
  readonly rekognitionGroup: string;
  readonly homeRegion: string;
  /** The function's memory. */
  readonly memoryBytes: number;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Uploads of callers; nothing in it is ever shared. */
export const UPLOADS_PREFIX = "uploads/";

const S3_OBJECT: readonly S3ObjectAccess[] = ["off", "own", "own-and-shared"];

/** @throws Error naming every variable at fault */
export function readPoolSettings(owner: string, variables: Variables): PoolSettings {
  const { listed, ...settings } = readEnvironment<Read>(owner, variables, SHAPE);
  const all = settings.pool.regions.map(({ region }) => region);
  return { ...settings, allowedRegions: listed.length === 0 ? all : listed };
}

type Read = Omit<PoolSettings, "allowedRegions"> & { readonly listed: readonly string[] };

const SHAPE: { readonly [K in keyof Read]: Variable<Read[K]> } = {
  pool: { key: "POOL", allowed: "the JSON of the pool's Regions and operations", parse: readPool },
  waitMs: {
    key: "WAIT_SECONDS",
    allowed: "a whole number from 1 to 20",
    parse: (text) => inThousands(whole(text, 1, 20)),
  },
  listed: { key: "ALLOWED_REGIONS", allowed: "Regions, comma separated, or empty", parse: readRegions },
  groupRegions: {
    key: "GROUP_REGIONS",
    allowed: "JSON, each group with a list of Regions, or empty",
    parse: readGroupRegions,
  },
  lanes: { key: "LANES", allowed: "JSON, a list of lanes, or empty", parse: readLanes },
  imagesBucket: {
    key: "IMAGES_BUCKET",
    allowed: "a bucket's name",
    parse: (text) => matching(text, /^[a-z0-9.-]{3,63}$/),
  },
  resultsTable: {
    key: "RESULTS_TABLE",
    allowed: "a table's name",
    parse: (text) => matching(text, /^[\w.-]{3,255}$/),
  },
  s3Object: {
    key: "S3_OBJECT",
    allowed: S3_OBJECT.join(", "),
    parse: (text) => S3_OBJECT.find((each) => each === text),
  },
  sharedPrefixes: {
    key: "SHARED_PREFIXES",
    allowed: `prefixes of the images bucket outside ${UPLOADS_PREFIX}, comma separated, or empty`,
    parse: readSharedPrefixes,
  },
  maxUploadBytes: {
    key: "MAX_UPLOAD_BYTES",
    allowed: "a whole number from 1 to 15728640",
    parse: (text) => whole(text, 1, 15 * 1024 * 1024),
  },
  portalOrigins: {
    key: "PORTAL_ORIGINS",
    allowed: "origins such as https://portal.example.com, comma separated, or empty",
    parse: (text) => listIf(text, (origin) => new URL(origin).origin === origin),
  },
  defaultOperations: {
    key: "DEFAULT_OPERATIONS",
    allowed: "operations on one image, comma separated, or empty",
    parse: readDefaultOperations,
  },
  resultDays: { key: "RESULT_DAYS", allowed: "a whole number from 1 to 3650", parse: (text) => whole(text, 1, 3650) },
  rekognitionGroup: { key: "REKOGNITION_GROUP", allowed: "the name of a group", parse: (text) => text || undefined },
  homeRegion: { key: "AWS_REGION", allowed: "a Region", parse: (text) => (isRegionName(text) ? text : undefined) },
  memoryBytes: {
    key: "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    allowed: "megabytes, a whole number from 128 to 10240",
    parse: (text) => inMebibytes(whole(text, 128, 10_240)),
  },
};

/** Lambda's megabytes are of 1,048,576 bytes. */
function inMebibytes(megabytes: number | undefined): number | undefined {
  return megabytes === undefined ? undefined : megabytes * 1024 * 1024;
}

function readRegions(text: string): string[] | undefined {
  return listIf(text, isRegionName);
}

/** A prefix that covered the uploads would show each caller's images to all others. */
function readSharedPrefixes(text: string): string[] | undefined {
  const prefixes = commaSeparated(text).map((prefix) => (prefix.endsWith("/") ? prefix : `${prefix}/`));
  const isGood = prefixes.every((prefix) => prefix !== "/" && !prefix.startsWith(UPLOADS_PREFIX));
  return isGood ? prefixes : undefined;
}

function readDefaultOperations(text: string): OperationName[] | undefined {
  const names = commaSeparated(text).map((name) => WITHOUT_OPTIONS.find((known) => known === name));
  return names.includes(undefined) ? undefined : (names as OperationName[]);
}

function listIf(text: string, isGood: (part: string) => boolean): string[] | undefined {
  const parts = commaSeparated(text);
  return parts.every(isGood) ? parts : undefined;
}

function matching(text: string, pattern: RegExp): string | undefined {
  return pattern.test(text) ? text : undefined;
}

function whole(text: string, min: number, max: number): number | undefined {
  return /^\d{1,9}$/.test(text) && +text >= min && +text <= max ? +text : undefined;
}

function inThousands(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
