import { isDomainId } from "../../../functions/contract/studio-profile";
import { faultsOfMembers, isObject, type Members, textMember } from "../identity/members";
import type { Fault, Key, TextRule } from "../key";

/** A Studio domain in another account: the list is all that decides which accounts the gateway makes URLs in. */
export interface StudioAccountEntry {
  /** Twelve digits. */
  readonly accountId: string;
  readonly domainId: string;
  /** Of the role there that makes the domain's URLs. */
  readonly mintingRoleName?: string;
  /** Written down so that a domain of another Region is found out: it has to be the stack's own. */
  readonly region?: string;
  /** What the role there asks for in `sts:ExternalId`; sent along with every mint. */
  readonly externalId?: string;
  /** What the role there asks for in `aws:PrincipalOrgID`. */
  readonly organizationId?: string;
}

/** What `role: studioAccount` calls its minting role. */
export const MINTING_ROLE_NAME = "private-ml-gateway-minting";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const EXTERNAL_ID: TextRule = {
  fault: (value) =>
    /^[\w+=,.@:/-]{2,1224}$/.test(value)
      ? undefined
      : "is not an external id: 2 to 1224 letters, digits or any of _+=,.@:/- (no blanks)",
  mend: (value) => [value.replaceAll(/[^\w+=,.@:/-]+/g, "-")],
  example: "private-ml-gateway",
};
export const ACCOUNT_ID: TextRule = {
  fault: (value) => (/^\d{12}$/.test(value) ? undefined : "is not an account: twelve digits, in quotes in YAML"),
  mend: (value) => [value.replaceAll(/\D/g, ""), value.padStart(12, "0")],
  example: "444455556666",
};
/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const ORGANIZATION_ID: TextRule = {
  fault: (value) => (/^o-[a-z0-9]{10,32}$/.test(value) ? undefined : "is not the id of an organisation"),
  mend: (value) => [value.toLowerCase()],
  example: "o-exampleorgid",
};
const DOMAIN_ID: TextRule = {
  fault: (value) => (isDomainId(value) ? undefined : "is not a domain id"),
  mend: (value) => [/\bd-[a-z0-9]+/i.exec(value)?.[0].toLowerCase()],
  example: "d-abcd1234efgh",
};
export const ROLE_NAME: TextRule = {
  fault: (value) =>
    /^[\w+=,.@-]{1,64}$/.test(value) ? undefined : "is not a role's name: the name alone, neither path nor ARN",
  mend: (value) => [value.split("/").at(-1)],
  example: MINTING_ROLE_NAME,
};
/** Whether it is the stack's Region is looked at beside `aws:region`. */
const REGION: TextRule = { fault: () => undefined, example: "eu-central-1" };

const MEMBERS: Members = {
  accountId: { key: textMember(ACCOUNT_ID), isRequired: true },
  domainId: { key: textMember(DOMAIN_ID), isRequired: true },
  mintingRoleName: { key: textMember(ROLE_NAME) },
  region: { key: textMember(REGION) },
  externalId: { key: textMember(EXTERNAL_ID) },
  organizationId: { key: textMember(ORGANIZATION_ID) },
};

/** Each is named in the function's policy and in three endpoints': twenty are a third of what IAM takes. */
const MOST_ACCOUNTS = 20;

export const studioAccounts: Key<readonly StudioAccountEntry[]> = {
  type: "array",
  items: "object",
  default: [],
  allowed:
    `up to ${MOST_ACCOUNTS} Studio domains of other accounts as {accountId, domainId, mintingRoleName?, region?, externalId?, ` +
    "organizationId?}, each domain once, with externalId or organizationId or both",
  example: { at: "[0].accountId", value: ACCOUNT_ID.example },
  faultsOf: (value) => {
    if (!Array.isArray(value)) return [{ at: "", found: value, fault: "is not a list", remove: true }];
    const domains = value.map((entry: unknown) => (isObject(entry) ? entry["domainId"] : undefined));
    const surplus = value.slice(MOST_ACCOUNTS).map((found: unknown, index): Fault => {
      return { at: `[${MOST_ACCOUNTS + index}]`, found, fault: "is one more than may be listed", remove: true };
    });
    return [
      ...surplus,
      ...value.slice(0, MOST_ACCOUNTS).flatMap((entry: unknown, index): Fault[] => {
        const isTwin = domains[index] !== undefined && domains.indexOf(domains[index]) < index;
        if (!isTwin) return faultsOfEntry(entry, `[${index}]`);
        return [
          {
            at: `[${index}]`,
            found: domains[index],
            fault: "is listed twice: a domain is in one account",
            remove: true,
          },
        ];
      }),
    ];
  },
};

function faultsOfEntry(entry: unknown, at: string): Fault[] {
  if (!isObject(entry)) return [{ at, found: entry, fault: "is not the entry of a domain", remove: true }];
  return [...faultsOfMembers(entry, MEMBERS, "of a Studio account", at), ...faultsOfGuard(entry, at)];
}

/** Without either, anything that comes to run as the function could use the role there on any person's behalf. */
export function faultsOfGuard(entry: Readonly<Record<string, unknown>>, at: string): Fault[] {
  if (entry["externalId"] !== undefined || entry["organizationId"] !== undefined) return [];
  const fault =
    "is required where organizationId is not given: the role in the other account has to ask for one of both";
  return [{ at: `${at}.externalId`, found: undefined, fault, fix: EXTERNAL_ID.example }];
}
