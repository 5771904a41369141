/**
 * The id under which everything is traced that is done for one request. API Gateway makes one up for each; here it is the request's own id,
 * spelled as a trace's. The SDK clients of a function send it along with every call, as they do on AWS.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */

/** @param event of a function that was invoked for a request to the API; any other has no trace */
export function traceIdOf(event: unknown): string | undefined {
  const { requestContext } = (event ?? {}) as { readonly requestContext?: { readonly requestId?: unknown } };
  const id = requestContext?.requestId;
  const trace = typeof id === "string" ? traceOf(id) : undefined;
  return trace === undefined ? undefined : `Root=${trace}`;
}

/** The trace of one request, as API Gateway's `$context.xrayTraceId` has it. */
export function traceOf(requestId: string): string | undefined {
  const [, time, rest] = /^([0-9a-f]{8})([0-9a-f]{24})$/.exec(requestId.replaceAll("-", "")) ?? [];
  return time === undefined || rest === undefined ? undefined : `1-${time}-${rest}`;
}

/** @param traceId as the header X-Amzn-Trace-Id has it */
export function requestIdOf(traceId: string | undefined): string | undefined {
  const [, time, rest] = /(?:^|;)Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/.exec(traceId ?? "") ?? [];
  const parts = /^(.{4})(.{4})(.{4})(.{12})$/.exec(rest ?? "")?.slice(1);
  return time === undefined || parts === undefined ? undefined : [time, ...parts].join("-");
}
