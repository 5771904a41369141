import { commaSeparated, readEnvironment, type Variable } from "../aws/environment";
import { readProfileLimits, isDomainId } from "../contract/studio-profile";
import type { StackRules } from "./profiles-in-force";

/** What a function that reads the mapping table is configured with. */
export interface PeopleEnvironment {
  /** The mapping table's name. */
  readonly PEOPLE_TABLE: string;
  /** The Studio domains whose profiles rows may name, comma separated; one of another account as `<domain id>@<account>`. */
  readonly DOMAIN_IDS: string;
  /** JSON of `ProfileLimits`: what the stack allows everyone, which rows narrow. */
  readonly PROFILE_LIMITS: string;
}

export interface PeopleSettings extends StackRules {
  readonly tableName: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const TABLE_NAME = /^[A-Za-z0-9_.-]{3,255}$/;

const SHAPE: { readonly [K in keyof PeopleSettings]: Variable<PeopleSettings[K]> } = {
  tableName: {
    key: "PEOPLE_TABLE",
    allowed: "the name of a DynamoDB table",
    parse: (text) => (TABLE_NAME.test(text) ? text : undefined),
  },
  domainIds: {
    key: "DOMAIN_IDS",
    allowed: "one or more Studio domain ids, comma separated, those of other accounts with @ and the account",
    parse: (text) => parseDomains(text)?.map(([domainId]) => domainId),
  },
  accounts: {
    key: "DOMAIN_IDS",
    allowed: "a list in which each account has twelve digits",
    parse: (text) =>
      new Map(parseDomains(text)?.flatMap(([id, account]) => (account === undefined ? [] : [[id, account]]))),
  },
  limits: {
    key: "PROFILE_LIMITS",
    allowed: "the JSON of the profiles' limits",
    parse: (text) => readProfileLimits(JSON.parse(text)),
  },
};

/**
 * @param owner whose environment it is, for the message
 * @throws Error naming every variable at fault
 */
export function readPeopleSettings(
  owner: string,
  variables: Readonly<Record<string, string | undefined>>,
): PeopleSettings {
  return readEnvironment<PeopleSettings>(owner, variables, SHAPE);
}

/** Each domain, and its account where that is another. */
function parseDomains(text: string): [domainId: string, account: string | undefined][] | undefined {
  const parts = commaSeparated(text).map((part) => /^([^@]*)(?:@(\d{12}))?$/.exec(part) ?? []);
  const isGood = parts.length > 0 && parts.every(([, id]) => isDomainId(id));
  return isGood ? parts.map(([, id = "", account]) => [id, account]) : undefined;
}
