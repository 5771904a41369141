import { PUBLIC_KEY } from "./good-settings";

/** What an issuer other than Cognito takes at least, beside pinned keys. */
export const OPENID = {
  kind: "oidc",
  issuer: "https://login.corp.example",
  clientIds: ["portal"],
  audience: "api://gateway",
  tokenType: "at+jwt",
  keySetUrl: "https://login.corp.example/keys",
};

const SAML = { kind: "saml", name: "CorpIdP", metadataUrl: "https://login.corp.example/saml" };
const FEDERATED = {
  kind: "oidc",
  name: "CorpIdP",
  issuer: "https://login.corp.example",
  clientId: "pool",
  clientSecretName: "corp/pool",
};
const { issuer: _, ...NO_ISSUER } = OPENID;
const { tokenType: __, ...UNTOLD } = OPENID;
const { keySetUrl: ___, ...NO_KEYS } = OPENID;
const { clientSecretName: ____, ...NO_SECRET } = FEDERATED;

/** Key, bad value, the place that is named, and the line that fixes it. */
export const IDENTITY_MISTAKES: readonly (readonly [string, unknown, string, string])[] = [
  ["identityProvider", "oidc", "identityProvider", "identityProvider.kind oidc"],
  ["identityProvider", { kind: "OIDC " }, "identityProvider.kind", "identityProvider.kind oidc"],
  ["identityProvider", { kind: "okta" }, "identityProvider.kind", "identityProvider.kind cognito"],
  ["identityProvider", NO_ISSUER, "identityProvider.issuer", "identityProvider.issuer https://login.corp.example"],
  [
    "identityProvider",
    { ...OPENID, issuer: "http://l.example" },
    "identityProvider.issuer",
    "issuer https://l.example",
  ],
  ["identityProvider", { ...OPENID, issuer: "https://l.example?x=1" }, "identityProvider.issuer", "https://l.example"],
  ["identityProvider", { ...OPENID, clientIds: [] }, "identityProvider.clientIds", "clientIds[0]' 0oa1portal2client3"],
  ["identityProvider", { ...OPENID, clientIds: ["a,b"] }, "identityProvider.clientIds[0]", "clientIds[0]'"],
  ["identityProvider", { ...OPENID, audience: "portal" }, "identityProvider.audience", "audience api://private-ml"],
  ["identityProvider", UNTOLD, "identityProvider.tokenType", "identityProvider.tokenType at+jwt"],
  ["identityProvider", NO_KEYS, "identityProvider.keySetUrl", "keySetUrl https://login.corp.example/.well-known/jwks"],
  ["identityProvider", { ...OPENID, algorithms: ["rs256"] }, "identityProvider.algorithms[0]", "algorithms[0]' RS256"],
  ["identityProvider", { ...OPENID, algorithms: ["HS256"] }, "identityProvider.algorithms[0]", "algorithms[0]' RS256"],
  ["identityProvider", { ...OPENID, groupsClaim: "/a~2" }, "identityProvider.groupsClaim", "groupsClaim groups"],
  ["identityProvider", { ...OPENID, groupClaim: "g" }, "identityProvider.groupClaim", "identityProvider.groupsClaim g"],
  [
    "identityProvider",
    { ...OPENID, accessClaimValue: "Bearer" },
    "identityProvider.accessClaimValue",
    "identityProvider.accessClaim typ",
  ],
  [
    "identityProvider",
    { kind: "cognito", userPoolId: "pool" },
    "identityProvider.userPoolId",
    "eu-central-1_Ab1Cd2Ef3",
  ],
  [
    "identityProvider",
    { kind: "cognito", clientIds: ["a"] },
    "identityProvider.clientIds",
    "config rm --stack staging",
  ],
  [
    "identityProvider",
    { kind: "cognito", userPoolId: "eu-central-1_Ab1", signInDomain: "https://Corp.example/login" },
    "identityProvider.signInDomain",
    "signInDomain corp.example",
  ],
  ["federation", { ...SAML }, "federation", "federation[0].kind' saml"],
  ["federation", [{ ...SAML, kind: "SAML" }], "federation[0].kind", "federation[0].kind' saml"],
  ["federation", [{ ...SAML, name: "Corp_IdP" }], "federation[0].name", "federation[0].name' CorpIdP"],
  ["federation", [{ ...SAML, name: "Google" }], "federation[0].name", "federation[0].name' CorpIdP"],
  ["federation", [SAML, { ...FEDERATED, name: "corpidp" }], "federation[1]", "config rm --stack staging --path"],
  ["federation", [NO_SECRET], "federation[0].clientSecretName", "clientSecretName' corp/user-pool-client"],
  ["federation", [{ ...FEDERATED, clientSecret: "x" }], "federation[0].clientSecret", "rm --stack staging --path"],
  ["federation", [{ ...SAML, metadataUrl: "idp.xml" }], "federation[0].metadataUrl", "metadataUrl' https://idp.xml"],
  [
    "federation",
    [{ ...SAML, attributeMapping: { username: "mail" } }],
    "federation[0].attributeMapping.username",
    "rm --stack staging --path 'federation[0].attributeMapping.username'",
  ],
  ["profileClaim", "user name", "profileClaim", "profileClaim username"],
  ["profileNameRule", "strip", "profileNameRule", "profileNameRule.separators ."],
  ["profileNameRule", { stripDomain: "Jane@Corp.example" }, "profileNameRule.stripDomain", "stripDomain corp.example"],
  ["profileNameRule", { separators: ".." }, "profileNameRule.separators", "profileNameRule.separators ."],
  ["profileNameRule", { lowercase: true, separators: "." }, "profileNameRule.lowercase", "profileNameRule.lowerCase"],
  ["profileNameRule", { pattern: "(.*)" }, "profileNameRule.pattern", "rm --stack staging --path"],
  ["profileNameRule", { lowerCase: true }, "profileNameRule.lowerCase", "rm --stack staging --path"],
  [
    "pinnedKeySet",
    { keys: [{ kty: "EC", kid: "a", crv: "secp256k1", x: "A".repeat(43), y: "A".repeat(43) }] },
    "pinnedKeySet.keys[0].crv",
    "keys[0].crv' P-256",
  ],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, alg: "PS256" }] }, "pinnedKeySet.keys[0]", "rm --stack staging"],
];
