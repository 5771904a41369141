import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { TokenRefused } from "./token-refused";

/** As long as a token may be, in characters (which are bytes: others than ASCII are refused). */
export const MAX_TOKEN_LENGTH = 8192;

/**
 * The scheme in any case, one or more spaces, three parts of base64url: RFC 9110 §11.1 and §11.4. Blanks around a header's value are no
 * part of it (§5.5), and a tab between scheme and token is not a space.
 */
const BEARER = /^[ \t]*bearer +([a-z0-9_-]+\.[a-z0-9_-]+\.[a-z0-9_-]+)[ \t]*$/i;

/**
 * The token of a request's one Authorization header, whatever the header's case: HTTP/2 clients send lower case.
 * @throws TokenRefused without looking into the token
 */
export function readBearerToken(
  event: Pick<APIGatewayRequestAuthorizerEvent, "headers" | "multiValueHeaders">,
): string {
  const [value, ...more] = authorizationValues(event);
  const token = more.length === 0 && value !== undefined ? BEARER.exec(value)?.[1] : undefined;
  if (token === undefined) throw new TokenRefused("no_single_bearer_token");
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused("too_long");
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
