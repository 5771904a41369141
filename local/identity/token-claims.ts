/** Claims where the provider that is played has them. */
import type { TokenShape } from "../../functions/authorizer/token-rules";
import type { Person } from "./messages";

/**
 * The payload of an access token, with what oidc-provider calls `client_id` and `scope` under the provider's own names, and what it does not
 * know at all: the person, the groups, and what tells it from an id token.
 */
export function accessTokenClaims(
  payload: Readonly<Record<string, unknown>>,
  person: Pick<Person, "called" | "groups"> | undefined,
  shape: TokenShape,
): Record<string, unknown> {
  const { client_id: clientId, scope, ...others } = payload;
  const claims: Record<string, unknown> = { ...others };
  const { accessClaim, accessClaimValue } = shape;
  putClaim(claims, shape.clientClaim, clientId);
  if (scope !== undefined) putClaim(claims, shape.scopeClaim, scope);
  if (person !== undefined) putClaim(claims, shape.nameClaim, person.called);
  // Cognito leaves the claim out where there is none; an empty list says the same.
  if (person !== undefined && person.groups.length > 0) putClaim(claims, shape.groupsClaim, [...person.groups]);
  if (accessClaim !== undefined && !(accessClaim in claims)) putClaim(claims, accessClaim, accessClaimValue ?? true);
  return claims;
}

/** Puts a claim at the top, or where a JSON pointer leads to. */
export function putClaim(claims: Record<string, unknown>, name: string, value: unknown): void {
  const way = (
    name.startsWith("/") ? name.slice(1).split("/") : [name.replaceAll("~", "~0").replaceAll("/", "~1")]
  ).map((member) => member.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = way.pop() ?? "";
  let place = claims;
  for (const member of way) place = (place[member] ??= {}) as Record<string, unknown>;
  place[last] = value;
}
