import type { GraphResource } from "../../program/graph";
import { asRecord, type GraphIndex, listOf, recordOf, requiredText, textOf } from "../graph/graph-index";
import { NotModelledError } from "../graph/not-modelled";

/** A bucket of the program, with what hangs on it. */
export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly keepsVersions: boolean;
  readonly corsRules: readonly CorsRule[];
  readonly notifications: readonly QueueNotification[];
}

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** Where S3 says that an object was created. */
export interface QueueNotification {
  readonly id: string;
  readonly queueArn: string;
}

/** The program's buckets by name. */
export function readBuckets(graph: GraphIndex, homeRegion: string): ReadonlyMap<string, Bucket> {
  return new Map(
    graph.all("s3/bucket:Bucket").map((resource) => {
      const name = requiredText(resource, "bucket");
      return [name, readBucket(graph, resource, name, homeRegion)];
    }),
  );
}

function readBucket(graph: GraphIndex, resource: GraphResource, name: string, homeRegion: string): Bucket {
  const of = (type: string) => graph.where(type, "bucket", name);
  const [versioning] = of("s3/bucketVersioning:BucketVersioning");
  return {
    name,
    arn: requiredText(resource, "arn"),
    region: resource.region ?? homeRegion,
    keepsVersions: versioning !== undefined && recordOf(versioning, "versioningConfiguration")["status"] === "Enabled",
    corsRules: of("s3/bucketCorsConfiguration:BucketCorsConfiguration").flatMap((one) =>
      listOf(one, "corsRules").map(readCorsRule),
    ),
    notifications: of("s3/bucketNotification:BucketNotification").flatMap(readNotifications),
  };
}

function readCorsRule(value: unknown): CorsRule {
  const rule = asRecord(value);
  const texts = (key: string) => (Array.isArray(rule[key]) ? rule[key].map(String) : []);
  const maxAge = rule["maxAgeSeconds"];
  return {
    origins: texts("allowedOrigins"),
    methods: texts("allowedMethods"),
    headers: texts("allowedHeaders").map((name) => name.toLowerCase()),
    exposed: texts("exposeHeaders"),
    ...(typeof maxAge === "number" && { maxAgeSeconds: maxAge }),
  };
}

function readNotifications(resource: GraphResource): QueueNotification[] {
  for (const key of ["topics", "lambdaFunctions"])
    if (listOf(resource, key).length > 0)
      throw new NotModelledError(`${resource.urn} notifies ${key}; the laptop models notifications to queues.`);
  return listOf(resource, "queues").map((value) => {
    const { id, queueArn, events, filterPrefix, filterSuffix } = asRecord(value);
    const isOfCreation = Array.isArray(events) && events.length === 1 && events[0] === "s3:ObjectCreated:*";
    if (!isOfCreation || filterPrefix !== undefined || filterSuffix !== undefined || typeof queueArn !== "string")
      throw new NotModelledError(
        `${resource.urn} has a queue notification of another kind than s3:ObjectCreated:* for every key.`,
      );
    return { id: typeof id === "string" ? id : (textOf(resource, "id") ?? ""), queueArn };
  });
}
