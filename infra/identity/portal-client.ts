import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";

/** Beside the API's own scope; `openid` makes the provider say who signed in. */
export const SIGN_IN_SCOPES = ["openid"];

export interface PortalClientArgs {
  readonly settings: Settings;
  /** Region of the pool. */
  readonly region: string;
  readonly userPoolId: pulumi.Input<string>;
  /** Where people who sign in with this client come from: `COGNITO` for the pool's own, or names of federated providers. */
  readonly identityProviders: pulumi.Input<pulumi.Input<string>[]>;
}

/** The scope that a token must carry to open the API, `<identifier>/<scope name>`: none or one. */
export function createApiScope(
  name: string,
  { settings, region, userPoolId }: Pick<PortalClientArgs, "settings" | "region" | "userPoolId">,
  parent: pulumi.Resource,
): pulumi.Output<string>[] {
  if (settings.requiredScope === "") return [];
  const slash = settings.requiredScope.lastIndexOf("/");
  const server = new aws.cognito.ResourceServer(
    `${name}-api-scope`,
    {
      region,
      userPoolId,
      identifier: settings.requiredScope.slice(0, slash),
      name: "Private ML gateway",
      scopes: [{ scopeName: settings.requiredScope.slice(slash + 1), scopeDescription: "Open one's own Studio" }],
    },
    { parent },
  );
  return [pulumi.interpolate`${server.identifier}/${settings.requiredScope.slice(slash + 1)}`];
}

/** Code flow only: no implicit flow, no password flow, no secret (the portal proves itself with PKCE). */
export function createPortalClient(
  name: string,
  args: PortalClientArgs,
  scopes: readonly pulumi.Output<string>[],
  parent: pulumi.Resource,
): aws.cognito.UserPoolClient {
  const { settings, region, userPoolId, identityProviders } = args;
  return new aws.cognito.UserPoolClient(
    `${name}-portal`,
    {
      region,
      userPoolId,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: [...SIGN_IN_SCOPES, ...scopes],
      callbackUrls: [...settings.portalCallbackUrls],
      // Where signing out may return to: https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
      logoutUrls: [...settings.portalOrigins],
      supportedIdentityProviders: identityProviders,
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      generateSecret: false,
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      accessTokenValidity: settings.accessTokenMinutes,
      idTokenValidity: settings.accessTokenMinutes,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes" },
    },
    { parent },
  );
}
