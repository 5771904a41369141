import type { FunctionSpec } from "../lambda/function-spec";
import type { LambdaHost } from "../lambda/host";
import type { Authority } from "./decide/authority";
import type { CredentialStore } from "./signing/credentials";
import type { DynamoDbParts } from "./dynamodb/dynamodb";
import { NotModelledError } from "./graph/not-modelled";
import type { PoolBehaviour, PoolPlan } from "./pool-plan";
import { Poller } from "./queue/poller";
import type { Queue } from "./queue/queue";
import { mayReceive } from "./queue/queue-permissions";
import type { EventSource } from "./queue/queues";
import type { SqsParts } from "./queue/sqs";
import type { RegionFault } from "./rekognition/faults";
import type { RegionState } from "./rekognition/region";
import type { RekognitionParts } from "./rekognition/rekognition";
import { announceObject, announceSetUp } from "./s3/announce";
import { ObjectStore } from "./s3/object-store";
import type { S3Parts } from "./s3/parts";
import { readForService } from "./s3/read-for-service";

/** The services behind the Rekognition pool, at work. */
export interface PoolServices {
  readonly rekognition: RekognitionParts;
  readonly s3: S3Parts;
  readonly dynamodb: DynamoDbParts;
  readonly sqs: SqsParts;
  readonly controls: PoolControls;
  close(): void;
}

/** What the page, `npm run fault` and tests may do to the pool, and see of it. */
export interface PoolControls {
  /** In the program's order; empty without a pool. */
  regions(): readonly RegionState[];
  /** @param fault undefined heals the Region. @throws Error for a Region that is not in the pool */
  setFault(region: string, fault: RegionFault | undefined): void;
  /** Messages that wait, by the queue's name. */
  waiting(): Readonly<Record<string, number>>;
  /** Nothing waits in a queue that is polled, nor is worked on. */
  isIdle(): boolean;
  /** Puts what failed for good back into the queue it came from. @returns how many messages */
  redrive(): number;
  /** Deletes the items whose time is over, as DynamoDB does some day. */
  deleteExpired(): number;
}

/** A call to Rekognition takes so long, in milliseconds. */
const SERVICE_MS = [300, 600] as const;

/** @throws NotModelledError for a notification that AWS would not set up */
export function connectPool(
  plan: PoolPlan,
  parts: {
    readonly authority: Authority;
    readonly credentials: CredentialStore;
    readonly host: LambdaHost;
    readonly behaviour: PoolBehaviour;
  },
): PoolServices {
  const { authority, credentials, behaviour } = parts;
  const s3: S3Parts = {
    authority,
    credentials,
    buckets: plan.buckets,
    objects: new ObjectStore(),
    onCreated: (bucket, object, eventName) => announceObject(authority, plan.queues, bucket, object, eventName),
  };
  for (const bucket of plan.buckets.values()) announceSetUp(authority, plan.queues, bucket);
  const pollers = plan.sources.map((source) => pollerFor(source, plan, parts));
  return {
    s3,
    rekognition: {
      authority,
      credentials,
      regions: plan.regions,
      serviceMs: behaviour.serviceMs ?? SERVICE_MS,
      readObject: (request, session, region, name) => readForService(s3, request, session, region, name),
    },
    dynamodb: { authority, credentials, tables: plan.tables },
    sqs: { authority, credentials, queues: plan.queues },
    controls: controlsOf(plan, pollers, authority),
    close: () => {
      for (const poller of pollers) poller.close();
    },
  };
}

function pollerFor(
  source: EventSource,
  plan: PoolPlan,
  { authority, host, behaviour }: Parameters<typeof connectPool>[1],
): Poller {
  const queue = plan.queues.get(source.queueArn);
  if (!queue) throw new NotModelledError(`An event source reads ${source.queueArn}, which is not in the program.`);
  refuseShortVisibility(queue, host.findByArn(source.functionArn), behaviour);
  const deadLetters = plan.queues.get(queue.deadLetters?.arn ?? "");
  const poller = new Poller(source, queue, deadLetters, {
    host,
    clock: authority.clock,
    mayReceive: () => mayReceive(authority, host.findByArn(source.functionArn)?.roleArn ?? "", source),
  });
  poller.poll();
  return poller;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
function refuseShortVisibility(queue: Queue, spec: FunctionSpec | undefined, { redelivery }: PoolBehaviour): void {
  const functionMs = 1000 * (spec?.timeoutSeconds ?? 0);
  if (redelivery || queue.visibilityMs >= functionMs) return;
  const times = `${queue.visibilityMs / 1000} s and ${functionMs / 1000} s`;
  throw new NotModelledError(
    `The visibility timeout of ${queue.name} is shorter than the timeout of ${spec?.name ?? ""} (${times}): AWS refuses such an event source.`,
  );
}

function controlsOf(plan: PoolPlan, pollers: readonly Poller[], { clock }: Authority): PoolControls {
  const queues = [...plan.queues.values()];
  return {
    regions: () => [...plan.regions.values()].map((region) => region.state()),
    setFault(name, fault) {
      const region = plan.regions.get(name);
      if (!region)
        throw new Error(`There is no Region "${name}" here; there are ${[...plan.regions.keys()].join(", ")}.`);
      region.fault = fault;
    },
    waiting: () => Object.fromEntries(queues.map((queue) => [queue.name, queue.length])),
    isIdle: () => pollers.every((poller) => poller.isIdle),
    redrive() {
      const back = queues.flatMap((queue) => {
        const failed = queues.find(({ arn }) => arn === queue.deadLetters?.arn);
        const moved = failed?.receive(Infinity, clock()) ?? [];
        for (const message of moved) failed?.delete(message);
        return moved.map((message) => ({ queue, message }));
      });
      // As new messages, like those that StartMessageMoveTask moves.
      for (const { queue, message } of back) queue.send(message.body, clock());
      return back.length;
    },
    deleteExpired: () => [...plan.tables.values()].reduce((sum, table) => sum + table.deleteExpired(clock()), 0),
  };
}
