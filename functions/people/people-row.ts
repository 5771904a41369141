/**
 * One person's row of the mapping table: which Studio profiles are theirs. `npm run mapping` checks a row by this when it writes it, and the
 * functions again when they read it: what stands in the table may have been written by another hand.
 * How DynamoDB holds a row: people-item.ts. What a row gives its person: profiles-in-force.ts.
 */
import { callerIdOf, type Person } from "../contract/caller";
import type { LandingForm } from "../contract/studio-profile";
import { ENTRY_RULES, MOST_ENTRIES, ROW_RULES, type Rule, type State } from "./row-rules";

export { MOST_ENTRIES, STATES, type State } from "./row-rules";

/** One Studio profile of a person, with what narrows the stack's own limits for it. */
export interface PersonEntry {
  readonly domainId: string;
  readonly userProfileName: string;
  /** Of a domain in another account: twelve digits, which have to be those that config has for the domain. */
  readonly accountId?: string;
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

/** A row that cannot be used. The message names every field at fault and never a value. */
export class PersonRowInvalid extends Error {
  override readonly name = "PersonRowInvalid";

  constructor(readonly faults: readonly string[]) {
    super(faults.join("; "));
  }
}

/** Every field has its rule. */
type Rules<T> = { readonly [K in keyof Required<T>]: Rule };

const ROW_FIELDS: Rules<Omit<PersonRow, "entries">> = ROW_RULES;
const ENTRY_FIELDS: Rules<PersonEntry> = ENTRY_RULES;

/**
 * @param value of any origin
 * @throws PersonRowInvalid with every fault
 */
export function readPersonRow(value: unknown): PersonRow {
  const { entries, ...row } = asRecord(value);
  const faults = faultsOf(row, ROW_FIELDS, "");
  const list: readonly unknown[] = Array.isArray(entries) ? entries : [];
  if (!Array.isArray(entries) || list.length > MOST_ENTRIES)
    faults.push(`entries must be a list of up to ${MOST_ENTRIES} profiles`);
  else faults.push(...list.flatMap((entry, at) => faultsOf(asRecord(entry), ENTRY_FIELDS, `entries[${at}].`)));
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
