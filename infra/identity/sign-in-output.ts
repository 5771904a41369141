import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { SIGN_IN_SCOPES, type UserPool } from "./user-pool";

/**
 * How a portal gets the access token that the API asks for: everything that an OpenID Connect client library wants to be told. It holds
 * no secret, because the client has none; PKCE stands in for one.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function signInOutput(people: UserPool, settings: Pick<Settings, "requiredScope" | "portalCallbackUrls">) {
  const { issuer, keySetUrl, signInPages, client } = people;
  return {
    /** The `iss` of every token. */
    issuer,
    /** Most libraries need no more than this, the client id and the scopes. */
    discoveryUrl: pulumi.interpolate`${issuer}/.well-known/openid-configuration`,
    authorizeUrl: pulumi.interpolate`${signInPages}/oauth2/authorize`,
    tokenUrl: pulumi.interpolate`${signInPages}/oauth2/token`,
    /** Takes client_id, response_type=code and a callback as redirect_uri, and leads on to the sign-in page. */
    logoutUrl: pulumi.interpolate`${signInPages}/logout`,
    keySetUrl,
    clientId: client.id,
    scopes: [...SIGN_IN_SCOPES, ...(settings.requiredScope === "" ? [] : [settings.requiredScope])],
    callbackUrls: settings.portalCallbackUrls,
    responseType: "code",
    codeChallengeMethod: "S256",
    tokenEndpointAuthMethod: "none",
  };
}
