/** A person's row, and the reservation of a profile, as items of the mapping table. Both have the hash key `callerId`. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { type PersonRow, PersonRowInvalid, readPersonRow } from "./people-row";

export type Item = Readonly<Record<string, AttributeValue>>;

/** A profile's holders. Kept beside their rows so that one conditional write can refuse a second holder. */
export interface Reservation {
  /** `<domain id>/<profile name>`. */
  readonly profile: string;
  /** Caller ids, at least one. */
  readonly holders: readonly string[];
  readonly shared: boolean;
  /** Counts the writes, from 1, as a row's does; 0 where another hand has written none. */
  readonly version: number;
}

/** No caller id holds a `#`. */
const RESERVATION_PREFIX = "profile#";

/** @param callerId of a person, or `reservationKey` of a profile */
export function itemKey(callerId: string): { callerId: AttributeValue.SMember } {
  return { callerId: { S: callerId } };
}

/** @param profile `<domain id>/<profile name>`, as `profileKey` writes it */
export function reservationKey(profile: string): string {
  return RESERVATION_PREFIX + profile;
}

export function isReservation(item: Item): boolean {
  return item["callerId"]?.S?.startsWith(RESERVATION_PREFIX) === true;
}

/** Entries are one JSON text: what is read back is what was checked, whatever types DynamoDB has. */
export function personItem(row: PersonRow): Item {
  return {
    ...itemKey(row.callerId),
    issuer: { S: row.issuer },
    subject: { S: row.subject },
    ...(row.label !== undefined && { label: { S: row.label } }),
    state: { S: row.state },
    ...(row.expiresAt !== undefined && { expiresAt: { N: String(row.expiresAt) } }),
    entries: { S: JSON.stringify(row.entries) },
    version: { N: String(row.version) },
  };
}

/**
 * @param item as DynamoDB has it
 * @throws PersonRowInvalid with every fault, naming fields and no values
 */
export function personRowOf(item: Item): PersonRow {
  const plain = Object.entries(item).map(([name, value]) => [name, plainValue(name, value)] as const);
  return readPersonRow(Object.fromEntries(plain));
}

/** A value of any other type stands for itself, which no field's rule takes: left out, an expiry in a list would be none. */
function plainValue(name: string, value: AttributeValue): unknown {
  if (value.N !== undefined) return Number(value.N);
  if (name === "entries") return parsed(value.S);
  return value.S ?? value;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    throw new PersonRowInvalid(["entries must be JSON"]);
  }
}

export function reservationItem({ profile, holders, shared, version }: Reservation): Item {
  return {
    ...itemKey(reservationKey(profile)),
    holders: { SS: [...holders] },
    shared: { BOOL: shared },
    version: { N: String(version) },
  };
}

/** @param item for which `isReservation` holds */
export function reservationOf(item: Item): Reservation {
  const profile = (item["callerId"]?.S ?? "").slice(RESERVATION_PREFIX.length);
  const holders = item["holders"]?.SS ?? [];
  return { profile, holders, shared: item["shared"]?.BOOL === true, version: Number(item["version"]?.N ?? 0) };
}
