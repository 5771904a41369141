/** What an import has to write, in transactions that do not get into each other's way. Pure. */
import type { Reservation } from "../../../functions/people/people-item";
import { type PersonRow, profileKey } from "../../../functions/people/people-row";
import { isSameRow, type PersonChange, type Reservations, type Writes, writesFor } from "../table/change";
import type { Everything } from "../table/people-table";
import type { FilePerson, LineFault } from "./people-file";

/** A transaction, and the people of the file that it is about. */
export interface Unit {
  readonly people: readonly FilePerson[];
  readonly writes: Writes;
}

export interface ImportPlan {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faults: readonly LineFault[];
  /** May be written in any order, several at a time. */
  readonly independent: readonly Unit[];
  /** Have to be written one after the other: a profile goes from one person to another. */
  readonly inOrder: readonly Unit[];
}

/** TransactWriteItems takes a hundred; a person is at most 41: a row, and twenty profiles each to give up and to get. */
const MOST_ITEMS = 100;

/** @param table its name */
export function planImport(table: string, people: readonly FilePerson[], now: Everything): ImportPlan {
  const faults = people.flatMap((person) => faultOf(person, now));
  const changes = new Map(people.map((person) => [person, changeOf(person, now.rows.get(person.callerId))]));
  const wanted = people.filter((person) => {
    const { before, after } = changes.get(person) ?? {};
    return !before || !after || !isSameRow(before, after) || isUnreserved(after, now.reservations);
  });
  const added = wanted.filter(({ callerId }) => !now.rows.has(callerId)).length;
  const { alone, linked } = byTransfer(wanted, changes);
  const reservations = new Map(now.reservations);
  const known = { table, changes, reservations, faults };
  const [inOrder, independent] = [packed(linked, known), packed(alone, known)];
  return {
    added,
    changed: wanted.length - added,
    unchanged: people.length - wanted.length,
    faults,
    independent,
    inOrder,
  };
}

/** The row that a person is to have. Whether they are disabled is not the file's to say: it would lift a cut-off. */
export function changeOf(person: FilePerson, before: PersonRow | undefined): PersonChange {
  const { callerId, issuer, subject, entries } = person;
  const label = person.label ?? before?.label;
  const after: PersonRow = {
    callerId,
    issuer,
    subject,
    ...(label !== undefined && { label }),
    state: before?.state ?? "active",
    ...(before?.expiresAt !== undefined && { expiresAt: before.expiresAt }),
    entries,
    version: (before?.version ?? 0) + 1,
  };
  return { callerId, before, after };
}

function faultOf({ callerId, lines, entries }: FilePerson, { rows, invalid }: Everything): LineFault[] {
  const line = lines[0] ?? 0;
  const unusable = invalid.get(callerId);
  if (unusable)
    return [{ line, why: `the person's row in the table cannot be used (${unusable.join("; ")}): remove it first` }];
  const before = rows.get(callerId);
  if (before?.state !== "disabled") return [];
  // A cut-off names the profiles: taken from the row meanwhile, they would stay refused to the next owner.
  const keys = (of: PersonRow["entries"]) => of.map(profileKey).sort().join();
  if (keys(before.entries) === keys(entries)) return [];
  return [{ line, why: `the person is disabled and keeps their profiles until they are restored, enabled or removed` }];
}

function isUnreserved({ callerId, entries }: PersonRow, reservations: Reservations): boolean {
  return entries.some((entry) => reservations.get(profileKey(entry))?.holders.includes(callerId) !== true);
}

type Changes = ReadonlyMap<FilePerson, PersonChange>;

/** Linked are people of whom one gets or gives up a profile that another one gets or gives up too. Who gives comes first. */
function byTransfer(people: readonly FilePerson[], changes: Changes) {
  const moved = new Map(people.map((person) => [person, movedBy(changes.get(person))]));
  const touchedBy = new Map<string, number>();
  for (const { gets, gives } of moved.values())
    for (const profile of [...gets, ...gives]) touchedBy.set(profile, (touchedBy.get(profile) ?? 0) + 1);
  const isLinked = (person: FilePerson) => {
    const { gets = [], gives = [] } = moved.get(person) ?? {};
    return [...gets, ...gives].some((profile) => (touchedBy.get(profile) ?? 0) > 1);
  };
  const linked = people.filter(isLinked);
  const onlyGives = (person: FilePerson) => (moved.get(person)?.gets.length === 0 ? 0 : 1);
  return {
    alone: people.filter((person) => !isLinked(person)),
    linked: neighbours(linked, moved).sort((one, other) => onlyGives(one) - onlyGives(other)),
  };
}

type Moved = ReadonlyMap<FilePerson, { readonly gets: readonly string[]; readonly gives: readonly string[] }>;

/** People of one chain of transfers side by side, so that two who swap are written at once. */
function neighbours(people: readonly FilePerson[], moved: Moved): FilePerson[] {
  const takers = new Map(
    people.flatMap((person) => (moved.get(person)?.gets ?? []).map((profile) => [profile, person] as const)),
  );
  const ordered = new Set<FilePerson>();
  for (const person of people)
    for (let next: FilePerson | undefined = person; next && !ordered.has(next);) {
      ordered.add(next);
      const [given = ""] = moved.get(next)?.gives ?? [];
      next = takers.get(given);
    }
  return [...ordered];
}

function movedBy(change: PersonChange | undefined) {
  const before = (change?.before?.entries ?? []).map(profileKey);
  const after = (change?.after?.entries ?? []).map(profileKey);
  return {
    gets: after.filter((profile) => !before.includes(profile)),
    gives: before.filter((profile) => !after.includes(profile)),
  };
}

interface Known {
  readonly table: string;
  readonly changes: Changes;
  /** Follows what the units before have written. */
  readonly reservations: Map<string, Reservation>;
  readonly faults: LineFault[];
}

/** As many people in a transaction as fit, in their order. */
function packed(people: readonly FilePerson[], known: Known): Unit[] {
  const units: Unit[] = [];
  let unit: FilePerson[] = [];
  const size = (of: readonly FilePerson[]) => of.reduce((sum, person) => sum + mostItems(known.changes.get(person)), 0);
  const close = () => {
    if (unit.length > 0) units.push(unitOf(unit, known));
    unit = [];
  };
  for (const person of people) {
    if (size([...unit, person]) > MOST_ITEMS) close();
    unit.push(person);
  }
  close();
  return units.filter(({ writes }) => writes.items.length > 0);
}

function mostItems(change: PersonChange | undefined): number {
  return 1 + (change?.before?.entries.length ?? 0) + (change?.after?.entries.length ?? 0);
}

function unitOf(people: readonly FilePerson[], { table, changes, reservations, faults }: Known): Unit {
  const writes = writesFor(
    table,
    people.flatMap((person) => changes.get(person) ?? []),
    reservations,
  );
  for (const { callerId, profile, why } of writes.conflicts) {
    const person = people.find((one) => one.callerId === callerId);
    const at = person?.entries.findIndex((entry) => profileKey(entry) === profile) ?? 0;
    faults.push({ line: person?.lines[at] ?? 0, why: `${profile}: ${why}` });
  }
  for (const [profile, reservation] of writes.reservations)
    if (reservation) reservations.set(profile, reservation);
    else reservations.delete(profile);
  return { people, writes };
}
