import type { APIGatewayProxyEvent } from "aws-lambda";

/** A request's header whatever its case: HTTP/2 clients send lower case, API Gateway passes on what came. */
export function headerOf(event: Pick<APIGatewayProxyEvent, "headers">, name: string): string | undefined {
  // null, against the types, when API Gateway's test button sends no headers.
  const headers = (event.headers as APIGatewayProxyEvent["headers"] | null) ?? {};
  const spelled = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return spelled === undefined ? undefined : headers[spelled];
}
