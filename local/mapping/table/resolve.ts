import { callerIdOf, isCallerId } from "../../../functions/contract/caller";
import { type PersonRow, profileKey } from "../../../functions/people/people-row";
import { UserError } from "../../user-error";
import { type Person, profileNamed } from "../person";
import type { PeopleTarget } from "../target";
import { PeopleTable } from "./people-table";

/** @throws UserError in claim mode, where there is none */
export function tableOf({ where, operator, client }: PeopleTarget): PeopleTable {
  if (operator.mappingTable !== undefined) return new PeopleTable(operator.mappingTable, client);
  throw new UserError(
    `There is no mapping table on ${where}: profileMode is claim, and a person's profile is the one that their token names. ` +
      "`pulumi config set profileMode table` makes one.",
  );
}

/** How an operator names a person: by profile, caller id, or subject. */
export interface Named {
  readonly operand: string | undefined;
  /** The token's `sub`, in place of the operand. */
  readonly subject: string | undefined;
}

/**
 * Who it is, by one or two items of the table and never by a search.
 * @throws UserError when no one, or more than one person, is named
 */
export async function callerIdNamed(table: PeopleTable, target: PeopleTarget, named: Named): Promise<string> {
  const { operand, subject } = named;
  if ((operand === undefined) === (subject === undefined))
    throw new UserError("Whom? Name a profile (alice, d-…/alice), a caller id, or --subject <sub>: one of them.");
  if (subject !== undefined) return callerIdOf({ issuer: target.issuer, subject });
  const text = operand ?? "";
  const isId: boolean = isCallerId(text);
  if (isId) return text;
  const profile = profileKey(profileNamed(text, target.studioDomainId));
  const holders = (await table.reservation(profile))?.holders ?? [];
  const [holder] = holders;
  if (holder === undefined) throw new UserError(`No one holds the profile ${profile}.`);
  if (holders.length === 1) return holder;
  throw new UserError(`${profile} has ${holders.length} holders: name one by caller id: ${holders.join(", ")}.`);
}

/** @throws UserError when there is no such row, or one that cannot be used */
export async function rowNamed(table: PeopleTable, target: PeopleTarget, named: Named): Promise<PersonRow> {
  const callerId = await callerIdNamed(table, target, named);
  const found = await table.person(callerId);
  if ("faults" in found) throw new UserError(`The row of ${callerId} cannot be used: ${found.faults.join("; ")}.`);
  if (found.row) return found.row;
  throw new UserError(`There is no row of ${callerId}${named.subject === undefined ? "" : " (issuer and subject)"}.`);
}

/** The same person, for a cut-off: which of the profiles are theirs alone, the reservations know. */
export async function personOf(table: PeopleTable, row: PersonRow, name: string): Promise<Person> {
  const profiles = row.entries.map(async (entry) => {
    const holders = (await table.reservation(profileKey(entry)))?.holders ?? [];
    const isShared = holders.some((holder) => holder !== row.callerId);
    return { domainId: entry.domainId, userProfileName: entry.userProfileName, isShared };
  });
  return { name, callerId: row.callerId, tableKey: row.callerId, profiles: await Promise.all(profiles) };
}
