import { createHash } from "node:crypto";
import { commaSeparated, readEnvironment } from "../aws/environment";

/** What the studio-url function is configured with. AWS_REGION comes from Lambda. */
export interface StudioUrlEnvironment {
  /** `sessionTags`: one minting role, narrowed by tags. `rolePerProfile`: one role for each profile. */
  readonly MINTING_MODE: MintingMode;
  /** The minting role's ARN; with `rolePerProfile` the part before `mintingRoleDigest`. */
  readonly MINTING_ROLE_ARN: string;
  /** The host of every URL ends in this, e.g. `studio.eu-central-1.sagemaker.aws`. */
  readonly STUDIO_HOST_SUFFIX: string;
  /** Origins whose pages may read the answers, comma separated; "" for none. */
  readonly PORTAL_ORIGINS: string;
}

const MODES = ["sessionTags", "rolePerProfile"] as const;

export type MintingMode = (typeof MODES)[number];

export interface StudioUrlSettings {
  readonly mode: MintingMode;
  readonly roleArn: string;
  readonly studioHostSuffix: string;
  readonly portalOrigins: readonly string[];
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const HOST_SUFFIX = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** @throws Error naming every variable at fault */
export function readStudioUrlSettings(variables: Readonly<Record<string, string | undefined>>): StudioUrlSettings {
  return readEnvironment<StudioUrlSettings>("studio-url", variables, {
    mode: {
      key: "MINTING_MODE",
      allowed: MODES.join(" or "),
      parse: (text) => MODES.find((mode) => mode === text),
    },
    roleArn: {
      key: "MINTING_ROLE_ARN",
      allowed: "a role's ARN, or with rolePerProfile the beginning of one",
      parse: (text) => (ROLE_ARN.test(text) ? text : undefined),
    },
    studioHostSuffix: {
      key: "STUDIO_HOST_SUFFIX",
      allowed: "a host name without a leading dot",
      parse: (text) => (HOST_SUFFIX.test(text) ? text : undefined),
    },
    portalOrigins: {
      key: "PORTAL_ORIGINS",
      allowed: "origins such as https://portal.example.com, comma separated, or empty",
      parse: (text) => {
        const origins = commaSeparated(text);
        return origins.every((origin) => new URL(origin).origin === origin) ? origins : undefined;
      },
    },
  });
}

const DIGITS = 32;

/**
 * What tells one profile's minting role from another's, where each profile has a role of its own: 32 hexadecimal
 * digits. A digest, because a domain id and a profile name of 63 characters each do not fit into a role name of 64.
 */
export function mintingRoleDigest(domainId: string, userProfileName: string): string {
  return createHash("sha256").update(`${domainId}/${userProfileName}`).digest("hex").slice(0, DIGITS);
}

/** The digest's place in a policy: any characters, as many as it has. */
export function anyMintingRoleDigest(): string {
  return "?".repeat(DIGITS);
}
