import { createHash } from "node:crypto";
import { commaSeparated, readEnvironment } from "../aws/environment";
import { isDomainId } from "../contract/studio-profile";

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
  /** JSON of the Studio domains in other accounts (a list of `StudioAccount`); missing where there are none. */
  readonly STUDIO_ACCOUNTS?: string;
}

const MODES = ["sessionTags", "rolePerProfile"] as const;

export type MintingMode = (typeof MODES)[number];

export interface StudioUrlSettings {
  readonly mode: MintingMode;
  readonly roleArn: string;
  readonly studioHostSuffix: string;
  readonly portalOrigins: readonly string[];
  /** By domain id. */
  readonly accounts: StudioAccounts;
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
    accounts: {
      key: "STUDIO_ACCOUNTS",
      allowed: "the JSON of a list of {domainId, accountId, mintingRoleName, externalId?}, each domain once, or empty",
      parse: parseStudioAccounts,
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

/** One domain of another account, as the stack's config lists it. */
export interface StudioAccount {
  readonly domainId: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly mintingRoleName: string;
  /** Sent along where the role there asks for it. */
  readonly externalId?: string;
}

type StudioAccounts = ReadonlyMap<string, StudioAccount>;

/** Names as IAM and STS take them: none can hold a slash or a colon, so that a name stays one part of an ARN. */
const RULES: { readonly [K in keyof Required<StudioAccount>]: (value: unknown) => boolean } = {
  domainId: isDomainId,
  accountId: matches(/^\d{12}$/),
  mintingRoleName: matches(/^[\w+=,.@-]{1,64}$/),
  externalId: (value) => value === undefined || matches(/^[\w+=,.@:/-]{2,1224}$/)(value),
};

/**
 * @param text JSON of a list of `StudioAccount`; "" means none
 * @returns undefined when it is not such a list, or names a domain twice
 */
function parseStudioAccounts(text: string): StudioAccounts | undefined {
  const list: unknown = text === "" ? [] : JSON.parse(text);
  if (!Array.isArray(list) || !list.every(isStudioAccount)) return undefined;
  const byDomain = new Map(list.map((account) => [account.domainId, account]));
  return byDomain.size === list.length ? byDomain : undefined;
}

/** The role's ARN is made of the list alone: nothing that a person or a row of the mapping table says is part of it. */
export function mintingRoleIn(partition: string, { accountId, mintingRoleName }: StudioAccount): string {
  return `arn:${partition}:iam::${accountId}:role/${mintingRoleName}`;
}

function isStudioAccount(value: unknown): value is StudioAccount {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const areKnown = Object.keys(fields).every((name) => Object.hasOwn(RULES, name));
  return areKnown && Object.entries(RULES).every(([name, holds]) => holds(fields[name]));
}

function matches(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === "string" && pattern.test(value);
}
