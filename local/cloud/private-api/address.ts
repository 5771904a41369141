import { headerValue, type Incoming } from "../incoming";

/** How a request names the API it wants. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html */
export interface ApiAddress {
  readonly apiId: string;
  /** The endpoint in an alias name, `<api>-<vpce>.execute-api…`. */
  readonly endpointId?: string;
}

const HOST = /^([a-z0-9]+)(?:-(vpce-[0-9a-z]+))?\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?(?::\d+)?$/i;

/** By Host (private DNS or alias), else by `x-apigw-api-id`; undefined when the request names none, as at a bare laptop port. */
export function addressedApi(request: Incoming): ApiAddress | undefined {
  const host = HOST.exec(headerValue(request, "host") ?? "");
  if (host?.[1] !== undefined)
    return { apiId: host[1].toLowerCase(), ...(host[2] !== undefined && { endpointId: host[2] }) };
  const apiId = headerValue(request, "x-apigw-api-id");
  return apiId === undefined ? undefined : { apiId };
}
