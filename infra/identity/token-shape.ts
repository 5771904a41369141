/** What the access tokens of the configured provider look like: pure, no Pulumi. */
import { COGNITO_SHAPE, type TokenShape } from "../../functions/authorizer/token-rules";
import type { Settings } from "../config";

/**
 * Claims that config does not name are called as in the JWT profile for access tokens (RFC 9068 §2.2). What other providers call them
 * stands, with an example each, in infra/identity/README.md.
 */
export function tokenShapeOf({
  identityProvider: provider,
  profileClaim: nameClaim,
}: Pick<Settings, "identityProvider" | "profileClaim">): TokenShape {
  if (provider.kind === "cognito") return { ...COGNITO_SHAPE, nameClaim };
  const { tokenType, accessClaim, accessClaimValue, audience } = provider;
  return {
    algorithms: provider.algorithms ?? ["RS256"],
    ...(tokenType !== undefined && { tokenType }),
    ...(accessClaim !== undefined && { accessClaim }),
    ...(accessClaimValue !== undefined && { accessClaimValue }),
    audience,
    clientClaim: provider.clientClaim ?? "client_id",
    scopeClaim: provider.scopeClaim ?? "scope",
    groupsClaim: provider.groupsClaim ?? "groups",
    nameClaim,
  };
}
