import { readPool } from "../../functions/pool/pool-text";
import { defaultQuotas } from "../../infra/rekognition/default-quotas";
import type { FunctionSpec } from "../lambda/function-spec";
import { type DoorPlan, rekognitionDoor } from "./door";
import { readTables, type Table } from "./dynamodb/table";
import type { GraphIndex } from "./graph/graph-index";
import type { Queue } from "./queue/queue";
import { type EventSource, readEventSources, readQueues, type Redelivery } from "./queue/queues";
import type { ServiceMs } from "./rekognition/operation";
import { type Quotas, RekognitionRegion } from "./rekognition/region";
import { type Bucket, readBuckets } from "./s3/buckets";

/** How the services behind the Rekognition pool behave; absent parts are as on AWS, or nearly so. */
export interface PoolBehaviour {
  /** The account's quotas by Region, when they are to differ from what the program believes. */
  readonly quotas?: Readonly<Record<string, Quotas>>;
  /** Milliseconds that a call to Rekognition takes; 300 to 600 by default. */
  readonly serviceMs?: ServiceMs;
  /** When messages come again, other than as the program's queues say. The functions have to be told of it, too (`RECEIVES`). */
  readonly redelivery?: Redelivery;
}

/** What the program has of Rekognition, buckets, queues and tables; all of it empty without a pool. */
export interface PoolPlan {
  readonly regions: ReadonlyMap<string, RekognitionRegion>;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly sources: readonly EventSource[];
  readonly tables: ReadonlyMap<string, Table>;
}

export function planPool(
  graph: GraphIndex,
  parts: {
    readonly homeRegion: string;
    readonly doors: readonly DoorPlan[];
    readonly functions: readonly FunctionSpec[];
    readonly behaviour: PoolBehaviour;
  },
): PoolPlan {
  const { homeRegion, doors, functions, behaviour } = parts;
  const believed = believedQuotas(functions);
  const regions = doors.flatMap(({ name, region }) => {
    if (region === undefined || name !== rekognitionDoor(region)) return [];
    const quotas = behaviour.quotas?.[region] ?? believed.get(region) ?? defaultQuotas(region) ?? {};
    return [[region, new RekognitionRegion(region, quotas)] as const];
  });
  return {
    regions: new Map(regions),
    buckets: readBuckets(graph, homeRegion),
    queues: readQueues(graph, homeRegion, behaviour.redelivery),
    sources: readEventSources(graph),
    tables: readTables(graph, homeRegion),
  };
}

/** What the program tells its functions of the quotas, from configuration or look-up: the laptop's account has just these. */
function believedQuotas(functions: readonly FunctionSpec[]): ReadonlyMap<string, Quotas> {
  const text = functions.map(({ variables }) => variables["POOL"]).find((value) => value !== undefined);
  const regions = text === undefined ? [] : (readPool(text)?.regions ?? []);
  return new Map(regions.map(({ region, quotas }) => [region, quotas]));
}
