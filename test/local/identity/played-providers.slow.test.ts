import * as fs from "node:fs";
import * as path from "node:path";
import type { APIGatewayAuthorizerResult } from "aws-lambda";
import * as yaml from "js-yaml";
import { checkSettings, type Settings } from "../../../infra/config/settings";
import { tokenShapeOf } from "../../../infra/identity/token-shape";
import { projectRoot } from "../../../infra/project-root";
import { loadCompanySignIn } from "../../../local/identity/company-sign-in";
import { signIn } from "../../../local/identity/sign-in";
import { signInPlan, substitutions } from "../../../local/identity/substitution";
import type { Graph } from "../../../local/program/graph";
import { AUTHORIZER_ENVIRONMENT, bearer, DOMAIN } from "../../functions/events";
import { FunctionProcess } from "../../functions/function-process";
import { LEAST } from "../../infra/config/good-settings";
import { buildIdentityProvider } from "../running-laptop";

// Every provider that infra/identity/README.md has an example for, played on the laptop, and judged by the bundle that Lambda gets.
const PAGE = fs.readFileSync(path.join(projectRoot(), "infra/identity/README.md"), "utf8");
const EXAMPLES = [...PAGE.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => settingsOf(yaml.load(text)));

function settingsOf(example: unknown): Settings {
  const result = checkSettings({ ...LEAST, ...(example as object) });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.settings;
}

const resource = (type: string, name: string, inputs: Record<string, unknown>) => {
  return {
    urn: `urn::${name}`,
    type,
    name,
    id: name,
    custom: true,
    dependencies: [],
    inputs,
    outputs: {},
    options: {},
  };
};

/** What the laptop reads of a program with these settings. */
function graphWith(settings: Settings): Graph {
  const variables = {
    ...AUTHORIZER_ENVIRONMENT,
    ISSUER: "https://issuer.example",
    CLIENT_IDS: settings.identityProvider.clientIds?.join(",") ?? "portal",
    TOKEN_SHAPE: JSON.stringify(tokenShapeOf(settings)),
    PROFILE_NAME_RULE: JSON.stringify(settings.profileNameRule),
    REQUIRED_SCOPE: settings.requiredScope,
    STUDIO_GROUP: settings.studioGroup,
    KEY_SET_URL: "https://issuer.example/keys",
  };
  const providers = settings.federation.map((each) => {
    const providerDetails =
      each.kind === "saml" ? { MetadataURL: each.metadataUrl } : { oidc_issuer: each.issuer, client_id: each.clientId };
    const inputs = { providerName: each.name, providerDetails };
    return resource("aws:cognito/identityProvider:IdentityProvider", each.name, inputs);
  });
  const profiles = ["alice", "jane-roe"].map((userProfileName) =>
    resource("aws:sagemaker/userProfile:UserProfile", userProfileName, { userProfileName }),
  );
  const authorizer = resource("aws:lambda/function:Function", "authorizer", { environment: { variables } });
  return { project: "p", stack: "s", resources: [authorizer, ...profiles, ...providers], outputs: {} };
}

let bundle: string;
beforeAll(async () => {
  bundle = await buildIdentityProvider("build/test/identity-provider.mjs");
});

const titleOf = ({ identityProvider, federation }: Settings) =>
  identityProvider.kind === "oidc" ? identityProvider.issuer : `Cognito, from ${federation[0]?.kind ?? "its own pool"}`;

test.each(EXAMPLES.map((settings) => [titleOf(settings), settings] as const))(
  "%s: people sign in, and the authorizer gives them their own profile and carol none",
  async (_, settings) => {
    const plan = signInPlan(graphWith(settings));
    const loading = loadCompanySignIn(bundle);
    const { identity, played } = await loading.start(plan, { ...plan.settings, port: 0, redirectUris: [] });
    expect(played).toHaveLength(settings.federation.length);
    const replaced = await substitutions(plan, identity);
    const environment = Object.fromEntries(replaced.map(({ variable, after }) => [variable, after]));
    const authorizer = new FunctionProcess<APIGatewayAuthorizerResult>("authorizer-fetched-keys", {
      ...plan.environment,
      ...environment,
    });
    const client = { issuer: identity.issuer, clientId: plan.settings.clientId };
    const answerTo = async (person: string) => {
      const { accessToken } = await signIn(client, person, plan.settings.scope);
      return authorizer.answer(bearer(accessToken));
    };
    for (const person of ["alice", "jane-roe"]) {
      const { policyDocument } = await answerTo(person);
      const own = `/POST/v1/studio/domains/${DOMAIN}/profiles/${person}/presigned-url`;
      expect(JSON.stringify(policyDocument.Statement[0])).toContain(own);
    }
    expect((await answerTo("carol")).context).toMatchObject({ entries: "[]", denialReason: "not_in_studio_group" });
    await authorizer.stop();
    await identity.stop();
  },
);

test("a federated person comes back from the corporate provider, and nobody from anywhere else", async () => {
  const [federated] = EXAMPLES.filter(({ federation }) => federation.length > 0);
  const plan = signInPlan(graphWith(federated as Settings));
  const { identity } = await loadCompanySignIn(bundle).start(plan, { ...plan.settings, port: 0, redirectUris: [] });
  const client = { issuer: identity.issuer, clientId: plan.settings.clientId };
  await expect(signIn(client, "mallory", plan.settings.scope)).rejects.toThrow(
    'does not let "mallory" in (status 400)',
  );
  for (const address of ["/federated?state=made-up&code=x", "/sign-in/made-up/back?state=made-up&code=x"]) {
    const response = await fetch(`${identity.issuer}${address}`, { redirect: "manual" });
    expect([address, response.status]).toEqual([address, 400]);
  }
  await identity.restart();
  expect((await signIn(client, "alice", plan.settings.scope)).name).toBe("alice");
  await identity.stop();
});
