import { randomBytes } from "node:crypto";
import {
  interactionPolicy,
  type AccessToken,
  type Configuration,
  type JWK,
  type JWTStructured,
  type KoaContextWithOIDC,
  type ResourceServer,
} from "oidc-provider";
import { ANOTHER_CLIENT, commandLineRedirect, type IdentitySettings } from "./messages";
import { accessTokenClaims } from "./token-claims";
import { errorPage, PAGE_HEADERS } from "./sign-in-page";

/** The API as a resource, which makes access tokens JWTs and their `aud`; a Cognito token has that only on request. */
const API = "urn:private-ml-gateway:api";
const EIGHT_HOURS = 8 * 60 * 60;

/** oidc-provider, set up so that its access tokens look like those of the provider that the program believes. */
export function configuration(issuer: string, settings: IdentitySettings, keys: readonly JWK[]): Configuration {
  const algorithm = settings.shape.algorithms[0] ?? "RS256";
  return {
    jwks: { keys },
    enabledJWA: { idTokenSigningAlgValues: [algorithm] },
    clients: [settings.clientId, ANOTHER_CLIENT].map((client_id) => ({
      client_id,
      token_endpoint_auth_method: "none",
      id_token_signed_response_alg: algorithm,
      grant_types: ["authorization_code"],
      response_types: ["code"],
      redirect_uris: [...settings.redirectUris, commandLineRedirect(issuer)],
    })),
    pkce: { required: () => true },
    scopes: ["openid", ...settings.scope.split(" ").filter((scope) => scope !== "")],
    conformIdTokenClaims: false,
    claims: { openid: ["sub", "name", "email", "token_use", "cognito:username", "cognito:groups"] },
    cookies: { keys: [randomBytes(32).toString("hex")], names: cookieNames(issuer) },
    ttl: { Session: EIGHT_HOURS, Grant: EIGHT_HOURS, Interaction: 600, AuthorizationCode: 60, IdToken: 3600 },
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}`, policy: withoutConsent() },
    renderError(context, details) {
      context.set(PAGE_HEADERS);
      context.body = errorPage({ ...details });
    },
    findAccount: (_context, subject) => accountOf(settings, subject),
    loadExistingGrant: (context) => grantEverythingAsked(context, settings.scope),
    formats: {
      customizers: { jwt: (_context, token, jwt) => asItsProviderWritesIt(settings, token as AccessToken, jwt) },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: onlyTheApi(settings),
    },
  };
}

function onlyTheApi(settings: IdentitySettings) {
  return {
    enabled: true,
    defaultResource: () => API,
    useGrantedResource: () => true,
    getResourceServerInfo: () => apiAsResource(settings),
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
    name: person.name,
    email: person.email,
    token_use: "id",
    "cognito:username": person.called,
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

function asItsProviderWritesIt({ people, shape }: IdentitySettings, token: AccessToken, jwt: JWTStructured): void {
  const person = people.find((candidate) => candidate.subject === token.accountId);
  jwt.header = { ...jwt.header, typ: shape.tokenType };
  jwt.payload = accessTokenClaims(jwt.payload, person, shape);
}

function apiAsResource(settings: IdentitySettings): ResourceServer {
  return {
    scope: settings.scope,
    ...(settings.shape.audience !== undefined && { audience: settings.shape.audience }),
    accessTokenFormat: "jwt",
    accessTokenTTL: settings.tokenSeconds,
    jwt: { sign: { alg: settings.shape.algorithms[0] ?? "RS256" } },
  };
}
