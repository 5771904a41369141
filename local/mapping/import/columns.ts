import { accountOf, type OperatorOutput } from "../../operator/operator-output";
import type { PersonEntry } from "../../../functions/people/people-row";

/** The columns that a file may have; `subject` and `userProfileName` have to be there. */
export const COLUMNS = [
  "issuer",
  "subject",
  "label",
  "domainId",
  "userProfileName",
  "landingUris",
  "spaces",
  "sessionMaxSeconds",
  "urlMaxSeconds",
  "state",
  "expiresAt",
  "shared",
] as const;

export type Column = (typeof COLUMNS)[number];

export interface FileDefaults {
  /** Where a line names no issuer. */
  readonly issuer: string;
  /** Where a line names no domain. */
  readonly studioDomainId: string;
  /** Domains whose profiles may be named. */
  readonly domainIds: readonly string[];
  /** Domains of other accounts, whose profiles may be named too. */
  readonly accounts?: OperatorOutput["accounts"];
}

export interface EntryInFile {
  readonly entry: PersonEntry;
  /** What cannot be read as a value at all, and domains of others; the rest is the row's own rules. */
  readonly faults: readonly string[];
}

/**
 * A line's profile. An empty field is one that is not there. Lists are separated by blanks or semicolons; `expiresAt` is a date
 * (2027-03-31, which is its first moment in UTC) or a time as ISO 8601 has it.
 */
export function entryOf(
  values: Readonly<Partial<Record<Column, string>>>,
  { studioDomainId, domainIds, accounts = [] }: Omit<FileDefaults, "issuer">,
): EntryInFile {
  const faults: string[] = [];
  const read = <Value>(column: Column, parse: (text: string) => Value | undefined, allowed: string) => {
    const text = values[column] ?? "";
    const value = text === "" ? undefined : parse(text);
    if (text !== "" && value === undefined) faults.push(`${column} must be ${allowed}`);
    return value === undefined ? {} : { [column]: value };
  };
  const domainId = values.domainId || studioDomainId;
  // Which account a domain is in, config says and not the file.
  const accountId = accountOf({ accounts }, domainId);
  const served = [...domainIds, ...accounts.map((each) => each.domainId)];
  if (!served.includes(domainId)) faults.push(`domainId must be one of the stack's domains: ${served.join(", ")}`);
  const entry = {
    domainId,
    userProfileName: values.userProfileName ?? "",
    ...(accountId !== undefined && { accountId }),
    ...read("landingUris", list, ""),
    ...read("spaces", list, ""),
    ...read("sessionMaxSeconds", wholeNumber, "a whole number of seconds"),
    ...read("urlMaxSeconds", wholeNumber, "a whole number of seconds"),
    ...read("state", (text) => text, ""),
    ...read("expiresAt", seconds, "a date such as 2027-03-31, or a time such as 2027-03-31T18:00:00Z"),
    ...read("shared", truth, "true or false"),
  };
  // Whether the values are allowed, the row's own rules tell (functions/people/people-row.ts).
  return { entry, faults };
}

function list(text: string): string[] {
  return text.split(/[\s;]+/).filter((part) => part !== "");
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/;

function seconds(text: string): number | undefined {
  const at = TIME.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
}

function truth(text: string): boolean | undefined {
  return { true: true, false: false }[text.toLowerCase()];
}
