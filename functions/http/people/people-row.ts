/**
 * One person's row of the mapping table: which Studio profiles are theirs. `npm run mapping` checks a row by this when it writes it, and the
 * functions again when they read it: what stands in the table may have been written by another hand.
 * How DynamoDB holds a row: people-item.ts. What a row gives its person: profiles-in-force.ts.
 */
import { isWithin } from "../profile-limits";
import {
  isDomainId,
  isStudioName,
  LANDING_FORMS,
  SESSION_SECONDS,
  URL_SECONDS,
  type LandingForm,
} from "../studio-names";
import { callerIdOf, type Person } from "./caller-id";

/** A disabled person or profile opens nothing. */
export const STATES = ["active", "disabled"] as const;

export type State = (typeof STATES)[number];

/** One Studio profile of a person, with what narrows the stack's own limits for it. */
export interface PersonEntry {
  readonly domainId: string;
  readonly userProfileName: string;
  /** The first is where the person lands who names none. */
  readonly landingUris?: readonly LandingForm[];
  /** Names of spaces. */
  readonly spaces?: readonly string[];
  /** Seconds, 1800 to 43200. */
  readonly sessionMaxSeconds?: number;
  /** Seconds, 5 to 300. */
  readonly urlMaxSeconds?: number;
  /** Missing: active. */
  readonly state?: State;
  /** Seconds since 1970; from then on the profile opens nothing. */
  readonly expiresAt?: number;
  /** Whether other people may hold the profile too. Every row that names it has to say so. */
  readonly shared?: boolean;
}

export interface PersonRow extends Person {
  readonly callerId: string;
  /** For operators' eyes: who it is. */
  readonly label?: string;
  readonly state: State;
  /** Seconds since 1970; from then on none of the profiles opens. */
  readonly expiresAt?: number;
  readonly entries: readonly PersonEntry[];
  /** Counts the writes of the row, from 1: two operators who change it at the same time do not undo each other's work. */
  readonly version: number;
}

/** How many profiles one person can have: each is an ARN in API Gateway's policy, and a write of the row is one transaction. */
export const MOST_ENTRIES = 20;
export const MOST_SPACES = 20;

/** OpenID Connect: "It MUST NOT exceed 255 ASCII characters in length." https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
const MOST_SUBJECT_CHARACTERS = 255;
const MOST_ISSUER_CHARACTERS = 512;
const MOST_LABEL_CHARACTERS = 128;

/** The end of the year 9999: a later number of seconds is one of milliseconds. */
const LATEST_TIME = 253_402_300_799;

/** A row that cannot be used. The message names every field at fault and never a value. */
export class PersonRowInvalid extends Error {
  override readonly name = "PersonRowInvalid";

  constructor(readonly faults: readonly string[]) {
    super(faults.join("; "));
  }
}

interface Rule {
  readonly allowed: string;
  readonly holds: (value: unknown) => boolean;
  readonly optional?: true;
}

type Rules<T> = { readonly [K in keyof Required<T>]: Rule };

const STATE: Rule = { allowed: STATES.join(" or "), holds: (value) => STATES.includes(value as State) };
const TIME: Rule = {
  allowed: "a whole number of seconds since 1970",
  holds: (value) => isWithin(value, { min: 1, max: LATEST_TIME }),
  optional: true,
};

const ENTRY_RULES: Rules<PersonEntry> = {
  domainId: { allowed: "the id of a Studio domain, d-…", holds: isDomainId },
  userProfileName: {
    allowed: "a Studio profile's name: up to 63 letters, digits and inner hyphens",
    holds: isStudioName,
  },
  landingUris: {
    allowed: `one or more of ${LANDING_FORMS.join(", ")}, each once`,
    holds: (value) => isListOf(value, isLandingForm, LANDING_FORMS.length) && (value as unknown[]).length > 0,
    optional: true,
  },
  spaces: {
    allowed: `up to ${MOST_SPACES} names of spaces, each once`,
    holds: (value) => isListOf(value, isStudioName, MOST_SPACES),
    optional: true,
  },
  sessionMaxSeconds: {
    allowed: `a whole number from ${SESSION_SECONDS.min} to ${SESSION_SECONDS.max}`,
    holds: (value) => isWithin(value, SESSION_SECONDS),
    optional: true,
  },
  urlMaxSeconds: {
    allowed: `a whole number from ${URL_SECONDS.min} to ${URL_SECONDS.max}`,
    holds: (value) => isWithin(value, URL_SECONDS),
    optional: true,
  },
  state: { ...STATE, optional: true },
  expiresAt: TIME,
  shared: { allowed: "true or false", holds: (value) => typeof value === "boolean", optional: true },
};

const ROW_RULES: Rules<Omit<PersonRow, "entries">> = {
  callerId: { allowed: "the SHA-256 of issuer and subject", holds: (value) => typeof value === "string" },
  issuer: {
    allowed: `the token's iss: up to ${MOST_ISSUER_CHARACTERS} characters, no blanks`,
    holds: (value) => isText(value, MOST_ISSUER_CHARACTERS, /^[\x21-\x7e]+$/),
  },
  subject: {
    allowed: `the token's sub: up to ${MOST_SUBJECT_CHARACTERS} characters, none of them a control character`,
    holds: (value) => isText(value, MOST_SUBJECT_CHARACTERS, NO_CONTROL_CHARACTER),
  },
  label: {
    allowed: `up to ${MOST_LABEL_CHARACTERS} characters, none of them a control character`,
    holds: (value) => isText(value, MOST_LABEL_CHARACTERS, NO_CONTROL_CHARACTER),
    optional: true,
  },
  state: STATE,
  expiresAt: TIME,
  version: {
    allowed: "a whole number from 1",
    holds: (value) => isWithin(value, { min: 1, max: Number.MAX_SAFE_INTEGER }),
  },
};

// A line separator too: in a terminal's list it would begin a line that nobody wrote.
const NO_CONTROL_CHARACTER = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u;

/**
 * @param value of any origin
 * @throws PersonRowInvalid with every fault
 */
export function readPersonRow(value: unknown): PersonRow {
  const { entries, ...row } = asRecord(value);
  const faults = faultsOf(row, ROW_RULES, "");
  const list: readonly unknown[] = Array.isArray(entries) ? entries : [];
  if (!Array.isArray(entries) || list.length > MOST_ENTRIES)
    faults.push(`entries must be a list of up to ${MOST_ENTRIES} profiles`);
  else faults.push(...list.flatMap((entry, at) => faultsOf(asRecord(entry), ENTRY_RULES, `entries[${at}].`)));
  if (faults.length === 0) faults.push(...contradictions(value as PersonRow));
  if (faults.length > 0) throw new PersonRowInvalid(faults);
  return value as PersonRow;
}

/** What no single field shows: a row under another person's key would give them this one's profiles. */
function contradictions(row: PersonRow): string[] {
  const faults = row.callerId === callerIdOf(row) ? [] : ["callerId must be the SHA-256 of issuer and subject"];
  const names = row.entries.map(profileKey);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  return twice < 0 ? faults : [...faults, `entries[${twice}] names a profile that an earlier entry names`];
}

/** Tells a profile from every other; neither part can hold a slash. */
export function profileKey({ domainId, userProfileName }: Pick<PersonEntry, "domainId" | "userProfileName">): string {
  return `${domainId}/${userProfileName}`;
}

function faultsOf(
  given: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, Rule>>,
  path: string,
): string[] {
  const wrong = Object.entries(rules).flatMap(([field, { allowed, holds, optional }]) => {
    const value = given[field];
    const isGood = value === undefined ? optional === true : holds(value);
    return isGood ? [] : [`${path}${field} must be ${allowed}`];
  });
  const hasUnknown = Object.keys(given).some((field) => !Object.hasOwn(rules, field));
  return hasUnknown
    ? [...wrong, `${path === "" ? "the row" : path.slice(0, -1)} has a field that is not known here`]
    : wrong;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function isListOf(value: unknown, isGood: (item: unknown) => boolean, most: number): boolean {
  return Array.isArray(value) && value.length <= most && new Set(value).size === value.length && value.every(isGood);
}

function isLandingForm(value: unknown): boolean {
  return LANDING_FORMS.includes(value as LandingForm);
}

function isText(value: unknown, most: number, pattern: RegExp): boolean {
  return typeof value === "string" && value.length <= most && pattern.test(value);
}
