import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../infra/project-root";
import type { Graph } from "../local/program/graph";

const KEY = (name: string) => `private-ml-gateway:${name}`;

/** A public RSA key of nobody's: what a pinned key set looks like. */
const PINNED_KEY = {
  kty: "RSA",
  use: "sig",
  alg: "RS256",
  kid: "pinned-1",
  e: "AQAB",
  n: "u".repeat(342),
};

/** The dev environment, and three others that between them turn every switch; each is synthesised once a run (test/setup.ts). */
export const VARIANTS = {
  dev: {},
  /** Strict: keys pinned, people and homes kept, office behind a Transit Gateway. */
  strict: {
    [KEY("pinnedKeySet")]: { keys: [PINNED_KEY] },
    [KEY("deletionProtection")]: true,
    [KEY("retainStudioHomes")]: true,
    [KEY("mfa")]: "ON",
    [KEY("studioDataBuckets")]: ["corp-lab-data"],
    [KEY("createApiGatewayAccount")]: true,
    [KEY("corporateAttachment")]: { kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" },
  },
  /** Another partition, the other minting mode, two portals, a peered office. */
  gov: {
    "aws:region": "us-gov-west-1",
    [KEY("mintingMode")]: "rolePerProfile",
    [KEY("existingStudioUserProfiles")]: ["erin"],
    [KEY("portalOrigins")]: ["https://portal.corp.example", "https://lab.corp.example"],
    [KEY("corporateAttachment")]: { kind: "vpcPeering", peerVpcId: "vpc-0123456789abcdef0" },
  },
  "existing-domain": { [KEY("studioDomainId")]: "d-abc123def456" },
} as const;

export type Variant = keyof typeof VARIANTS;

/** Where a variant's graph lies, relative to the project. */
export function graphFile(variant: Variant): string {
  return `build/test/graph-${variant}.json`;
}

export function graphOf(variant: Variant): Graph {
  return JSON.parse(fs.readFileSync(path.join(projectRoot(), graphFile(variant)), "utf8")) as Graph;
}
