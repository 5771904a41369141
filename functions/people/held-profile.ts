/**
 * Rows alone cannot tell that two of them name one profile. `npm run mapping` writes a reservation beside each row, in the same transaction;
 * a row that another hand has written has none, and opens nothing until the reservation says so too.
 */
import { isNamedBy, type OwnProfiles, type PathParameters } from "../contract/caller";
import type { Item } from "./people-item";
import { reservationOf } from "./people-item";
import { profileKey, type PersonRow } from "./people-row";

/**
 * @param reservation of the profile that the path names; undefined where the table has none
 * @returns the same profiles, and the one that the path names only where its reservation names its holder
 */
export function withoutUnreserved(
  own: OwnProfiles,
  { row, path, reservation }: { row: PersonRow; path: PathParameters; reservation: Item | undefined },
): OwnProfiles {
  const named = own.entries.find((entry) => isNamedBy(path, entry));
  if (!named || isHeld(row, profileKey(named), reservation)) return own;
  const { domainId, userProfileName } = named;
  const closed = [...(own.closed ?? []), { domainId, userProfileName, reason: "profile_not_reserved" as const }];
  return { ...own, entries: own.entries.filter((entry) => entry !== named), closed };
}

/** One holder alone, or several where the row and the reservation both say that the profile is shared. */
function isHeld({ callerId, entries }: PersonRow, profile: string, item: Item | undefined): boolean {
  const reservation = item && reservationOf(item);
  if (reservation?.profile !== profile || !reservation.holders.includes(callerId)) return false;
  const isShared = reservation.shared && entries.find((entry) => profileKey(entry) === profile)?.shared === true;
  return isShared || reservation.holders.length === 1;
}
