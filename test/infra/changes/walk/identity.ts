import { change, type ConfigChange, OPENID } from "./standing";

const SAML = { kind: "saml", name: "CorpIdP", metadataUrl: "https://login.corp.example/saml" };
const FEDERATED = {
  kind: "oidc",
  name: "CorpIdP",
  issuer: "https://login.corp.example",
  clientId: "user-pool",
  clientSecretName: "corp/user-pool",
};
const EXISTING = { kind: "cognito", userPoolId: "eu-central-1_Ab1Cd2Ef3" };
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
  change("federation", "federated", "renamed", [{ ...SAML, name: "OtherIdP" }], "deletes IdentityProvider"),
  change("federation", "federated", "a second one", [SAML, { ...FEDERATED, name: "PartnerIdP" }], "in place"),
  change(
    "federation",
    "federated",
    "another address",
    [{ ...SAML, metadataUrl: "https://sso.corp.example" }],
    "in place",
  ),
  change("federation", "federated", "none any more", [], "deletes IdentityProvider"),
  change(
    "identityProvider",
    "openid",
    "of another issuer",
    { ...OPENID, issuer: "https://sso.corp.example" },
    "in place",
  ),
  change("identityProvider", "openid", "an existing pool, of another issuer", EXISTING, "replaces Deployment", {
    requiredScope: "gateway/studio",
  }),
  change("profileClaim", "studio", "sub", "sub", "in place"),
  change("profileNameRule", "studio", "separators", { separators: "." }, "in place"),
];
