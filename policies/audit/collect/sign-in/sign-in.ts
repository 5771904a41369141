/** Whose tokens the API believes, by its authorizers' environment; and how people come by one, by Cognito's own settings. */
import type { AuditedClient, AuditedPool, AuditedProvider, AuditedSignIn, TrustedTokens } from "../../beside-policies";
import type { AuditedApi } from "../../estate";
import { type CollectedResource, identity, list, record, setting, text, texts } from "../graph/graph";
import { environmentOf } from "../roles/role-uses";
import { parseStrictly } from "../graph/strict-json";
import type { Survey } from "../survey";

export function collectSignIn(survey: Survey, apis: readonly AuditedApi[]): AuditedSignIn {
  // Asking for a type makes it understood; groups and scopes hold nothing beside what tokens carry.
  for (const type of ["cognito/userGroup:UserGroup", "cognito/resourceServer:ResourceServer"]) survey.all(type);
  survey.all("cognito/userPoolDomain:UserPoolDomain");
  const asked = apis.flatMap(({ authorizers }) => authorizers.flatMap(({ functionName }) => functionName ?? []));
  const functions = survey.all("lambda/function:Function").filter(({ name }) => asked.includes(name));
  return {
    trusted: functions.map(trustedBy),
    pools: survey.all("cognito/userPool:UserPool").map(poolOf),
    clients: survey.all("cognito/userPoolClient:UserPoolClient").map(clientOf),
    providers: survey.all("cognito/identityProvider:IdentityProvider").map(providerOf),
    declared: declaredBy(survey),
  };
}

function trustedBy(code: CollectedResource): TrustedTokens {
  const variables = environmentOf(code);
  const shape = text(variables["TOKEN_SHAPE"]) ?? "{}";
  return {
    ...place(code),
    functionName: code.name,
    issuer: text(variables["ISSUER"]) ?? "",
    keys: text(variables["KEY_SET_URL"]) ?? `pinned: ${keyIds(variables["KEY_SET"]).join(", ")}`,
    clientIds: (text(variables["CLIENT_IDS"]) ?? "").split(",").filter((id) => id !== ""),
    scope: text(variables["REQUIRED_SCOPE"]) ?? "",
    algorithms: texts(parsed(shape)["algorithms"] ?? []),
    shape,
  };
}

function keyIds(keySet: unknown): string[] {
  return list(parsed(text(keySet) ?? "{}")["keys"]).map((key) => text(record(key)["kid"]) ?? "a key without an id");
}

function poolOf(pool: CollectedResource): AuditedPool {
  const endpoint = identity(pool, "endpoint") ?? "";
  return {
    ...place(pool),
    name: pool.name,
    issuer: `https://${endpoint}`,
    selfSignUp: record(pool.inputs["adminCreateUserConfig"])["allowAdminCreateUserOnly"] !== true,
    triggers: Object.entries(record(pool.inputs["lambdaConfig"])).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [name],
    ),
    isCaseSensitive: record(pool.inputs["usernameConfiguration"])["caseSensitive"] === true,
  };
}

function clientOf(client: CollectedResource): AuditedClient {
  const all = (key: string) => texts(client.inputs[key] ?? []);
  return {
    ...place(client),
    id: identity(client, "id") ?? "",
    name: client.name,
    oauthFlows: all("allowedOauthFlows"),
    // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html: these, unless said otherwise.
    authFlows: client.inputs["explicitAuthFlows"] === undefined ? DEFAULT_FLOWS : all("explicitAuthFlows"),
    callbacks: all("callbackUrls"),
    signOuts: all("logoutUrls"),
    providers: all("supportedIdentityProviders"),
    scopes: all("allowedOauthScopes"),
  };
}

const DEFAULT_FLOWS = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

function providerOf(provider: CollectedResource): AuditedProvider {
  const details = record(provider.inputs["providerDetails"]);
  const from = text(details["MetadataURL"]) ?? text(details["oidc_issuer"]) ?? "metadata in a file";
  return {
    ...place(provider),
    name: setting(provider, "providerName") ?? provider.name,
    from: `${setting(provider, "providerType") ?? ""} ${from}`,
  };
}

/** The program writes what config asked for into the stack's outputs, past the resources that are held to it. */
function declaredBy(survey: Survey): AuditedSignIn["declared"] {
  const { graph } = survey;
  const signIn = record(graph.outputs["signIn"]);
  const { clientIds } = record(record(graph.outputs["deployed"])["identityProvider"]);
  return {
    issuer: text(signIn["issuer"]) ?? "",
    keySetUrl: text(signIn["keySetUrl"]) ?? "",
    clientIds: texts(clientIds ?? []),
    scopes: texts(signIn["scopes"] ?? []),
    callbacks: texts(signIn["callbackUrls"] ?? []),
    signOuts: portalOrigins(survey),
    providers: texts(signIn["identityProviders"] ?? []),
  };
}

/** Origins of the portal's pages, by the outputs, or as the functions are told them where people sign in elsewhere. */
export function portalOrigins(survey: Survey): readonly string[] {
  const named = texts(record(survey.graph.outputs["signIn"])["signOutUrls"] ?? []);
  if (named.length > 0) return named;
  const told = survey
    .all("lambda/function:Function")
    .flatMap((code) => text(environmentOf(code)["PORTAL_ORIGINS"]) ?? []);
  return [...new Set(told.flatMap((origins) => origins.split(",")))];
}

function place({ urn, source }: CollectedResource) {
  return { urn, source };
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  const read = parseStrictly(json);
  return record(read.kind === "value" ? read.value : {});
}
