import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../../infra/project-root";
import { UserError } from "../../local/user-error";
import { teller } from "./measuring/telling";
import { type Change, textOf } from "./source-changes/change";
import { draw } from "./source-changes/draw";
import { changesOf } from "./source-changes/find-changes";
import { filesUnder } from "./source-changes/import-graph";
import { reportOf } from "./source-changes/report";
import { tryChanges } from "./source-changes/try-changes";
import { typeChecker } from "./source-changes/type-check";
import { Verdicts } from "./source-changes/verdicts";

export const HELP = `npm run bench source-changes [-- --changes 200 --seed 1 --jobs 2 --file functions/pool --survivors --list]

Would the tests notice? Changes one token of functions/ at a time (an operator, a condition, a number, a call taken out), and runs the
quick tests that can notice it until one fails; what survives those meets all the others. Returns 1 when less than 92 % are noticed, or
when a survivor is not explained in test/bench/source-changes/equivalents.ts.

  --changes n   how many to draw (200)
  --seed n      which ones; the same seed draws the same changes of the same lines
  --jobs n      how many at a time; one for each core unless said otherwise
  --file text   only of files whose path holds this text
  --survivors   keep what the last run noticed, and ask again only about what survived it
  --list        only print the changes

An interrupted run goes on where it stopped, as long as no file has changed. An hour of two cores.`;

/** `npm run bench source-changes`, see HELP. */
export async function run(args: string[]): Promise<number> {
  const options = optionsOf(args);
  const root = projectRoot();
  const tell = teller();
  const texts = new Map(
    filesUnder(root, ["functions"], ".ts").map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]),
  );
  const all = [...texts].flatMap(([file, text]) => changesOf(file, text));
  tell(`${all.length} changes of ${texts.size} files; drawing ${options.changes} that compile`);
  const among = all.filter(({ file }) => file.includes(options.file));
  const changes = draw(among, { seed: options.seed, count: options.changes, isFit: typeChecker(root, texts) });
  if (options.list) return list(changes);
  const verdicts = new Verdicts(root, { onlySurvivors: options.survivors });
  await tryChanges(changes, { root, jobs: options.jobs, verdicts, tell });
  const [text, isKept] = reportOf({ all, changes, verdicts, seed: options.seed });
  process.stdout.write(`${text}\n`);
  return isKept ? 0 : 1;
}

function list(changes: readonly Change[]): number {
  process.stdout.write(`${changes.map(textOf).join("\n")}\n`);
  return 0;
}

function optionsOf(args: string[]) {
  const number = (value: number) => ({ type: "string", default: String(value) }) as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args,
      options: {
        changes: number(200),
        seed: number(1),
        jobs: number(os.availableParallelism()),
        file: { type: "string", default: "" },
        survivors: flag,
        list: flag,
      },
    });
    const numbers = { changes: Number(values.changes), seed: Number(values.seed), jobs: Number(values.jobs) };
    const wrong = Object.entries(numbers).find(([, value]) => !Number.isSafeInteger(value) || value < 1);
    if (wrong) throw new Error(`--${wrong[0]} is not a whole number of 1 or more`);
    return { ...values, ...numbers };
  } catch (fault) {
    throw new UserError(`${fault instanceof Error ? fault.message : String(fault)}\n\n${HELP}`);
  }
}
