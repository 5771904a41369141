import { byType, type Graph, one } from "../../../local/program/graph";
import { graphOf } from "../../variants";

const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const PROVIDER = "aws:cognito/identityProvider:IdentityProvider";

const signIn = (graph: Graph) => graph.outputs["signIn"] as Readonly<Record<string, unknown>>;

function authorizerOf(graph: Graph): Readonly<Record<string, string>> {
  const authorizer = one(graph, "aws:lambda/function:Function", ({ name }) => name === "authorizer");
  return (authorizer.inputs["environment"] as { variables: Readonly<Record<string, string>> }).variables;
}

describe("with corporate providers", () => {
  const graph = graphOf("strict");
  const providers = byType(graph, PROVIDER).map(({ inputs }) => inputs);

  test("each is made as Cognito asks for it, and a person's name is Cognito's own affair", () => {
    expect(providers).toMatchObject([
      {
        providerName: "CorpIdP",
        providerType: "SAML",
        providerDetails: {
          MetadataURL: "https://login.corp.example/saml",
          IDPSignout: "true",
          RequestSigningAlgorithm: "rsa-sha256",
        },
      },
      {
        providerName: "PartnerIdP",
        providerType: "OIDC",
        attributeMapping: { email: "email", username: "sub" },
        providerDetails: {
          oidc_issuer: "https://login.partner.example",
          client_id: "user-pool",
          authorize_scopes: "openid",
          attributes_request_method: "GET",
        },
      },
    ]);
  });

  test("the client's secret comes from Secrets Manager, and no output or function has it", () => {
    const secret = "not a secret: made up for the laptop";
    const holders = graph.resources.filter((resource) => JSON.stringify(resource).includes(secret));
    expect(holders.map(({ type }) => type)).toEqual([PROVIDER]);
    expect(JSON.stringify(graph.outputs)).not.toContain(secret);
  });

  test("people sign in there and not with a password of the pool, and the portal is told where from and how to sign out", () => {
    const { inputs } = one(graph, CLIENT);
    expect(inputs["supportedIdentityProviders"]).toEqual(["CorpIdP", "PartnerIdP"]);
    expect(inputs["logoutUrls"]).toEqual(["https://portal.corp.example"]);
    expect(signIn(graph)).toMatchObject({
      identityProviders: ["CorpIdP", "PartnerIdP"],
      signOutUrls: ["https://portal.corp.example"],
    });
  });
});

describe("with another issuer", () => {
  const graph = graphOf("existing-domain");

  test("nothing of Cognito is made, and the issuer's tokens are believed in its own words", () => {
    expect(graph.resources.filter(({ type }) => type.startsWith("aws:cognito/"))).toEqual([]);
    const environment = authorizerOf(graph);
    expect(environment).toMatchObject({
      ISSUER: "https://sso.corp.example/realms/corp",
      KEY_SET_URL: "https://sso.corp.example/realms/corp/protocol/openid-connect/certs",
      CLIENT_IDS: "portal,lab",
      REQUIRED_SCOPE: "studio",
    });
    expect(JSON.parse(environment["TOKEN_SHAPE"] ?? "")).toEqual({
      algorithms: ["RS256", "ES256"],
      accessClaim: "typ",
      accessClaimValue: "Bearer",
      audience: "private-ml-gateway",
      clientClaim: "azp",
      scopeClaim: "scope",
      groupsClaim: "/realm_access/roles",
      nameClaim: "sub",
    });
  });

  test("the portal is told what to ask for; addresses that are not known here are left out", () => {
    expect(signIn(graph)).toMatchObject({
      issuer: "https://sso.corp.example/realms/corp",
      discoveryUrl: "https://sso.corp.example/realms/corp/.well-known/openid-configuration",
      clientId: "portal",
      scopes: ["openid", "studio"],
      audience: "private-ml-gateway",
    });
    for (const name of ["authorizeUrl", "tokenUrl", "logoutUrl"]) expect(signIn(graph)).not.toHaveProperty(name);
    expect([graph.outputs["userPoolId"], graph.outputs["userPoolClientId"]]).toEqual(["", "portal"]);
  });
});

describe("with an existing user pool", () => {
  const graph = graphOf("existing-pool");

  test("the portal's client and the scope are made in it, in its own Region, and nothing else", () => {
    expect(byType(graph, POOL)).toEqual([]);
    const made = graph.resources.filter(({ type }) => type.startsWith("aws:cognito/"));
    expect(made.map(({ type, inputs }) => [type, inputs["userPoolId"], inputs["region"]])).toEqual([
      ["aws:cognito/resourceServer:ResourceServer", "eu-west-1_Ab1Cd2Ef3", "eu-west-1"],
      [CLIENT, "eu-west-1_Ab1Cd2Ef3", "eu-west-1"],
    ]);
  });

  test("its tokens are believed, and its sign-in pages are told", () => {
    const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1Cd2Ef3";
    const clientId = one(graph, CLIENT).id;
    expect(authorizerOf(graph)).toMatchObject({ ISSUER: issuer, CLIENT_IDS: clientId });
    expect(signIn(graph)).toMatchObject({ issuer, clientId, tokenUrl: "https://login.corp.example/oauth2/token" });
    expect(graph.outputs["userPoolId"]).toBe("eu-west-1_Ab1Cd2Ef3");
  });
});
