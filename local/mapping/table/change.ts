/**
 * What has to be written so that people have the rows they are to have: their rows, and the reservations of the profiles that they get or
 * give up, in one transaction that only goes through if everything still is as it was read. Pure.
 */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import {
  itemKey,
  personItem,
  type Reservation,
  reservationItem,
  reservationKey,
} from "../../../functions/people/people-item";
import { type PersonRow, profileKey } from "../../../functions/people/people-row";

/** A person before and after; absent: without a row. */
export interface PersonChange {
  readonly callerId: string;
  readonly before: PersonRow | undefined;
  readonly after: PersonRow | undefined;
}

/** Why a person cannot have a profile. */
export interface Conflict {
  readonly callerId: string;
  /** `<domain id>/<profile name>`. */
  readonly profile: string;
  readonly why: string;
}

export type Reservations = ReadonlyMap<string, Reservation>;

export interface Writes {
  readonly items: readonly TransactWriteItem[];
  readonly conflicts: readonly Conflict[];
  /** The reservations as they are after it; undefined: gone. */
  readonly reservations: ReadonlyMap<string, Reservation | undefined>;
}

/**
 * @param table its name
 * @param known the reservations of all profiles that the changes are about, as they are now
 */
export function writesFor(table: string, changes: readonly PersonChange[], known: Reservations): Writes {
  const profiles = [...new Set(changes.flatMap(({ before, after }) => [...profilesOf(before), ...profilesOf(after)]))];
  const after = profiles.map((profile) => ({ profile, ...reservationAfter(profile, changes, known.get(profile)) }));
  const changed = after.filter(({ profile, holding }) => !isSame(known.get(profile), holding));
  return {
    items: [
      ...changes.flatMap((change) => rowWrite(table, change)),
      ...changed.map(({ profile, holding }) => reservationWrite(table, profile, known.get(profile), holding)),
    ],
    conflicts: after.flatMap(({ conflicts }) => conflicts),
    reservations: new Map(changed.map(({ profile, holding }) => [profile, holding])),
  };
}

/** Takes a holder off reservations that no row of theirs explains. */
export function releases(table: string, reservations: Iterable<Reservation>, callerId: string): TransactWriteItem[] {
  return [...reservations].flatMap((now) => {
    if (!now.holders.includes(callerId)) return [];
    const holders = now.holders.filter((holder) => holder !== callerId);
    const after = holders.length === 0 ? undefined : { ...now, holders, version: now.version + 1 };
    return [reservationWrite(table, now.profile, now, after)];
  });
}

function profilesOf(row: PersonRow | undefined): string[] {
  return (row?.entries ?? []).map(profileKey);
}

/** Those who keep the profile and are not among the changes, and those who are to have it. */
function reservationAfter(profile: string, changes: readonly PersonChange[], now: Reservation | undefined) {
  const changing = changes.map(({ callerId }) => callerId);
  const staying = (now?.holders ?? []).filter((holder) => !changing.includes(holder));
  const taking = changes.flatMap(({ callerId, after }) =>
    (after?.entries ?? []).filter((entry) => profileKey(entry) === profile).map((entry) => ({ callerId, entry })),
  );
  const holders = [...staying, ...taking.map(({ callerId }) => callerId)];
  const stayingShare = staying.length === 0 || now?.shared === true;
  const shared = stayingShare && taking.every(({ entry }) => entry.shared === true);
  const isTaken = holders.length > 1 && !shared;
  const why = stayingShare ? "others hold it, and not every row says shared" : "another person holds it";
  const holding: Reservation | undefined =
    holders.length === 0
      ? undefined
      : {
          profile,
          holders,
          shared: taking.length === 0 ? now?.shared === true : shared,
          version: (now?.version ?? 0) + 1,
        };
  return { holding, conflicts: isTaken ? taking.map(({ callerId }): Conflict => ({ callerId, profile, why })) : [] };
}

function isSame(one: Reservation | undefined, other: Reservation | undefined): boolean {
  if (!one || !other) return one === other;
  const holders = (of: Reservation) => [...of.holders].sort().join();
  return one.shared === other.shared && holders(one) === holders(other);
}

/** Nothing for a row that stays as it is. */
function rowWrite(TableName: string, { callerId, before, after }: PersonChange): TransactWriteItem[] {
  if (after && before && isSameRow(before, after)) return [];
  const condition = ifStill(before?.version);
  if (after) return [{ Put: { TableName, Item: personItem(after), ...condition } }];
  return before ? [{ Delete: { TableName, Key: itemKey(callerId), ...condition } }] : [];
}

export function isSameRow(one: PersonRow, other: PersonRow): boolean {
  const text = (row: PersonRow) => JSON.stringify(personItem({ ...row, version: 1 }));
  return text(one) === text(other);
}

function reservationWrite(
  TableName: string,
  profile: string,
  before: Reservation | undefined,
  after: Reservation | undefined,
): TransactWriteItem {
  const condition = ifStill(before?.version);
  return after
    ? { Put: { TableName, Item: reservationItem(after), ...condition } }
    : { Delete: { TableName, Key: itemKey(reservationKey(profile)), ...condition } };
}

/** A write of the item meanwhile makes the transaction fail, and it is planned again. */
function ifStill(version: number | undefined) {
  if (version === undefined) return { ConditionExpression: "attribute_not_exists(callerId)" };
  if (version === 0)
    return {
      ConditionExpression: "attribute_exists(callerId) AND attribute_not_exists(#version)",
      ExpressionAttributeNames: { "#version": "version" },
    };
  return {
    ConditionExpression: "#version = :read",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":read": { N: String(version) } },
  };
}
