import type { Graph } from "../../../local/program/graph";
import type { Minute } from "./played";
import { Watch } from "./cloudwatch/watch";

/** Alarms have to be red within this time. */
const MINUTES = 5;

/** Puts one minute of a stack's life into CloudWatch: lines to their log groups, requests into API Gateway's metrics. */
export function write(watch: Watch, at: number, { events, requests }: Minute): void {
  for (const [name, messages] of Object.entries(events))
    for (const message of messages) watch.line(`${name}-log`, at, asLambdaWrites(message));
  const api = String(watch.named("aws:apigateway/restApi:RestApi", "api").outputs["name"]);
  for (const request of requests) {
    watch.line("api-access-log", at, request);
    const { method = "", route = "", status, totalMs } = request;
    const dimensions = { ApiName: api, Stage: "live", Method: method, Resource: route };
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
    watch.metric("AWS/ApiGateway", "Count", dimensions, at, 1);
    watch.metric("AWS/ApiGateway", "5XXError", dimensions, at, Number(status) >= 500 ? 1 : 0);
    watch.metric("AWS/ApiGateway", "Latency", dimensions, at, Number(totalMs));
  }
}

/** A quiet hour, and then five minutes of it: every alarm that is red at the end of one of them. */
export function redWithinFiveMinutes(
  graph: Graph,
  quiet: readonly Minute[],
  trouble: (watch: Watch, at: number) => void,
): string[] {
  const watch = new Watch(graph);
  for (let at = 0; at < 60; at += 1) for (const minute of quiet) write(watch, at, minute);
  const red = new Set<string>();
  for (let at = 60; at < 60 + MINUTES; at += 1) {
    trouble(watch, at);
    for (const name of watch.red(at)) red.add(name);
  }
  return [...red].sort();
}

/** With the JSON log format. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html */
function asLambdaWrites(message: unknown) {
  return {
    timestamp: "2026-11-30T03:00:00.000Z",
    level: "INFO",
    requestId: "8c1b7d4e-0000-4000-8000-000000000000",
    message,
  };
}
