import type { Graph } from "../../../../local/program/graph";
import { withInputs, withResource } from "../../../policies/audit/rules/changed-graph";
import { named, ofType } from "../../../policies/audit/rules/ways-to-change";
import type { Variant } from "../../../variants";
import type { Fault } from "../faults";
import { madeLike } from "../made-resources";

type Inputs = Readonly<Record<string, unknown>>;

const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";

function withVariables(graph: Graph, change: (variables: Inputs) => Inputs): Graph {
  const isAuthorizer = ({ name, type }: { name: string; type: string }) =>
    name === "authorizer" && type === "aws:lambda/function:Function";
  return withInputs(graph, isAuthorizer, (inputs) => {
    const { variables = {} } = inputs["environment"] as { readonly variables?: Inputs };
    return { ...inputs, environment: { variables: change(variables) } };
  });
}

const variable = (what: string, key: string, value: string, of: Variant = "dev"): Fault => ({
  what: `the authorizer: ${what}`,
  breaks: "P12",
  of,
  change: (graph) => withVariables(graph, (variables) => ({ ...variables, [key]: value })),
});

const setting = (what: string, type: string, inputs: Inputs, of: Variant = "dev"): Fault => ({
  what,
  breaks: "P12",
  of,
  change: (graph) => withInputs(graph, ofType(type), (before) => ({ ...before, ...inputs })),
});

const shape = (what: string, members: Inputs): Fault => ({
  what: `the authorizer: ${what}`,
  breaks: "P12",
  of: "dev",
  change: (graph) =>
    withVariables(graph, (variables) => ({
      ...variables,
      TOKEN_SHAPE: JSON.stringify({ ...(JSON.parse(String(variables["TOKEN_SHAPE"])) as Inputs), ...members }),
    })),
});

const FOREIGN = "https://login.evil.example";

/** Whose tokens are believed, and how people come by one. */
export const SIGN_IN_FAULTS: readonly Fault[] = [
  variable("another issuer", "ISSUER", FOREIGN),
  variable("another user pool", "ISSUER", "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Zzzzzzzzz"),
  variable("another issuer than the corporate one", "ISSUER", FOREIGN, "existing-domain"),
  variable("another key set", "KEY_SET_URL", `${FOREIGN}/keys`),
  variable("another key set of the corporate issuer", "KEY_SET_URL", `${FOREIGN}/keys`, "existing-domain"),
  variable("keys over http", "KEY_SET_URL", "http://127.0.0.1/keys"),
  variable("a pinned key set without a key", "KEY_SET", '{"keys":[]}', "strict"),
  variable("a client of somebody else", "CLIENT_IDS", "zzzzzzzzzzzzzzzzzzzzzzzzzz"),
  variable("one client more", "CLIENT_IDS", "portal,lab,shadow", "existing-domain"),
  variable("no scope", "REQUIRED_SCOPE", ""),
  variable("another scope", "REQUIRED_SCOPE", "openid"),
  shape("signatures with a shared secret", { algorithms: ["RS256", "HS256"] }),
  shape("no signature", { algorithms: ["none"] }),
  shape("no algorithm", { algorithms: [] }),
  setting("people sign up by themselves", POOL, { adminCreateUserConfig: { allowAdminCreateUserOnly: false } }),
  setting("nothing says who makes users", POOL, { adminCreateUserConfig: {} }),
  ...[
    "preTokenGeneration",
    "preTokenGenerationConfig",
    "userMigration",
    "preSignUp",
    "verifyAuthChallengeResponse",
  ].map((trigger) => setting(`a trigger ${trigger}`, POOL, { lambdaConfig: { [trigger]: "arn:aws:lambda:…" } })),
  setting("names in any case", POOL, { usernameConfiguration: { caseSensitive: false } }),
  setting("the implicit flow", CLIENT, { allowedOauthFlows: ["code", "implicit"] }),
  setting("client credentials", CLIENT, { allowedOauthFlows: ["client_credentials"] }),
  setting("passwords in calls", CLIENT, { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }),
  setting("passwords by administrators' calls", CLIENT, { explicitAuthFlows: ["ADMIN_NO_SRP_AUTH"] }),
  setting("flows as Cognito has them by default", CLIENT, { explicitAuthFlows: undefined }),
  setting("a foreign callback", CLIENT, { callbackUrls: ["https://portal.corp.example/callback", `${FOREIGN}/`] }),
  setting("a callback beside ours", CLIENT, { callbackUrls: ["https://portal.corp.example/callback2"] }),
  setting("no callback, so that nobody signs in", CLIENT, { callbackUrls: [] }),
  setting("a foreign way out", CLIENT, { logoutUrls: [FOREIGN] }),
  setting("a provider that config does not name", CLIENT, { supportedIdentityProviders: ["COGNITO", "Google"] }),
  setting(
    "the pool's own passwords beside the company's",
    CLIENT,
    { supportedIdentityProviders: ["CorpIdP", "COGNITO"] },
    "strict",
  ),
  {
    what: "a foreign identity provider in the pool",
    breaks: "P12",
    of: "dev",
    change: (graph) =>
      withResource(
        graph,
        madeLike(graph, POOL, {
          type: "aws:cognito/identityProvider:IdentityProvider",
          name: "people-from-Evil",
          inputs: { providerName: "Evil", providerType: "OIDC", providerDetails: { oidc_issuer: FOREIGN } },
        }),
      ),
  },
  {
    what: "a second client, with passwords",
    breaks: "P12",
    of: "dev",
    change: (graph) =>
      withResource(
        graph,
        madeLike(graph, CLIENT, {
          type: CLIENT,
          name: "second",
          inputs: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] },
        }),
      ),
  },
  {
    what: "a user made by the program",
    breaks: "P16",
    status: "UNKNOWN",
    of: "dev",
    change: (graph) =>
      withResource(graph, madeLike(graph, CLIENT, { type: "aws:cognito/user:User", name: "mallory", inputs: {} })),
  },
  {
    what: "the authorizer is another function of the stack",
    breaks: "P8",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("authorizer"), (inputs) => ({ ...inputs, code: "build/functions/studio-url" })),
  },
  {
    what: "the API asks another function of the stack",
    breaks: "P8",
    of: "dev",
    change: (graph) =>
      withInputs(graph, ofType("aws:apigateway/authorizer:Authorizer"), (inputs) => ({
        ...inputs,
        authorizerUri: String(inputs["authorizerUri"]).replace(
          /function:authorizer-\w+/,
          functionIn(graph, "rekognition"),
        ),
      })),
  },
];

function functionIn(graph: Graph, name: string): string {
  const code = graph.resources.find((each) => each.name === name && each.type === "aws:lambda/function:Function");
  return String(code?.outputs["arn"]).split(":").slice(5).join(":");
}
