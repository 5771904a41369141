/** People and their profiles out of a CSV file: one line for each profile of a person. Pure; nothing is looked up. */
import { callerIdOf } from "../../../functions/contract/caller";
import {
  type PersonEntry,
  PersonRowInvalid,
  type PersonRow,
  profileKey,
  readPersonRow,
} from "../../../functions/people/people-row";
import { didYouMean } from "../../command-line/nearest";
import { CsvFault, type CsvRecord, readCsv } from "./csv";
import { COLUMNS, type Column, entryOf, type FileDefaults } from "./columns";

/** What is wrong with a line. */
export interface LineFault {
  /** From 1; the header is line 1. */
  readonly line: number;
  readonly why: string;
}

/** A person of the file: the row that they are to have, as far as the file says it. */
export interface FilePerson extends Pick<PersonRow, "callerId" | "issuer" | "subject" | "label" | "entries"> {
  /** The lines of the person, one for each entry. */
  readonly lines: readonly number[];
}

export interface PeopleFile {
  readonly people: readonly FilePerson[];
  readonly faults: readonly LineFault[];
  /** What may be right and looks wrong; nothing is refused for it. */
  readonly notes: readonly LineFault[];
}

interface Line {
  readonly line: number;
  readonly values: Readonly<Partial<Record<Column, string>>>;
}

/** Every fault of the file at once. */
export function readPeopleFile(text: string, defaults: FileDefaults): PeopleFile {
  try {
    const [header, ...records] = readCsv(text);
    if (!header) return refused({ line: 1, why: "the file is empty" });
    const columns = columnsOf(header);
    if (!Array.isArray(columns)) return refused(columns);
    return peopleOf(records, columns, defaults);
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    return refused({ line: error.line, why: error.message });
  }
}

function refused(fault: LineFault): PeopleFile {
  return { people: [], faults: [fault], notes: [] };
}

function columnsOf({ line, fields }: CsvRecord): Column[] | LineFault {
  const names = fields.map((field) => field.trim());
  const allowed = `allowed are ${COLUMNS.join(", ")}`;
  const [other] = /[;\t]/.exec(names.join()) ?? [];
  if (other !== undefined)
    return { line, why: `fields are separated by ${other === ";" ? "semicolons" : "tabs"}: separate them by commas` };
  const unknown = names.find((name) => !COLUMNS.includes(name as Column));
  if (unknown !== undefined)
    return { line, why: `there is no column "${unknown}".${didYouMean(unknown, COLUMNS)} In the header ${allowed}` };
  if (new Set(names).size < names.length) return { line, why: "a column stands twice in the header" };
  const missing = ["subject", "userProfileName"].filter((name) => !names.includes(name));
  return missing.length > 0 ? { line, why: `the header lacks ${missing.join(", ")}; ${allowed}` } : (names as Column[]);
}

function peopleOf(records: readonly CsvRecord[], columns: readonly Column[], defaults: FileDefaults): PeopleFile {
  const faults: LineFault[] = [];
  const byPerson = new Map<string, Line[]>();
  for (const { line, fields } of records) {
    if (fields.length !== columns.length) {
      faults.push({ line, why: `has ${fields.length} fields, and the header ${columns.length}` });
      continue;
    }
    const values = Object.fromEntries(columns.map((column, at) => [column, (fields[at] ?? "").trim()]));
    const callerId = callerIdOf(personIn({ line, values }, defaults));
    byPerson.set(callerId, [...(byPerson.get(callerId) ?? []), { line, values }]);
  }
  const people = [...byPerson].map(([callerId, lines]) => personOf(callerId, lines, defaults));
  faults.push(...people.flatMap((person) => person.faults), ...profilesOfTwo(people));
  return { people, faults: faults.sort((one, other) => one.line - other.line), notes: notesOn(people, defaults) };
}

/** A token is compared with a row letter for letter: one that never fits is written without complaint, and opens nothing. */
function notesOn(people: readonly FilePerson[], { issuer: believed }: FileDefaults): LineFault[] {
  return people.flatMap(({ issuer, subject, lines: [line = 0] }) => {
    const odd = /[^\x20-\x7e]/u.exec(subject)?.[0];
    const code = odd?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0") ?? "";
    return [
      ...(issuer === believed
        ? []
        : [
            {
              line,
              why: `the stack believes tokens of ${believed} and not of ${issuer}: until it does, the row opens nothing`,
            },
          ]),
      ...(odd === undefined
        ? []
        : [
            {
              line,
              why: `the subject has "${odd}" (U+${code}), which is not ASCII: the token has to have the very same`,
            },
          ]),
    ];
  });
}

function personIn({ values }: Line, { issuer }: FileDefaults) {
  return { issuer: values.issuer || issuer, subject: values.subject ?? "" };
}

function personOf(
  callerId: string,
  lines: readonly Line[],
  defaults: FileDefaults,
): FilePerson & { readonly faults: LineFault[] } {
  const [first] = lines;
  const read = lines.map(({ line, values }) => ({ line, ...entryOf(values, defaults) }));
  const labels = [...new Set(lines.flatMap(({ values }) => values.label || []))];
  const person: FilePerson = {
    callerId,
    ...personIn(first ?? { line: 0, values: {} }, defaults),
    ...(labels[0] !== undefined && { label: labels[0] }),
    entries: read.map(({ entry }) => entry),
    lines: lines.map(({ line }) => line),
  };
  const faults = read.flatMap(({ line, faults: inLine }) => inLine.map((why) => ({ line, why })));
  if (labels.length > 1) faults.push({ line: lastOf(person), why: "the person has another label in an earlier line" });
  if (faults.length === 0) faults.push(...rowFaults(person));
  return { ...person, faults };
}

/** The rules of the row itself, each fault at the line that it is about. */
function rowFaults({ lines, ...person }: FilePerson): LineFault[] {
  try {
    readPersonRow({ ...person, state: "active", version: 1 });
    return [];
  } catch (error) {
    if (!(error instanceof PersonRowInvalid)) throw error;
    return error.faults.map((fault) => {
      const [, at, rest] = /^entries\[(\d+)\][. ](.*)$/.exec(fault) ?? [];
      return at === undefined
        ? { line: lastOf({ lines }), why: fault }
        : { line: lines[Number(at)] ?? 0, why: rest ?? fault };
    });
  }
}

function lastOf({ lines }: Pick<FilePerson, "lines">): number {
  return lines.at(-1) ?? 0;
}

/** Two people may name one profile only where all of their lines say that it is shared. */
function profilesOfTwo(people: readonly FilePerson[]): LineFault[] {
  const named = people.flatMap(({ callerId, entries, lines }) =>
    entries.map((entry, at) => ({ callerId, entry, line: lines[at] ?? 0 })),
  );
  const first = new Map<string, { readonly callerId: string; readonly entry: PersonEntry; readonly line: number }>();
  return named.flatMap((one) => {
    const key = profileKey(one.entry);
    const other = first.get(key);
    if (!other) first.set(key, one);
    if (!other || other.callerId === one.callerId) return [];
    if (other.entry.shared === true && one.entry.shared === true) return [];
    return [
      { line: one.line, why: `line ${other.line} gives this profile to another person, and not both say shared` },
    ];
  });
}
