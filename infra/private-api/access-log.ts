/**
 * One JSON line per request. It names the route, never the real path, query, header or body: those can hold names and tokens.
 * `caller` is the authorizer's principal, a hash; `$context.*`: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export const ACCESS_LOG_FIELDS = {
  requestId: "$context.requestId",
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

/** As the stage takes it. */
export const ACCESS_LOG_FORMAT = JSON.stringify(ACCESS_LOG_FIELDS);
