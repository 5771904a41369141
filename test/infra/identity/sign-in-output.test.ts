import { type Graph, one } from "../../../local/program/graph";
import { graphOf } from "../../variants";

const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";

function expected(graph: Graph, region: string, label: string) {
  const pool = String(one(graph, POOL).id);
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${pool}`;
  const prefix = String(one(graph, "aws:cognito/userPoolDomain:UserPoolDomain").inputs["domain"]);
  const pages = `https://${prefix}.${label}.${region}.amazoncognito.com`;
  return {
    issuer,
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    authorizeUrl: `${pages}/oauth2/authorize`,
    tokenUrl: `${pages}/oauth2/token`,
    logoutUrl: `${pages}/logout`,
    keySetUrl: `${issuer}/.well-known/jwks.json`,
    clientId: one(graph, CLIENT).id,
    responseType: "code",
    codeChallengeMethod: "S256",
    tokenEndpointAuthMethod: "none",
  };
}

test.each([
  ["dev", "eu-central-1", "auth"],
  ["gov", "us-gov-west-1", "auth-fips"],
] as const)(
  "%s: the output names every address and fact that a portal's client library asks for",
  (variant, region, label) => {
    const graph = graphOf(variant);
    expect(graph.outputs["signIn"]).toMatchObject(expected(graph, region, label));
  },
);

test("scopes and callbacks are those of the client itself, so that a portal never asks for what is refused", () => {
  for (const variant of ["dev", "gov", "strict"] as const) {
    const graph = graphOf(variant);
    const { inputs } = one(graph, CLIENT);
    expect(graph.outputs["signIn"]).toMatchObject({
      scopes: inputs["allowedOauthScopes"],
      callbackUrls: inputs["callbackUrls"],
    });
    expect([inputs["allowedOauthFlows"], inputs["generateSecret"]]).toEqual([["code"], false]);
  }
});

test("issuer, keys and scope are what the authorizer accepts", () => {
  const graph = graphOf("dev");
  const authorizer = one(graph, "aws:lambda/function:Function", ({ name }) => name === "authorizer");
  const { variables } = authorizer.inputs["environment"] as { variables: Readonly<Record<string, string>> };
  const { issuer, keySetUrl, clientId, scopes } = graph.outputs["signIn"] as Record<string, unknown>;
  expect([issuer, keySetUrl, clientId]).toEqual([
    variables["ISSUER"],
    variables["KEY_SET_URL"],
    variables["CLIENT_IDS"],
  ]);
  expect(scopes).toContain(variables["REQUIRED_SCOPE"]);
});
