import * as fs from "node:fs";
import * as path from "node:path";
import { WITHOUT_OPTIONS } from "../functions/pool/operations";
import type { CustomImageEntry, RStudio } from "../infra/config";
import { projectRoot } from "../infra/project-root";
import { REKOGNITION_REGIONS } from "../infra/rekognition/default-quotas";
import type { Graph } from "../local/program/graph";
import { toPolicyJson } from "../policies/document";
import { stsEndpointPolicy } from "../policies/endpoints/sts";
import { studioEndpointPolicy } from "../policies/endpoints/studio";

const KEY = (name: string) => `private-ml-gateway:${name}`;

/** A public RSA key whose private half is not kept: what a pinned key set looks like. */
export const PINNED_KEY = {
  kty: "RSA",
  use: "sig",
  alg: "RS256",
  kid: "pinned-1",
  e: "AQAB",
  n: "u".repeat(342),
};

/** What a company's tag policy prescribes. */
export const REQUIRED_TAGS = { costCentre: "4711", "data class": "internal" };

/** Tags of one profile: one in place of a required one, one beside them. */
export const PROFILE_TAGS = { alice: { costCentre: "0815", team: "risk" } };

/** A key of the company's own for data. */
export const DATA_KEY = "arn:aws:kms:eu-central-1:111122223333:key/0d47a0d4-7a0d-47a0-d47a-0d47a0d47a0d";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
/** Images that people start apps with, of two kinds and from two repositories. */
export const IMAGES: readonly CustomImageEntry[] = [
  {
    name: "forecasting",
    appType: "JupyterLab",
    baseImage: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/studio/forecasting@${DIGEST}`,
    displayName: "Forecasting 2.1",
    fileSystemConfig: { mountPath: "/home/sagemaker-user", defaultUid: 1000, defaultGid: 100 },
    containerConfig: {
      containerEntrypoint: ["entrypoint-jupyter-server"],
      containerEnvironmentVariables: { LOG_LEVEL: "INFO" },
    },
  },
  {
    name: "vision",
    appType: "KernelGateway",
    baseImage: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/vision@${DIGEST}`,
    kernelSpec: { name: "python3", displayName: "Vision" },
  },
];

/** One person's seat in RStudio, and the company's own packages. */
export const R_STUDIO: RStudio = {
  accessGroups: { alice: "R_STUDIO_ADMIN" },
  packageManagerUrl: "https://packages.corp.example",
};

const PLACE = { partition: "aws", region: "eu-central-1", account: "111122223333" };
/** Policies of endpoints that others made, as AWS prints them. */
const STUDIO_DOOR = toPolicyJson(studioEndpointPolicy(PLACE, { domainId: "d-abc123def456" }));
const STS_DOOR = toPolicyJson(
  stsEndpointPolicy(PLACE, {
    functionRoleArn: "arn:aws:iam::111122223333:role/studio-url-role-a6137f5",
    mintingRolePath: "/private-ml-gateway/dev/minting/",
    executionRolePath: "/private-ml-gateway/dev/studio-execution/",
  }),
);

/** Those of AWS's own partition; the home Region has no network of its own. */
function everyRegion() {
  const regions = REKOGNITION_REGIONS.filter((region) => !region.startsWith("us-gov-"));
  return regions.map((region, index) => ({
    region,
    ...(region !== "eu-central-1" && { cidr: `10.65.${index}.0/24` }),
  }));
}

/** The dev environment, and others that between them turn every switch; each is synthesised once a run (test/setup.ts). */
export const VARIANTS = {
  dev: {},
  /** Strict: keys pinned, people and homes kept, office behind a Transit Gateway. */
  strict: {
    [KEY("rekognitionRegions")]: [],
    [KEY("requiredTags")]: REQUIRED_TAGS,
    [KEY("logEncryptionKeyArn")]: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    [KEY("pinnedKeySet")]: { keys: [PINNED_KEY] },
    [KEY("deletionProtection")]: true,
    [KEY("retainStudioHomes")]: true,
    [KEY("mfa")]: "ON",
    [KEY("rollout")]: { strategy: "canary" },
    [KEY("tracing")]: "xray",
    [KEY("federation")]: [
      { kind: "saml", name: "CorpIdP", metadataUrl: "https://login.corp.example/saml", signOut: true },
      {
        kind: "oidc",
        name: "PartnerIdP",
        issuer: "https://login.partner.example",
        clientId: "user-pool",
        clientSecretName: "partner/user-pool",
        attributeMapping: { email: "email" },
      },
    ],
    [KEY("profileNameRule")]: {
      stripPrefix: "CorpIdP_",
      stripDomain: "corp.example",
      lowerCase: true,
      separators: ".-",
    },
    [KEY("studioDataBuckets")]: ["corp-lab-data"],
    [KEY("customImages")]: IMAGES,
    [KEY("studioUserProfileTags")]: PROFILE_TAGS,
    [KEY("rStudio")]: R_STUDIO,
    [KEY("studioLandingUris")]: ["studio::", "app:RStudioServerPro:"],
    [KEY("createApiGatewayAccount")]: true,
    [KEY("corporateAttachment")]: { kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" },
  },
  /** Another partition, the other minting mode, two portals, a peered office. */
  gov: {
    [KEY("rekognitionRegions")]: [{ region: "us-gov-west-1" }],
    "aws:region": "us-gov-west-1",
    [KEY("mintingMode")]: "rolePerProfile",
    [KEY("existingStudioUserProfiles")]: ["erin"],
    [KEY("portalOrigins")]: ["https://portal.corp.example", "https://lab.corp.example"],
    [KEY("corporateAttachment")]: { kind: "vpcPeering", peerVpcId: "vpc-0123456789abcdef0" },
  },
  /** An existing Studio domain and an existing VPC with an endpoint that others share, and people of an issuer that is not Cognito. */
  "existing-domain": {
    [KEY("existingVpc")]: {
      vpcId: "vpc-0a1b2c3d4e5f60718",
      subnetIds: ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712", "subnet-0a1b2c3d4e5f60713"],
      routeTableIds: ["rtb-0a1b2c3d4e5f60711"],
    },
    [KEY("existingResolverAddresses")]: ["10.64.0.10", "10.64.4.10"],
    [KEY("resolverRuleIds")]: ["rslvr-rr-0123456789abcdef0"],
    [KEY("corporateAttachment")]: { kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" },
    [KEY("existingEndpoints")]: {
      studio: { id: "vpce-0a1b2c3d4e5f60712", policy: STUDIO_DOOR },
      sts: { id: "vpce-0a1b2c3d4e5f60713", policy: STS_DOOR, vpcId: "vpc-0a1b2c3d4e5f60799", cidr: "10.100.0.0/16" },
    },
    [KEY("studioDomainId")]: "d-abc123def456",
    [KEY("rekognitionRegions")]: [],
    [KEY("requiredTags")]: REQUIRED_TAGS,
    [KEY("identityProvider")]: {
      kind: "oidc",
      issuer: "https://sso.corp.example/realms/corp",
      keySetUrl: "https://sso.corp.example/realms/corp/protocol/openid-connect/certs",
      clientIds: ["portal", "lab"],
      audience: "private-ml-gateway",
      clientClaim: "azp",
      accessClaim: "typ",
      accessClaimValue: "Bearer",
      groupsClaim: "/realm_access/roles",
      algorithms: ["RS256", "ES256"],
    },
    [KEY("requiredScope")]: "studio",
    [KEY("profileClaim")]: "sub",
  },
  /** People of a user pool that was there before, and a sandbox in place of an office. */
  "existing-pool": {
    [KEY("rekognitionRegions")]: [],
    [KEY("corporateSandbox")]: { cidr: "10.10.0.0/24" },
    [KEY("identityProvider")]: {
      kind: "cognito",
      userPoolId: "eu-west-1_Ab1Cd2Ef3",
      signInDomain: "login.corp.example",
    },
  },
  /** The Rekognition pool with everything on: four Regions, one of them with two operations only, and walls for one group. */
  pool: {
    [KEY("rekognitionRegions")]: [
      { region: "eu-central-1" },
      { region: "eu-west-1", cidr: "10.65.0.0/24", weight: 80, quotas: { DetectLabels: 40 } },
      { region: "us-east-1", cidr: "10.66.0.0/24", zones: ["us-east-1b", "us-east-1c"] },
      { region: "ca-central-1", cidr: "10.67.0.0/26" },
    ],
    [KEY("rekognitionAllowedRegions")]: ["eu-central-1", "eu-west-1", "us-east-1"],
    [KEY("rekognitionGroupRegions")]: { "eu-only": ["eu-central-1", "eu-west-1"] },
    [KEY("rekognitionReservedConcurrency")]: 700,
    [KEY("s3ObjectAccess")]: "own-and-shared",
    [KEY("sharedImagePrefixes")]: ["reference/"],
    [KEY("dataEncryptionKeyArn")]: DATA_KEY,
    [KEY("ingestMaxConcurrency")]: 20,
    [KEY("ingestEvents")]: "default",
    [KEY("requiredTags")]: REQUIRED_TAGS,
    [KEY("deletionProtection")]: true,
    [KEY("retainImages")]: true,
  },
  /** Rows say whose profiles are whose, in two domains and in two of other accounts; the pool's results pass the same endpoint as they. */
  table: {
    [KEY("tracing")]: "xray",
    [KEY("profileMode")]: "table",
    [KEY("studioDomainIds")]: ["d-abc123def456"],
    [KEY("studioAccounts")]: [
      { accountId: "444455556666", domainId: "d-elsewhere001", externalId: "gateway-test" },
      {
        accountId: "777788889999",
        domainId: "d-elsewhere002",
        mintingRoleName: "minting",
        organizationId: "o-exampleorgid",
      },
    ],
  },
  /** The same with the authorizer inside the VPC, a role for each profile, no pool, and everything kept. */
  "table-pinned": {
    [KEY("rollout")]: { strategy: "linear", ignoreAlarms: "it repairs mints" },
    [KEY("profileMode")]: "table",
    [KEY("mintingMode")]: "rolePerProfile",
    [KEY("pinnedKeySet")]: { keys: [PINNED_KEY] },
    [KEY("rekognitionRegions")]: [],
    [KEY("deletionProtection")]: true,
  },
  /** As large as a pool gets: every Region of the partition, every operation, and config that says much. */
  everywhere: {
    [KEY("rekognitionRegions")]: everyRegion(),
    [KEY("rekognitionGroupRegions")]: {
      "eu-only": ["eu-central-1", "eu-west-1", "eu-west-2", "eu-south-2"],
      "americas-only": ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
    },
    [KEY("rekognitionReservedConcurrency")]: 5000,
    [KEY("s3ObjectAccess")]: "own-and-shared",
    [KEY("sharedImagePrefixes")]: ["reference/", "logos/"],
    [KEY("portalOrigins")]: ["https://portal.corp.example", "https://lab.corp.example"],
    [KEY("ingestDefaultOperations")]: [...WITHOUT_OPTIONS],
    [KEY("ingestEvents")]: "arn:aws:events:eu-central-1:111122223333:event-bus/company.images",
  },
} as const;

export type Variant = keyof typeof VARIANTS;

/** Where a variant's graph lies, relative to the project. */
export function graphFile(variant: Variant): string {
  return `build/test/graph-${variant}.json`;
}

export function graphOf(variant: Variant): Graph {
  return JSON.parse(fs.readFileSync(path.join(projectRoot(), graphFile(variant)), "utf8")) as Graph;
}
