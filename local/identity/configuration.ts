import { randomBytes } from "node:crypto";
import { interactionPolicy } from "oidc-provider";
import type { AccessToken, Configuration, JWK, JWTStructured, KoaContextWithOIDC, ResourceServer } from "oidc-provider";
import { commandLineRedirect, type IdentitySettings } from "./messages";
import { errorPage, PAGE_HEADERS } from "./sign-in-page";

/** The API as a resource, which makes access tokens JWTs and their `aud`; a Cognito token has that only on request. */
const API = "urn:private-ml-gateway:api";
const EIGHT_HOURS = 8 * 60 * 60;

/**
 * oidc-provider, set up so that its tokens look like a Cognito user pool's: RS256, `token_use`, `username`,
 * `cognito:groups`, `client_id`, and no header `typ: at+jwt`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export function configuration(issuer: string, settings: IdentitySettings, keys: readonly JWK[]): Configuration {
  return {
    jwks: { keys },
    clients: [
      {
        client_id: settings.clientId,
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code"],
        response_types: ["code"],
        redirect_uris: [...settings.redirectUris, commandLineRedirect(issuer)],
      },
    ],
    pkce: { required: () => true },
    scopes: ["openid", ...settings.scope.split(" ").filter((scope) => scope !== "")],
    conformIdTokenClaims: false,
    claims: { openid: ["sub", "email", "token_use", "cognito:username", "cognito:groups"] },
    cookies: { keys: [randomBytes(32).toString("hex")], names: cookieNames(issuer) },
    ttl: { Session: EIGHT_HOURS, Grant: EIGHT_HOURS, Interaction: 600, AuthorizationCode: 60, IdToken: 3600 },
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}`, policy: withoutConsent() },
    renderError(context, details) {
      context.set(PAGE_HEADERS);
      context.body = errorPage({ ...details });
    },
    findAccount: (_context, subject) => accountOf(settings, subject),
    loadExistingGrant: (context) => grantEverythingAsked(context, settings.scope),
    extraTokenClaims: (_context, token) => cognitoClaims(settings, token as AccessToken),
    formats: { customizers: { jwt: (_context, _token, jwt) => asCognitoWritesIt(jwt) } },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => apiAsResource(settings),
      },
    },
  };
}

/** With the port in them: to a browser all ports of this machine are one host, and two sign-ins would overwrite each other's. */
function cookieNames(issuer: string) {
  const { port } = new URL(issuer);
  return { session: `sign-in-${port}`, interaction: `sign-in-${port}-step`, resume: `sign-in-${port}-resume` };
}

/** Employees are not asked whether the company's portal may know who they are. */
function withoutConsent(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base();
  policy.remove("consent");
  return policy;
}

function accountOf(settings: IdentitySettings, subject: string) {
  const person = settings.people.find((candidate) => candidate.subject === subject);
  if (person === undefined) return undefined;
  const claims = {
    sub: subject,
    email: person.email,
    token_use: "id",
    "cognito:username": person.name,
    "cognito:groups": [...person.groups],
  };
  return { accountId: subject, claims: () => claims };
}

async function grantEverythingAsked(context: KoaContextWithOIDC, scope: string) {
  const { client, session, provider } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid");
  if (scope !== "") grant.addResourceScope(API, scope);
  await grant.save();
  return grant;
}

function cognitoClaims(settings: IdentitySettings, token: AccessToken) {
  const person = settings.people.find((candidate) => candidate.subject === token.accountId);
  if (person === undefined) return undefined;
  const groups = person.groups.length === 0 ? {} : { "cognito:groups": [...person.groups] };
  return { token_use: "access", username: person.name, ...groups };
}

function asCognitoWritesIt(jwt: JWTStructured): void {
  jwt.header = { ...jwt.header, typ: undefined };
}

function apiAsResource(settings: IdentitySettings): ResourceServer {
  return {
    scope: settings.scope,
    accessTokenFormat: "jwt",
    accessTokenTTL: settings.tokenSeconds,
    jwt: { sign: { alg: "RS256" } },
  };
}
