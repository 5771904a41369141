import { writesFor } from "../table/change";
import type { PeopleTable } from "../table/people-table";
import { reservationsFor } from "../table/update";
import type { FilePerson, LineFault } from "./people-file";
import { changeOf, type ImportPlan, type Unit } from "./plan";

/** Transactions that are under way at a time: enough to hide the way to AWS, few enough for a new on-demand table. */
const AT_ONCE = 8;
const MOST_TRIES = 4;

export interface Written {
  /** People whose rows are as the file says. */
  readonly people: number;
  /** People who could not be written, and why. */
  readonly failed: readonly LineFault[];
}

/**
 * Writes a plan, a transaction at a time or several: each person is there as a whole or not at all. What is interrupted is taken up by
 * running the import again, which finds what is there already unchanged.
 *
 * @param onProgress told how many people were written so far
 */
export async function writeImport(
  table: PeopleTable,
  { independent, inOrder }: ImportPlan,
  onProgress: (people: number) => void,
): Promise<Written> {
  const failed: LineFault[] = [];
  let people = 0;
  const write = async (unit: Unit) => {
    const faults = (await table.write(unit.writes)) ? [] : await writeOneByOne(table, unit.people);
    failed.push(...faults);
    people += unit.people.length - faults.length;
    onProgress(people);
  };
  for (const unit of inOrder) await write(unit);
  const waiting = [...independent];
  const worker = async () => {
    for (let unit = waiting.shift(); unit; unit = waiting.shift()) await write(unit);
  };
  // Where one fails the command ends: the others finish what is under way and begin nothing more.
  const stopping = () => worker().finally(() => waiting.splice(0));
  await Promise.all(Array.from({ length: AT_ONCE }, stopping));
  return { people, failed };
}

/** Others have written one of these people, or one of their profiles, since the table was read: each is looked at anew. */
async function writeOneByOne(table: PeopleTable, people: readonly FilePerson[]): Promise<LineFault[]> {
  const faults: LineFault[] = [];
  for (const person of people) {
    const why = await writeAnew(table, person);
    if (why !== undefined) faults.push({ line: person.lines[0] ?? 0, why });
  }
  return faults;
}

/** @returns why it could not be; undefined when it is written */
async function writeAnew(table: PeopleTable, person: FilePerson): Promise<string | undefined> {
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    if (tried > 0) await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tried * Math.random()));
    const found = await table.person(person.callerId);
    if ("faults" in found) return `the person's row in the table cannot be used (${found.faults.join("; ")})`;
    const change = changeOf(person, found.row);
    const writes = writesFor(table.name, [change], await reservationsFor(table, change));
    const [conflict] = writes.conflicts;
    if (conflict) return `${conflict.profile}: ${conflict.why}`;
    if (writes.items.length === 0 || (await table.write(writes))) return undefined;
  }
  return "others write this person's row or profiles all the time: run the import again";
}
