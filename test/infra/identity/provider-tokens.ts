/** Claims of access and id tokens as each provider documents them; ids are made up. */

export interface ProviderTokens {
  /** The heading in infra/identity/README.md, and which of its blocks. */
  readonly heading: string;
  readonly block?: number;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly access: Readonly<Record<string, unknown>>;
  /** What differs in an id token that the same person has of the same client. */
  readonly id: Readonly<Record<string, unknown>>;
  /** The claim that names another client. */
  readonly otherClient: Readonly<Record<string, unknown>>;
  readonly profile: string;
  readonly groups: readonly string[];
}

const TENANT = "11111111-2222-3333-4444-555555555555";
const CLIENT = "66666666-7777-8888-9999-000000000000";
const GROUP = "99999999-aaaa-bbbb-cccc-dddddddddddd";
const PERSON = "0a1b2c3d-1111-4222-8333-944455556666";

const cognito = (username: string) => ({
  access: {
    sub: PERSON,
    "cognito:groups": ["eu-central-1_Made00001_CorpIdP", "studio-users"],
    client_id: "made-client",
    token_use: "access",
    scope: "openid private-ml-gateway/studio",
    username,
    version: 2,
  },
  id: { token_use: "id", aud: "made-client", client_id: undefined, username: undefined, "cognito:username": username },
  otherClient: { client_id: "other" },
  groups: ["eu-central-1_Made00001_CorpIdP", "studio-users"],
});

const entra = {
  header: { typ: "JWT", x5t: "made-up" },
  access: { oid: PERSON, sub: "pairwise", tid: TENANT, scp: "Studio.Open", groups: [GROUP] },
  id: { aud: CLIENT, scp: undefined, nonce: "n" },
  profile: PERSON,
  groups: [GROUP],
};

export const PROVIDER_TOKENS: readonly ProviderTokens[] = [
  {
    heading: "Cognito, people from a corporate provider by SAML",
    ...cognito("CorpIdP_jane.roe@corp.example"),
    profile: "jane-roe",
  },
  {
    heading: "Cognito, people from a corporate provider by OpenID Connect",
    ...cognito("CorpIdP_00u1jane2roe3"),
    profile: "00u1jane2roe3",
  },
  { heading: "Cognito, an existing pool", ...cognito("jane"), profile: "jane" },
  {
    heading: "Okta",
    access: {
      ver: 1,
      aud: "api://private-ml-gateway",
      cid: "0oa1portal2client3",
      uid: "00u1jane2roe3",
      scp: ["openid", "studio.open"],
      sub: "Jane.Roe@corp.example",
      groups: ["Everyone", "studio-users"],
    },
    id: { aud: "0oa1portal2client3", cid: undefined, uid: undefined, scp: undefined, sub: "00u1jane2roe3" },
    otherClient: { cid: "other" },
    profile: "jane-roe",
    groups: ["Everyone", "studio-users"],
  },
  {
    heading: "Entra ID",
    ...entra,
    access: { ...entra.access, aud: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", azp: CLIENT, ver: "2.0" },
    otherClient: { azp: "other" },
  },
  {
    heading: "Entra ID",
    block: 1,
    ...entra,
    access: { ...entra.access, aud: "api://private-ml-gateway", appid: CLIENT, ver: "1.0" },
    otherClient: { appid: "other" },
  },
  {
    heading: "Auth0",
    header: { typ: "JWT" },
    access: {
      sub: "auth0|65f0made0up",
      aud: ["https://gateway.corp.example", "https://corp.eu.auth0.com/userinfo"],
      azp: "Ab1Cd2Ef3Gh4Ij5Kl6",
      scope: "openid studio:open",
      permissions: ["studio:open"],
      "https://corp.example/groups": ["studio-users"],
      "https://corp.example/profile": "jane",
    },
    id: { aud: "Ab1Cd2Ef3Gh4Ij5Kl6", azp: undefined, scope: undefined, permissions: undefined },
    otherClient: { azp: "other" },
    profile: "jane",
    groups: ["studio-users"],
  },
  {
    heading: "Keycloak",
    header: { typ: "JWT" },
    access: {
      sub: PERSON,
      typ: "Bearer",
      azp: "portal",
      aud: ["account", "private-ml-gateway"],
      scope: "openid studio profile",
      realm_access: { roles: ["offline_access"] },
      groups: ["/studio-users"],
      preferred_username: "jane",
    },
    id: { typ: "ID", aud: "portal", scope: undefined },
    otherClient: { azp: "other" },
    profile: PERSON,
    groups: ["/studio-users"],
  },
  {
    heading: "Any provider with the JWT profile for access tokens (RFC 9068)",
    header: { typ: "at+jwt" },
    access: {
      sub: PERSON,
      aud: "https://gateway.corp.example",
      client_id: "portal",
      scope: "studio",
      groups: ["studio-users"],
    },
    id: { aud: "portal", client_id: undefined, scope: undefined },
    otherClient: { client_id: "other" },
    profile: PERSON,
    groups: ["studio-users"],
  },
];
