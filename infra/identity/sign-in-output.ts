import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { SIGN_IN_SCOPES } from "./portal-client";
import type { SignIn } from "./sign-in";

type PortalSettings = Pick<
  Settings,
  "requiredScope" | "portalCallbackUrls" | "portalOrigins" | "identityProvider" | "federation"
>;

/**
 * How a portal gets the access token that the API asks for: everything that an OpenID Connect client library wants to be told. It holds
 * no secret, because the client has none; PKCE stands in for one. Addresses that are not known here are left out; they stand in the
 * document behind `discoveryUrl`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function signInOutput(people: SignIn, settings: PortalSettings) {
  const { issuer, keySetUrl, signInPages, clientIds } = people;
  const { identityProvider: provider, requiredScope } = settings;
  return {
    /** The `iss` of every token. */
    issuer,
    /** Most libraries need no more than this, the client id and the scopes. OpenID Connect Discovery §4.1: without the issuer's last slash. */
    discoveryUrl: issuer.apply((text) => `${text.replace(/\/$/, "")}/.well-known/openid-configuration`),
    ...(signInPages && {
      authorizeUrl: pulumi.interpolate`${signInPages}/oauth2/authorize`,
      tokenUrl: pulumi.interpolate`${signInPages}/oauth2/token`,
      /**
       * With client_id and one of signOutUrls as logout_uri it ends there; with client_id, response_type=code and a callback as
       * redirect_uri it leads on to the sign-in page.
       */
      logoutUrl: pulumi.interpolate`${signInPages}/logout`,
      signOutUrls: settings.portalOrigins,
    }),
    keySetUrl,
    clientId: clientIds[0],
    scopes: [...SIGN_IN_SCOPES, ...(requiredScope === "" ? [] : [requiredScope])],
    /** Of other issuers than Cognito: what the token has to be asked for, as `resource` (RFC 8707) or `audience`. */
    ...(provider.kind === "oidc" && { audience: provider.audience }),
    /** Where people come from; as `identity_provider` in authorizeUrl, a name leads straight there. */
    ...(settings.federation.length > 0 && { identityProviders: settings.federation.map(({ name }) => name) }),
    callbackUrls: settings.portalCallbackUrls,
    responseType: "code",
    codeChallengeMethod: "S256",
    tokenEndpointAuthMethod: "none",
  };
}
