/** The pool's functions with everything around them: Regions, bucket and table over real HTTP, callers and events. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { IngestEnvironment } from "../../../functions/image-ingest/env";
import type { PoolEnvironment } from "../../../functions/pool/env";
import { OPERATION_NAMES, type OperationName } from "../../../functions/pool/operations";
import type { RegionSettings } from "../../../functions/pool/pool-text";
import { caller, contextOf } from "../events";
import { FunctionProcess } from "../function-process";
import { RegionServers } from "./region-servers";
import { BUCKET, S3Server } from "./s3-server";
import { TableServer } from "./table-server";

/** eu-central-1 is the home Region, which holds the bucket. */
export const HOME = "eu-central-1";
export const REGIONS = [HOME, "eu-west-1", "eu-west-2"];
export const QUOTAS = Object.fromEntries(OPERATION_NAMES.map((name) => [name, 50])) as Record<OperationName, number>;

export const alice = caller("alice", { rekognition: { regions: "all" } });
export const dave = caller("dave", { entries: [], denialReason: "no_studio_profile", rekognition: { regions: "all" } });

export class PoolWorld {
  /** What `fresh` starts anew. */
  private again: FunctionProcess<APIGatewayProxyResult> | undefined;
  private readonly started: { stop(): Promise<string> }[] = [];

  private constructor(
    readonly regions: RegionServers,
    readonly s3: S3Server,
    readonly table: TableServer,
  ) {}

  static async start(): Promise<PoolWorld> {
    return new PoolWorld(await RegionServers.start(...REGIONS), await S3Server.start(), await TableServer.start());
  }

  environment(changes: Partial<IngestEnvironment> = {}): Record<string, string> {
    return {
      POOL: this.pool(),
      WAIT_SECONDS: "5",
      ALLOWED_REGIONS: "",
      GROUP_REGIONS: "",
      LANES: "",
      IMAGES_BUCKET: BUCKET,
      RESULTS_TABLE: "results",
      S3_OBJECT: "off",
      SHARED_PREFIXES: "",
      MAX_UPLOAD_BYTES: String(15 * 1024 * 1024),
      PORTAL_ORIGINS: "https://portal.example.com",
      DEFAULT_OPERATIONS: "DetectLabels",
      RESULT_DAYS: "90",
      REKOGNITION_GROUP: "rekognition-users",
      MALLOC_ARENA_MAX: "1",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "2048",
      RECEIVES: "1000",
      AWS_REGION: HOME,
      AWS_ACCESS_KEY_ID: "AKIAFUNCTION",
      AWS_SECRET_ACCESS_KEY: "function-secret",
      AWS_SESSION_TOKEN: "session-token",
      AWS_ENDPOINT_URL_S3: this.s3.url,
      AWS_ENDPOINT_URL_DYNAMODB: this.table.url,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...changes,
    };
  }

  /** @param changes by Region; undefined leaves it out */
  pool(changes: Readonly<Record<string, Partial<RegionSettings> | undefined>> = {}): string {
    const kept = REGIONS.filter((region) => !(region in changes) || changes[region]);
    const regions = kept.map((region) => ({
      region,
      endpoint: this.regions.url(region),
      quotas: QUOTAS,
      ...changes[region],
    }));
    return JSON.stringify({ regions, operations: OPERATION_NAMES });
  }

  /** Only these Regions, the rest of the environment as given. */
  only(...regions: readonly string[]): string {
    return this.pool(
      Object.fromEntries(REGIONS.filter((each) => !regions.includes(each)).map((each) => [each, undefined])),
    );
  }

  /** The other Regions have weight 0: the sick one is drawn first. */
  sickFirst(sick: string, changes: Partial<RegionSettings> = {}): string {
    const others = REGIONS.filter((each) => each !== sick);
    return this.pool({ ...Object.fromEntries(others.map((each) => [each, { weight: 0 }])), [sick]: changes });
  }

  rekognition(changes: Partial<PoolEnvironment> = {}): FunctionProcess<APIGatewayProxyResult> {
    return this.spawn("rekognition", changes);
  }

  /** One that remembers nothing of other tests; until the next one is asked for. */
  fresh(changes: Partial<PoolEnvironment> = {}): FunctionProcess<APIGatewayProxyResult> {
    if (this.again) this.again.startAnew(this.environment(changes));
    else this.again = this.rekognition(changes);
    return this.again;
  }

  spawn<R>(name: "rekognition" | "image-ingest", changes: Partial<IngestEnvironment> = {}): FunctionProcess<R> {
    const process = new FunctionProcess<R>(name, this.environment(changes));
    this.started.push(process);
    return process;
  }

  reset(): void {
    this.regions.reset();
    this.s3.reset();
    this.table.reset();
  }

  async stop(): Promise<void> {
    await Promise.all(this.started.map((each) => each.stop()));
    await Promise.all([this.regions.stop(), this.s3.stop(), this.table.stop()]);
  }
}

export interface PoolRequest {
  readonly who?: typeof alice;
  readonly requestId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly changes?: Readonly<Record<string, unknown>>;
}

/** POST /v1/rekognition/{operation}. A body that is not a string is sent as JSON. */
export function operationEvent(operation: string, body: unknown, request: PoolRequest = {}): APIGatewayProxyEvent {
  return event("POST", "/v1/rekognition/{operation}", { operation }, body, request);
}

export function uploadEvent(body: unknown, request: PoolRequest = {}): APIGatewayProxyEvent {
  return event("POST", "/v1/images", null, body, request);
}

export function resultEvent(imageId: string, request: PoolRequest = {}): APIGatewayProxyEvent {
  return event("GET", "/v1/images/{imageId}", { imageId }, undefined, request);
}

function event(
  httpMethod: string,
  resource: string,
  pathParameters: Record<string, string> | null,
  body: unknown,
  { who = alice, requestId = "request-1", headers, changes }: PoolRequest,
): APIGatewayProxyEvent {
  return {
    httpMethod,
    resource,
    pathParameters,
    headers: { "content-type": "application/json", ...headers },
    body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId, identity: { vpceId: "vpce-0a1b2c3d" }, authorizer: contextOf(who) },
    ...changes,
  } as unknown as APIGatewayProxyEvent;
}

/** An answer's status, code and faulty fields. */
export function gist({ statusCode, body }: APIGatewayProxyResult): {
  status: number;
  code?: string;
  reason?: string;
  fields?: string[];
} {
  const { code, reason, errors } = JSON.parse(body) as { code?: string; reason?: string; errors?: { field: string }[] };
  return {
    status: statusCode,
    ...(code !== undefined && { code }),
    ...(reason !== undefined && { reason }),
    ...(errors && { fields: errors.map(({ field }) => field) }),
  };
}
