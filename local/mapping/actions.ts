import { mappingPermissions } from "../../policies/operator/mapping-permissions";
import { cutOffCommand, restoreCommand } from "./cut-off/command";
import { checkTableCommand } from "./check/command";
import { importCommand } from "./import/command";
import { type Person, personByProfile } from "./person";
import { listPeople, removePerson, setState, showPerson, withState } from "./table/people-commands";
import { personOf, rowNamed, tableOf } from "./table/resolve";
import { updatePerson } from "./table/update";
import type { PeopleTarget } from "./target";
import { UserError } from "../user-error";

/** What stands on the command's line, beside what names the stack. */
export interface Asked {
  readonly operand: string | undefined;
  readonly subject: string | undefined;
  readonly "dry-run": boolean;
  readonly "delete-apps": boolean;
  readonly "keep-disabled": boolean;
}

type Say = (line: string) => void;

/** @returns the exit code */
export type Action = (target: PeopleTarget, asked: Asked, say: Say) => Promise<number>;

/** By the word on the command's line. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  import: (target, { operand, "dry-run": isDryRun }, say) => {
    if (operand === undefined) throw new UserError("Which file? npm run mapping -- import people.csv");
    return importCommand(target, operand, isDryRun, say);
  },
  list: (target, _, say) => listPeople(target, say),
  show: showPerson,
  disable: (target, asked, say) => setState(target, asked, "disabled", say),
  enable: (target, asked, say) => setState(target, asked, "active", say),
  remove: removePerson,
  check: (target, _, say) => checkTableCommand(target, say),
  "cut-off": cutOffPerson,
  restore: restorePerson,
  permissions: printPermissions,
};

/** The row first: from then on nothing is minted, whatever becomes of the roles. */
async function cutOffPerson(target: PeopleTarget, asked: Asked, say: Say): Promise<number> {
  const person = await personAsked(target, asked);
  if (person.tableKey !== undefined) {
    const wasActive = await updatePerson(
      tableOf(target),
      person.tableKey,
      (before) => before && withState(before, "disabled"),
    );
    if (!wasActive) say(`${person.name} was disabled already; restore with --keep-disabled leaves them so.`);
  }
  return cutOffCommand(target, person, asked["delete-apps"], say);
}

/**
 * The row last: who is not restored everywhere is not enabled. Nor is who was not cut off: they were disabled by someone, for a reason that
 * a restore of the wrong person must not undo.
 */
async function restorePerson(target: PeopleTarget, asked: Asked, say: Say): Promise<number> {
  const person = await personAsked(target, asked);
  const { code, wasCutOff } = await restoreCommand(target, person, say);
  if (code !== 0 || person.tableKey === undefined || asked["keep-disabled"]) return code;
  if (!wasCutOff) {
    say(`Their row is as it was; if it is disabled: npm run mapping -- enable ${person.name}${target.options}`);
    return code;
  }
  await updatePerson(tableOf(target), person.tableKey, (before) => before && withState(before, "active"));
  say(`${person.name} is active in the mapping table.`);
  return code;
}

async function personAsked(target: PeopleTarget, { operand, subject }: Asked): Promise<Person> {
  if (target.operator.mappingTable !== undefined) {
    const table = tableOf(target);
    const row = await rowNamed(table, target, { operand, subject });
    return personOf(table, row, operand ?? row.callerId);
  }
  if (operand === undefined) throw new UserError("Whom? Name their profile, e.g. alice or d-…/alice.");
  return personByProfile(operand, target, subject);
}

function printPermissions({ place, operator, studioDomainId }: PeopleTarget, _: Asked, say: Say): Promise<number> {
  const domainIds = operator.domainIds ?? [studioDomainId];
  say(JSON.stringify(mappingPermissions(place, { ...operator, domainIds }), null, 2));
  return Promise.resolve(0);
}
