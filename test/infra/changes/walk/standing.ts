import { IMAGES, PINNED_KEY, R_STUDIO } from "../../../variants";

/** Values of the dev environment that are others, by key. */
export type Config = Readonly<Record<string, unknown>>;

/** Everything that config can keep is kept, as by default; but for `watched` no alarms, of which each run would make a hundred. */
const KEPT = {
  deletionProtection: true,
  retainStudioHomes: true,
  retainImages: true,
  monitoring: { off: "nothing here is about alarms" },
  rekognitionLanes: [],
};
const STUDIO = { ...KEPT, rekognitionRegions: [], studioDataBuckets: ["corp-lab-data"] };
export const REGIONS = [
  { region: "eu-central-1" },
  { region: "eu-west-1", cidr: "10.65.0.0/24", weight: 80, quotas: { DetectLabels: 40 } },
  { region: "us-east-1", cidr: "10.66.0.0/24", zones: ["us-east-1b", "us-east-1c"] },
] as const;
export const [HOME, IRELAND, VIRGINIA] = REGIONS;
const POOL = {
  ...KEPT,
  rekognitionRegions: REGIONS,
  rekognitionGroupRegions: { "eu-only": ["eu-central-1", "eu-west-1"] },
  rekognitionReservedConcurrency: 700,
};
export const PEERING = { kind: "vpcPeering", peerVpcId: "vpc-0123456789abcdef0" };
export const TRANSIT_GATEWAY = { kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" };
export const PORTALS = ["https://portal.corp.example", "https://lab.corp.example"];
/** An issuer that is not Cognito. */
export const OPENID = {
  kind: "oidc",
  issuer: "https://login.corp.example",
  keySetUrl: "https://login.corp.example/keys",
  clientIds: ["portal"],
  audience: "api://gateway",
  tokenType: "at+jwt",
};
export const VPC = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  subnetIds: ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"],
  routeTableIds: ["rtb-0a1b2c3d4e5f60711"],
};
export const RULE = "rslvr-rr-0123456789abcdef0";
export const ENDPOINT = { id: "vpce-0a1b2c3d4e5f60711" };
/** A Studio domain in another account. */
export const ELSEWHERE = { accountId: "444455556666", domainId: "d-elsewhere001", externalId: "gateway-test" };
const EXISTING = { studioDomainId: "d-abc123def456" };

export const GATEWAY = {
  functionRoleArn: "arn:aws:iam::111122223333:role/studio-url-role-0a1b2c3",
  sagemakerApiEndpointId: "vpce-0a1b2c3d4e5f60711",
  studioEndpointId: "vpce-0a1b2c3d4e5f60712",
  externalId: "gateway-test",
};
/** The other half: what dev says as a gateway is left to its default. */
export const STUDIO_ACCOUNT = {
  role: "studioAccount",
  gateway: GATEWAY,
  corporateCidrs: [],
  portalOrigins: [],
  mfa: "ON",
  logRetentionDays: 365,
  deletionProtection: true,
  retainStudioHomes: true,
  retainImages: true,
  rekognitionRegions: [],
  rekognitionLanes: [],
  rekognitionReservedConcurrency: 100,
  monitoring: { emails: [] },
};

/** Environments that stand before a change. */
export const STANDING = {
  studio: STUDIO,
  pool: POOL,
  images: { ...STUDIO, customImages: IMAGES },
  rStudio: { ...STUDIO, rStudio: R_STUDIO },
  tagged: { ...STUDIO, studioUserProfileTags: { alice: { team: "risk" } } },
  seatless: { ...STUDIO, rStudio: { accessGroups: {} } },
  announced: { ...POOL, ingestEvents: "default" },
  watched: { ...POOL, monitoring: { emails: ["operators@corp.example"] } },
  rolledOut: { ...POOL, monitoring: { emails: ["operators@corp.example"] }, rollout: { strategy: "canary" } },
  /** What nothing is kept of. */
  loose: { ...POOL, deletionProtection: false, retainStudioHomes: false, retainImages: false },
  sandboxed: { ...STUDIO, deletionProtection: false, corporateSandbox: { cidr: "10.10.0.0/24" } },
  peered: { ...STUDIO, corporateAttachment: PEERING, corporateCidrs: ["10.10.0.0/16", "10.11.0.0/16"] },
  attached: { ...STUDIO, corporateAttachment: TRANSIT_GATEWAY },
  threeZones: { ...STUDIO, availabilityZoneCount: 3 },
  portals: { ...STUDIO, portalOrigins: PORTALS },
  pinned: { ...STUDIO, pinnedKeySet: { keys: [PINNED_KEY] } },
  federated: {
    ...STUDIO,
    federation: [{ kind: "saml", name: "CorpIdP", metadataUrl: "https://login.corp.example/saml" }],
  },
  openid: { ...STUDIO, identityProvider: OPENID, requiredScope: "studio", profileClaim: "sub" },
  existingDomain: { ...STUDIO, ...EXISTING, availabilityZoneCount: 3 },
  existingNetwork: { ...STUDIO, existingVpc: VPC, existingEndpoints: { sts: ENDPOINT } },
  ruled: { ...STUDIO, resolverRuleIds: [RULE] },
  rolePerProfile: { ...STUDIO, mintingMode: "rolePerProfile", existingStudioUserProfiles: ["erin"] },
  table: { ...STUDIO, profileMode: "table", studioDomainIds: ["d-abc123def456"] },
  accounts: { ...STUDIO, profileMode: "table", studioAccounts: [ELSEWHERE] },
  studioAccount: STUDIO_ACCOUNT,
  ownDomain: { ...STUDIO_ACCOUNT, ...EXISTING },
  logging: { ...STUDIO, createApiGatewayAccount: true },
  shared: { ...POOL, s3ObjectAccess: "own-and-shared", sharedImagePrefixes: ["reference/"] },
  fourRegions: { ...POOL, rekognitionRegions: [...REGIONS, { region: "eu-west-2", cidr: "10.67.0.0/24" }] },
} as const satisfies Record<string, Config>;

export type Environment = keyof typeof STANDING;

/** One change of one key, and what it costs. */
export interface ConfigChange {
  readonly key: string;
  readonly from: Environment;
  /** In words, the end of a sentence that begins with the key. */
  readonly what: string;
  readonly to: Config;
  /** As `effectOf` writes it. */
  readonly effect: string;
}

/** A change of this key, and of others where it is not legal alone. */
export function change(
  key: string,
  from: Environment,
  what: string,
  value: unknown,
  effect: string,
  others: Config = {},
): ConfigChange {
  return { key, from, what, to: { [key]: value, ...others }, effect };
}
