import { type PersonRow, profileKey } from "../../../functions/people/people-row";
import type { Reservation } from "../../../functions/people/people-item";
import { UserError } from "../../user-error";
import { type PersonChange, releases, writesFor } from "./change";
import type { PeopleTable } from "./people-table";

/** So often a row is read anew when others have written it meanwhile. */
const MOST_TRIES = 5;

/**
 * Changes one person's row, with the reservations that go with it.
 *
 * @param to the row as it is to be; undefined: none
 * @returns false when it was so already
 * @throws UserError when another person holds a profile, or others write the row all the time
 */
export async function updatePerson(
  table: PeopleTable,
  callerId: string,
  to: (before: PersonRow | undefined) => PersonRow | undefined,
): Promise<boolean> {
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    const found = await table.person(callerId);
    if ("faults" in found) throw new UserError(`The row of ${callerId} cannot be used: ${found.faults.join("; ")}.`);
    const change = { callerId, before: found.row, after: to(found.row) };
    const writes = writesFor(table.name, [change], await reservationsFor(table, change));
    const [conflict] = writes.conflicts;
    if (conflict) throw new UserError(`${conflict.profile}: ${conflict.why}.`);
    if (writes.items.length === 0) return false;
    if (await table.write(writes)) return true;
  }
  throw new UserError(`Others write the row of ${callerId} all the time: try again.`);
}

/** Of a row that cannot be used nothing is believed: what its person holds, the reservations say. */
export async function removeUnusable(table: PeopleTable, callerId: string): Promise<void> {
  await table.delete(callerId);
  const { reservations } = await table.everything();
  for (const item of releases(table.name, reservations.values(), callerId)) await table.write({ items: [item] });
}

/** The reservations of every profile that a change is about. */
export async function reservationsFor(
  table: PeopleTable,
  ...changes: readonly PersonChange[]
): Promise<ReadonlyMap<string, Reservation>> {
  const rows = changes.flatMap(({ before, after }) => [...(before?.entries ?? []), ...(after?.entries ?? [])]);
  const profiles = [...new Set(rows.map(profileKey))];
  const found = await Promise.all(profiles.map((profile) => table.reservation(profile)));
  return new Map(found.flatMap((reservation) => (reservation ? [[reservation.profile, reservation] as const] : [])));
}
