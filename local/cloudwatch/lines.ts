import type { Watch } from "./watch";

/** A line of a function's log. @param name the function's resource @param event as functions/contract/log.ts has it */
export function writeEvent(watch: Watch, minute: number, name: string, event: unknown): void {
  watch.line(`${name}-log`, minute, asLambdaWrites(event));
}

/**
 * A request to the API: its line in the access log, and what API Gateway counts of it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 *
 * @param request the line, as infra/private-api/access-log.ts has it
 */
export function writeRequest(watch: Watch, minute: number, request: Readonly<Record<string, string>>): void {
  watch.line("api-access-log", minute, request);
  const ApiName = String(watch.named("aws:apigateway/restApi:RestApi", "api").outputs["name"]);
  const Stage = String(watch.named("aws:apigateway/stage:Stage", "api-stage").inputs["stageName"]);
  const { method = "", route = "", status, totalMs } = request;
  const dimensions = { ApiName, Stage, Method: method, Resource: route };
  watch.metric("AWS/ApiGateway", "Count", dimensions, minute, 1);
  watch.metric("AWS/ApiGateway", "5XXError", dimensions, minute, Number(status) >= 500 ? 1 : 0);
  watch.metric("AWS/ApiGateway", "Latency", dimensions, minute, Number(totalMs));
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
