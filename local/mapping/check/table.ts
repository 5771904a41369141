/** Whether the rows and reservations of a table fit together, and with what the stack's domains have. Pure. */
import { profileKey } from "../../../functions/people/people-row";
import { accountOf, type OperatorOutput } from "../../operator/operator-output";
import type { Everything } from "../table/people-table";

export interface TableFacts {
  /** Domains whose profiles rows may name. */
  readonly domainIds: readonly string[];
  /** Domains of other accounts; whether a profile is there, only that account can tell. */
  readonly accounts?: OperatorOutput["accounts"];
  /** Profiles that exist in Studio, `<domain id>/<name>`. */
  readonly profiles: ReadonlySet<string>;
}

/** @returns a sentence for each thing that is wrong */
export function checkTable(
  { rows, reservations, invalid }: Everything,
  { domainIds, accounts = [], profiles }: TableFacts,
): string[] {
  const unusable = [...invalid].map(
    ([callerId, faults]) => `${callerId}: the row cannot be used: ${faults.join("; ")}`,
  );
  const entries = [...rows.values()].flatMap((row) =>
    row.entries.map((entry) => ({ row, entry, key: profileKey(entry) })),
  );
  const inRows = entries.flatMap(({ row, entry, key }) => {
    const { callerId } = row;
    const reservation = reservations.get(key);
    const account = accountOf({ accounts }, entry.domainId);
    if (account === undefined && !domainIds.includes(entry.domainId))
      return [`${callerId}: ${key} is in a domain that is not the stack's`];
    if (entry.accountId !== account)
      return [
        `${callerId}: ${key} is not in account ${entry.accountId ?? "of the stack"}, so it opens nothing: import the row again`,
      ];
    const faults =
      account !== undefined || profiles.has(key) ? [] : [`${callerId}: there is no profile ${key} in Studio`];
    if (reservation?.holders.includes(callerId) !== true)
      faults.push(`${callerId}: ${key} is not reserved for them; importing or enabling them again reserves it`);
    if ((reservation?.holders.length ?? 0) > 1 && entry.shared !== true)
      faults.push(`${callerId}: ${key} has other holders, and the row does not say shared`);
    return faults;
  });
  const held = new Set(entries.map(({ row, key }) => `${row.callerId} ${key}`));
  const unexplained = [...reservations.values()].flatMap(({ profile, holders }) =>
    holders
      .filter((holder) => !held.has(`${holder} ${profile}`))
      .map((holder) => `${profile} is reserved for ${holder}, whose row does not name it`),
  );
  return [...unusable, ...inRows, ...unexplained];
}
