/**
 * The dashboard's body: what callers get, who refuses them, how Regions, functions and queues are, and the runbook. Pure.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
import { type Alarm, type Metric, runbookLine, tellingAlarms } from "./alarm";
import { alarmsOf } from "./alarms";
import { counted, ofQueue, ofRoute, type Watched } from "./measures";

export interface Widget {
  readonly type: "alarm" | "metric" | "text";
  readonly x: number;
  readonly y: number;
  /** Of 24 columns. */
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Line = readonly unknown[];
type Graph = readonly [title: string, lines: readonly Line[], isStacked?: boolean];

const COLUMNS = 24;
const GRAPH = { width: 8, height: 6 };
const ALARMS_HEIGHT = 4;
const PERIOD_SECONDS = 300;

/** @param alarmArns of the alarms that tell someone */
export function dashboardBody(
  watched: Watched<string>,
  { region, alarmArns }: { readonly region: string; readonly alarmArns: readonly string[] },
): { readonly widgets: readonly Widget[] } {
  const graphs = graphsOf(watched);
  const across = COLUMNS / GRAPH.width;
  const below = ALARMS_HEIGHT + Math.ceil(graphs.length / across) * GRAPH.height;
  return {
    widgets: [
      {
        ...{ type: "alarm", x: 0, y: 0, width: COLUMNS, height: ALARMS_HEIGHT },
        properties: { title: "Alarms", alarms: alarmArns },
      },
      ...graphs.map(([title, metrics, stacked = false], index): Widget => ({
        type: "metric",
        x: (index % across) * GRAPH.width,
        y: ALARMS_HEIGHT + Math.floor(index / across) * GRAPH.height,
        ...GRAPH,
        properties: { title, region, metrics, stacked, view: "timeSeries", period: PERIOD_SECONDS },
      })),
      {
        type: "text",
        x: 0,
        y: below,
        width: COLUMNS,
        height: 16,
        properties: { markdown: runbook(alarmsOf(watched)) },
      },
    ],
  };
}

function graphsOf(watched: Watched<string>): readonly Graph[] {
  const { namespace, pool } = watched;
  const routes = pool ? (["mint-url", "call-rekognition"] as const) : (["mint-url"] as const);
  const ofRoutes = (name: string, ...stats: readonly string[]) =>
    routes.flatMap((route) => stats.map((stat) => line(ofRoute(watched, route, name, stat), `${route} ${stat}`)));
  const logged = (...names: readonly string[]) => names.map((name) => line(counted(watched, name), name));
  return [
    ["Calls", ofRoutes("Count", "SampleCount")],
    ["Calls that failed with a 5xx", ofRoutes("5XXError", "Sum")],
    ["Latency", ofRoutes("Latency", "p50", "p95", "p99")],
    ["Refusals by code", [search(namespace, ["Code"], "Refused")], true],
    [
      "Denials by layer: token, network, authorizer, IAM",
      logged("DeniedToken", "DeniedByNetwork", "DeniedByAuthorizer", "AccessDenied"),
      true,
    ],
    ["Functions: errors and throttles", functionLines(watched)],
    ["Throttled at the gateway, and our calls of AWS that failed", logged("GatewayThrottled", "UpstreamFailed")],
    ...(pool
      ? ([
          ["Answers by Region, which is what Rekognition bills", [search(namespace, ["Region"], "PoolCalls")], true],
          ["Refusals by Region and kind", [search(namespace, ["Kind", "Region"], "RegionRefused")], true],
          ["Pool: attempts, throttles, out of quota", logged("PoolAttempts", "PoolThrottles", "PoolOutOfQuota")],
          ["Calls by lane and operation", [search(namespace, ["Lane", "Operation"], "LaneCalls")], true],
          ["Throttles by lane and operation", [search(namespace, ["Lane", "Operation"], "LaneThrottles")], true],
          ["Images: waiting, failed", queueLines(pool)],
        ] satisfies Graph[])
      : []),
  ];
}

function functionLines({ functions }: Watched<string>): Line[] {
  return Object.entries(functions).flatMap(([key, FunctionName]) =>
    ["Errors", "Throttles"].map((name) =>
      line({ namespace: "AWS/Lambda", name, stat: "Sum", dimensions: { FunctionName } }, `${key} ${name}`),
    ),
  );
}

function queueLines({ queue, failedQueue }: NonNullable<Watched<string>["pool"]>): Line[] {
  const name = "ApproximateNumberOfMessagesVisible";
  return [line(ofQueue(queue, name, "Maximum"), "waiting"), line(ofQueue(failedQueue, name, "Maximum"), "failed")];
}

function line({ namespace, name, stat, dimensions }: Metric<string>, label: string): Line {
  return [namespace, name, ...Object.entries(dimensions).flat(), { stat, label }];
}

/** A line for each value that the dimensions have had. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-search-expressions.html */
function search(namespace: string, dimensions: readonly string[], name: string): Line {
  const schema = [`"${namespace}"`, ...dimensions].join(",");
  return [{ expression: `SEARCH('{${schema}} MetricName="${name}"', 'Sum', ${PERIOD_SECONDS})`, id: "found" }];
}

function runbook(alarms: readonly Alarm<string>[]): string {
  const lines = tellingAlarms(alarms).map(({ name, runbook: known }) => `- **${name}**: ${runbookLine(known)}`);
  return ["# Runbook", "", ...lines].join("\n");
}
