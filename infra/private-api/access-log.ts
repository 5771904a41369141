import type { Settings } from "../config";

/**
 * One JSON line per request. It names the route, never the real path, query, header or body: those can hold names and tokens.
 * A caller may choose `requestId`, by sending the header x-amzn-RequestId, and cannot choose `extendedRequestId` (x-amz-apigw-id):
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
 * `caller` is the authorizer's principal, a hash; `$context.*`: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export const ACCESS_LOG_FIELDS = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  time: "$context.requestTimeEpoch",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  errorType: "$context.error.responseType",
  caller: "$context.authorizer.principalId",
  endpointId: "$context.identity.vpceId",
  sourceIp: "$context.identity.sourceIp",
  authorizerStatus: "$context.authorizer.status",
  authorizerMs: "$context.authorizer.latency",
  functionStatus: "$context.integration.status",
  functionMs: "$context.integration.latency",
  totalMs: "$context.responseLatency",
} as const;

/** As the stage takes it. A traced call's line leads to its trace, in which API Gateway writes the request's id too. */
export function accessLogFormat({ tracing }: Pick<Settings, "tracing">): string {
  const { requestId, ...others } = ACCESS_LOG_FIELDS;
  return JSON.stringify({ requestId, ...(tracing === "xray" && { traceId: "$context.xrayTraceId" }), ...others });
}
