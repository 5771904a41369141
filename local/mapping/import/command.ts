import { tableOf } from "../table/resolve";
import { textFile } from "../text-file";
import type { PeopleTarget } from "../target";
import { type LineFault, readPeopleFile } from "./people-file";
import { planImport } from "./plan";
import { writeImport } from "./write";

/** Of more faults the rest is counted. */
const MOST_SHOWN = 50;
/** A line of progress at least so often, in milliseconds. */
const PROGRESS_MS = 1000;

/**
 * Gives the people of a file their profiles. A file with a single fault changes nothing.
 * @returns the exit code: 0 when every person is as the file says
 */
export async function importCommand(
  target: PeopleTarget,
  file: string,
  isDryRun: boolean,
  say: (line: string) => void,
): Promise<number> {
  const table = tableOf(target);
  const { studioDomainId, issuer, operator, where } = target;
  const { domainIds = [studioDomainId], accounts = [] } = operator;
  const defaults = { issuer, studioDomainId, domainIds, accounts };
  const { people, faults, notes } = readPeopleFile(textFile(file), defaults);
  if (faults.length > 0) return refuse(faults, say);
  sayFirst(notes, say, "note: ");
  const progress = progressTo(say);
  const now = await table.everything((read) => progress(`read ${read} items of the table`));
  const plan = planImport(table.name, people, now);
  if (plan.faults.length > 0) return refuse(plan.faults, say);
  const { added, changed, unchanged } = plan;
  const counts = `${added} new, ${changed} changed, ${unchanged} as they are`;
  say(
    `${people.length} people in ${file}: ${counts}. ${now.rows.size} are in the table on ${where}; who is not in the file stays.`,
  );
  if (isDryRun) say("Nothing was written: this was a dry run.");
  if (isDryRun) return 0;
  const total = added + changed;
  const written = await writeImport(table, plan, (done) => progress(`${done} of ${total} people written`));
  for (const { line, why } of written.failed) say(`line ${line}: ${why}`);
  say(`${written.people} people written.`);
  return written.failed.length > 0 ? 1 : 0;
}

function refuse(faults: readonly LineFault[], say: (line: string) => void): number {
  sayFirst(faults, say);
  say(`Nothing was written: ${faults.length === 1 ? "one line has a fault" : `${faults.length} faults`}.`);
  return 1;
}

function sayFirst(all: readonly LineFault[], say: (line: string) => void, before = ""): void {
  for (const { line, why } of all.slice(0, MOST_SHOWN)) say(`${before}line ${line}: ${why}`);
  if (all.length > MOST_SHOWN) say(`… and ${all.length - MOST_SHOWN} more`);
}

function progressTo(say: (line: string) => void): (doing: string) => void {
  let last = Date.now();
  return (doing) => {
    if (Date.now() - last < PROGRESS_MS) return;
    last = Date.now();
    say(`… ${doing}`);
  };
}
