import { type PersonEntry, type PersonRow, profileKey, type State } from "../../../functions/people/people-row";
import { UserError } from "../../user-error";
import { cutOffAt } from "../cut-off/cut-off";
import type { PeopleTarget } from "../target";
import { callerIdNamed, type Named, personOf, rowNamed, tableOf } from "./resolve";
import { removeUnusable, updatePerson } from "./update";

type Say = (line: string) => void;

/** Everyone in the table, a line each, by profile; rows that cannot be used at the end. */
export async function listPeople(target: PeopleTarget, say: Say): Promise<number> {
  const { rows, invalid } = await tableOf(target).everything();
  const lines = [...rows.values()].map((row) => ({ row, profiles: row.entries.map(profileKey).join(" ") }));
  lines.sort((one, other) => (one.profiles < other.profiles ? -1 : 1));
  for (const { row, profiles } of lines)
    say([row.callerId, stateOf(row), profiles || "(no profile)", row.label ?? ""].join("\t"));
  for (const [callerId, faults] of invalid) say([callerId, "CANNOT BE USED", faults.join("; ")].join("\t"));
  say(`${rows.size} people on ${target.where}${invalid.size > 0 ? `, ${invalid.size} rows cannot be used` : ""}.`);
  return invalid.size > 0 ? 1 : 0;
}

export async function showPerson(target: PeopleTarget, named: Named, say: Say): Promise<number> {
  const table = tableOf(target);
  const row = await rowNamed(table, target, named);
  const { label, callerId, issuer, subject } = row;
  const person = await personOf(table, row, label ?? callerId);
  const roles = await cutOffAt(target, person);
  if (label !== undefined) say(`label    ${label}`);
  say(`caller   ${callerId} (SourceIdentity in CloudTrail)`);
  say(`issuer   ${issuer}`);
  say(`subject  ${subject}`);
  say(`state    ${stateOf(row)}${roles.length > 0 ? `, cut off at ${roles.join(", ")}` : ""}`);
  for (const entry of row.entries) say(`profile  ${describe(entry)}`);
  return 0;
}

/** Disabled, a person gets no new URL; sessions that are open go on: only cut-off ends those. */
export async function setState(target: PeopleTarget, named: Named, state: State, say: Say): Promise<number> {
  const table = tableOf(target);
  const row = await rowNamed(table, target, named);
  if (state === "active") await refuseWhileCutOff(target, row, "restore lifts a cut-off, and enables them too");
  const wasChanged = await updatePerson(table, row.callerId, (before) => before && withState(before, state));
  const name = row.label ?? row.callerId;
  say(wasChanged ? `${name} is ${state} on ${target.where}.` : `${name} was ${state} already.`);
  if (wasChanged && state === "disabled")
    say("No new URLs; Studio sessions that are open go on until they end: cut-off ends them.");
  return 0;
}

export function withState(row: PersonRow, state: State): PersonRow {
  return row.state === state ? row : { ...row, state, version: row.version + 1 };
}

/** A row that cannot be used can be removed too: that is what it is good for. */
export async function removePerson(target: PeopleTarget, named: Named, say: Say): Promise<number> {
  const table = tableOf(target);
  const callerId = await callerIdNamed(table, target, named);
  const found = await table.person(callerId);
  if ("faults" in found) await removeUnusable(table, callerId);
  else if (!found.row) throw new UserError(`There is no row of ${callerId}.`);
  else {
    await refuseWhileCutOff(
      target,
      found.row,
      "once their sessions are over (12 hours at most), restore them with --keep-disabled, then remove them",
    );
    await updatePerson(table, callerId, () => undefined);
  }
  say(`${callerId} is removed on ${target.where}: no new URLs. Their files, spaces and profile stay in Studio.`);
  return 0;
}

/** A row that goes or changes while its person is cut off would leave the cut-off to the profile's next owner. */
async function refuseWhileCutOff(target: PeopleTarget, row: PersonRow, instead: string): Promise<void> {
  const roles = await cutOffAt(target, await personOf(tableOf(target), row, row.callerId));
  if (roles.length > 0) throw new UserError(`${row.label ?? row.callerId} is cut off: ${instead}.`);
}

function stateOf({ state, expiresAt }: Pick<PersonRow, "state" | "expiresAt">): string {
  if (state === "disabled") return state;
  if (expiresAt === undefined) return state;
  const day = new Date(expiresAt * 1000).toISOString();
  return expiresAt * 1000 <= Date.now() ? `expired ${day}` : `${state} until ${day}`;
}

function describe(entry: PersonEntry): string {
  const { landingUris, spaces, sessionMaxSeconds, urlMaxSeconds, shared, state = "active", expiresAt } = entry;
  const facts = {
    landing: landingUris?.join(" "),
    spaces: spaces?.join(" "),
    session: sessionMaxSeconds === undefined ? undefined : `${sessionMaxSeconds} s`,
    URL: urlMaxSeconds === undefined ? undefined : `${urlMaxSeconds} s`,
    shared: shared === true ? "yes" : undefined,
  };
  const told = Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  const status = stateOf({ state, ...(expiresAt !== undefined && { expiresAt }) });
  return [`${profileKey(entry)}: ${status}`, ...told].join(", ");
}
