/** The metrics that alarms and dashboard are made of. */
import { ROUTES, type RouteName } from "../../functions/contract/routes";
import type { Expression, Metric } from "./alarm";
import type { LogSource } from "./log-metrics";

export type WatchedFunction = Exclude<LogSource, "access-log">;

/** What of the stack is watched, by the names that its metrics carry. */
export interface Watched<N> {
  /** Of the metrics that are counted in logs; one a stack. */
  readonly namespace: string;
  readonly api: N;
  readonly stage: string;
  readonly functions: Readonly<Partial<Record<WatchedFunction, N>>>;
  /** EventBridge rules over CloudTrail's events: watched-calls.ts. */
  readonly rules: { readonly mintOutsideMintingRole: N; readonly roleRefused: N };
  /** Absent while there is no Rekognition pool. */
  readonly pool?: WatchedPool<N>;
}

export interface WatchedPool<N> {
  /** The queue of new images. */
  readonly queue: N;
  /** Where images wait that were set aside. */
  readonly failedQueue: N;
  /** Within how many milliseconds a call of the pool is expected to be answered. */
  readonly latencyMs: number;
}

/** What is counted in the stack's logs: log-metrics.ts. */
export function counted({ namespace }: { readonly namespace: string }, name: string): Metric<never> {
  return { namespace, name, stat: "Sum", dimensions: {} };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html: by method, where the stage counts so */
export function ofRoute<N>(
  watched: Watched<N | string>,
  route: RouteName,
  name: string,
  stat: string,
): Metric<N | string> {
  const { method, path } = ROUTES[route];
  const dimensions = { ApiName: watched.api, Stage: watched.stage, Method: method, Resource: path };
  return { namespace: "AWS/ApiGateway", name, stat, dimensions };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html, the sum over all the stack's functions */
export function ofAllFunctions<N>({ functions }: Watched<N>, name: string): Expression<N> {
  const metrics = Object.values(functions).map((functionName, index): [string, Metric<N>] => [
    `m${index + 1}`,
    { namespace: "AWS/Lambda", name, stat: "Sum", dimensions: { FunctionName: functionName } },
  ]);
  // Where a function was not called there is no data, and no data plus a number would be no data.
  const expression = metrics.map(([id]) => `FILL(${id}, 0)`).join(" + ");
  return { expression, metrics: Object.fromEntries(metrics) };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export function ofQueue<N>(queue: N, name: string, stat: string): Metric<N> {
  return { namespace: "AWS/SQS", name, stat, dimensions: { QueueName: queue } };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html: events that a rule took */
export function ofRule<N>(rule: N): Metric<N> {
  return { namespace: "AWS/Events", name: "TriggeredRules", stat: "Sum", dimensions: { RuleName: rule } };
}
