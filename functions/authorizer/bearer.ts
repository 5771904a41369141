import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { TokenRefused } from "./token-refused";

/** As long as a token may be, in characters (which are bytes: others than ASCII are refused). */
export const MAX_TOKEN_LENGTH = 8192;

const SCHEME = "Bearer ";

/** One space, three parts of base64url. RFC 6750 has the scheme spelled this way; nobody honest writes it otherwise. */
const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/;

/**
 * The token of a request's one Authorization header, whatever the header's case: HTTP/2 clients send lower case.
 * @throws TokenRefused without looking into the token
 */
export function readBearerToken(
  event: Pick<APIGatewayRequestAuthorizerEvent, "headers" | "multiValueHeaders">,
): string {
  const values = authorizationValues(event);
  const value = values[0];
  if (value === undefined || values.length > 1) throw new TokenRefused("no_single_bearer_token");
  if (value.length > SCHEME.length + MAX_TOKEN_LENGTH) throw new TokenRefused("too_long");
  const token = BEARER.exec(value)?.[1];
  if (token === undefined) throw new TokenRefused("no_single_bearer_token");
  return token;
}

/** API Gateway's `headers` keeps the last of several values; only `multiValueHeaders` shows that there were several. */
function authorizationValues(event: Pick<APIGatewayRequestAuthorizerEvent, "headers" | "multiValueHeaders">): string[] {
  const multiple = named(event.multiValueHeaders ?? {}).flat();
  return multiple.length > 0 ? multiple : named(event.headers ?? {});
}

function named<T>(headers: Readonly<Record<string, T | undefined>>): T[] {
  const names = Object.keys(headers).filter((name) => name.toLowerCase() === "authorization");
  return names.map((name) => headers[name]).filter((value) => value !== undefined);
}
