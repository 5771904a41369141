import { change, type ConfigChange } from "./standing";

const SAML = { kind: "saml", name: "CorpIdP", metadataUrl: "https://login.corp.example/saml" };
const FEDERATED = {
  kind: "oidc",
  name: "CorpIdP",
  issuer: "https://login.corp.example",
  clientId: "user-pool",
  clientSecretName: "corp/user-pool",
};
const EXISTING = { kind: "cognito", userPoolId: "eu-central-1_Ab1Cd2Ef3" };
const OPENID = {
  kind: "oidc",
  issuer: "https://login.corp.example",
  keySetUrl: "https://login.corp.example/keys",
  clientIds: ["portal"],
  audience: "api://gateway",
  tokenType: "at+jwt",
};
const GOES = "UserGroup, UserPool";

/** Whose tokens are believed, and what they call a person. */
export const IDENTITY: readonly ConfigChange[] = [
  change("identityProvider", "studio", "an existing pool", EXISTING, `refused: deletes ${GOES}`),
  change("identityProvider", "studio", "another issuer", OPENID, `refused: deletes ${GOES}`),
  change(
    "identityProvider",
    "loose",
    "another issuer, unprotected",
    OPENID,
    "deletes ResourceServer, 3 UserGroup, UserPool, UserPoolClient, UserPoolDomain",
  ),
  change("federation", "studio", "a provider", [SAML], "in place"),
  change("federation", "federated", "another kind under the same name", [FEDERATED], "replaces IdentityProvider"),
  change("federation", "federated", "none any more", [], "deletes IdentityProvider"),
  change("profileClaim", "studio", "sub", "sub", "in place"),
  change("profileNameRule", "studio", "separators", { separators: "." }, "in place"),
];
