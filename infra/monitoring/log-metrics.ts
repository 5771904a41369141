/** What is counted in the logs: one metric filter a record. Pure. */
import { all, any, eventField, linesOf, pattern, requestsWith } from "./log-pattern";

/** Whose log: a function's, by its logical name, or the API stage's access log. */
export type LogSource = "authorizer" | "studio-url" | "rekognition" | "image-ingest" | "access-log";

export interface LogMetric {
  /** The metric's own name, in the stack's namespace. Several filters may count into one metric. */
  readonly metric: string;
  readonly source: LogSource;
  readonly pattern: string;
  /** What a line counts for: 1, or the number in this field. */
  readonly value?: string;
  /**
   * Dimension by field. CloudWatch takes three of a filter's, bills each combination as a metric of its own, and no default value beside
   * them. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringPolicyExamples.html
   */
  readonly dimensions?: Readonly<Record<string, string>>;
}

type Counted = Omit<LogMetric, "source">;

const POOL_CALL = "rekognition_call";

/** How every function's log tells of refusals by IAM: the errors' names end in Exception or not, as the service has it. */
const ACCESS_DENIED = any(
  linesOf("upstream_failed", { errorName: "AccessDenied*" }),
  linesOf("region_refused", { errorName: "AccessDenied*" }),
);

const IN_EVERY_FUNCTION: readonly Counted[] = [
  { metric: "AccessDenied", pattern: pattern(ACCESS_DENIED) },
  { metric: "UpstreamFailed", pattern: pattern(linesOf("upstream_failed")) },
  { metric: "UnexpectedError", pattern: pattern(linesOf("unexpected_error")) },
];

const IN_POOL_FUNCTIONS: readonly Counted[] = [
  { metric: "RegionConfigFault", pattern: pattern(linesOf("region_refused", { kind: "CONFIG" })) },
  { metric: "RegionFault", pattern: pattern(linesOf("region_refused", { kind: "FAULT" })) },
  {
    metric: "RegionRefused",
    pattern: pattern(linesOf("region_refused")),
    dimensions: { Region: eventField("region_refused", "region"), Kind: eventField("region_refused", "kind") },
  },
  { metric: "PoolAttempts", pattern: pattern(linesOf(POOL_CALL)), value: eventField(POOL_CALL, "attempts") },
  { metric: "PoolThrottles", pattern: pattern(linesOf(POOL_CALL)), value: eventField(POOL_CALL, "throttles") },
  { metric: "PoolOutOfQuota", pattern: pattern(linesOf(POOL_CALL, { code: "too_many_requests" })) },
  {
    metric: "PoolCalls",
    pattern: pattern(linesOf(POOL_CALL)),
    dimensions: { Region: eventField(POOL_CALL, "region") },
  },
  ofLane("LaneCalls"),
  ofLane("LaneThrottles", "throttles"),
  ofLane("LaneWaitMs", "waitMs"),
  ofLane("LaneBytes", "bytes"),
];

const BY_SOURCE: Readonly<Record<LogSource, readonly Counted[]>> = {
  authorizer: [
    { metric: "KeySetUnavailable", pattern: pattern(linesOf("key_set_unavailable")) },
    { metric: "MappingRowInvalid", pattern: pattern(linesOf("mapping_row_invalid")) },
    ...IN_EVERY_FUNCTION,
  ],
  "studio-url": [
    { metric: "MappingRowInvalid", pattern: pattern(linesOf("mapping_row_invalid")) },
    { metric: "StudioUrlRejected", pattern: pattern(linesOf("studio_url_rejected")) },
    ...IN_EVERY_FUNCTION,
    refusals(),
  ],
  rekognition: [...IN_EVERY_FUNCTION, refusals(), ...IN_POOL_FUNCTIONS],
  "image-ingest": [
    ...IN_EVERY_FUNCTION,
    ...IN_POOL_FUNCTIONS,
    { metric: "ImagePostponed", pattern: pattern(linesOf("image_postponed")) },
    { metric: "ImageSetAside", pattern: pattern(linesOf("image_set_aside")) },
  ],
  "access-log": [
    {
      metric: "AuthorizerFailed",
      pattern: pattern(requestsWith("errorType", "AUTHORIZER_FAILURE", "AUTHORIZER_CONFIGURATION_ERROR")),
    },
    { metric: "DeniedToken", pattern: pattern(requestsWith("errorType", "UNAUTHORIZED")) },
    // Without an authorizer's status the resource policy or the endpoint's refused, before the authorizer was asked.
    { metric: "DeniedByNetwork", pattern: pattern(denied(requestsWith("authorizerStatus", "-"))) },
    { metric: "DeniedByAuthorizer", pattern: pattern(denied(requestsWith("authorizerStatus", "2*"))) },
    { metric: "GatewayThrottled", pattern: pattern(requestsWith("errorType", "THROTTLED")) },
  ],
};

/** @param hasPool whether the stack has a Rekognition pool, and so its two functions */
export function logMetrics(hasPool: boolean): readonly LogMetric[] {
  const sources = Object.keys(BY_SOURCE) as LogSource[];
  const made = sources.filter((source) => hasPool || !POOL_SOURCES.includes(source));
  return made.flatMap((source) => BY_SOURCE[source].map((counted) => ({ ...counted, source })));
}

const POOL_SOURCES: readonly LogSource[] = ["rekognition", "image-ingest"];

/**
 * Who uses the pool for what: a metric of each lane and operation, and no more, since config names the lanes. Counted in the event that the
 * log has anyway, and not by metrics of the function's own (EMF), which would be a second line of some 400 bytes a call.
 */
function ofLane(metric: string, field?: "throttles" | "waitMs" | "bytes"): Counted {
  return {
    metric,
    pattern: pattern(linesOf(POOL_CALL)),
    ...(field !== undefined && { value: eventField(POOL_CALL, field) }),
    dimensions: { Lane: eventField(POOL_CALL, "lane"), Operation: eventField(POOL_CALL, "operation") },
  };
}

function refusals(): Counted {
  return {
    metric: "Refused",
    pattern: pattern(linesOf("request_refused")),
    dimensions: { Code: eventField("request_refused", "code") },
  };
}

function denied(authorizer: string): string {
  return all(requestsWith("errorType", "ACCESS_DENIED"), authorizer);
}
