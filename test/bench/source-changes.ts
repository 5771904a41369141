import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { command } from "../../local/command-line/command";
import { flag, numberBetween, text } from "../../local/command-line/manual";
import { teller } from "./measuring/telling";
import { type Change, textOf } from "./source-changes/change";
import { draw } from "./source-changes/draw";
import { changesOf } from "./source-changes/find-changes";
import { filesUnder } from "./source-changes/import-graph";
import { reportOf } from "./source-changes/report";
import { tryChanges } from "./source-changes/try-changes";
import { remembered, typeChecker } from "./source-changes/type-check";
import { Verdicts } from "./source-changes/verdicts";

const MOST = 100_000;

export const run = command(
  {
    command: "npm run bench source-changes",
    about:
      "Would the tests notice? Changes one token of functions/ at a time (an operator, a condition, a number, a call taken out), and " +
      "runs the quick tests that can notice it until one fails. An interrupted run goes on where it stopped, as long as no file has " +
      "changed. An hour of two cores.",
    options: {
      changes: numberBetween(1, MOST, 200, "how many to draw"),
      seed: numberBetween(0, MOST, 1, "which ones: the same seed draws the same changes of the same lines"),
      jobs: numberBetween(1, 64, os.availableParallelism(), "how many at a time"),
      file: text("<text>", "functions/", "only of files whose path holds this"),
      survivors: flag("keep what the last run noticed, and ask again only about what survived it"),
      near: flag("ask only the tests that start nothing, which is quick; --survivors then asks all of them"),
      list: flag("only print the changes"),
    },
    examples: [
      "npm run bench source-changes -- --changes 20 --file pool/images",
      "npm run bench source-changes -- --survivors",
    ],
    exitCodes: {
      0: "at least 92 % noticed, every survivor explained in test/bench/source-changes/equivalents.ts",
      1: "less, a survivor without an explanation, or an explanation without its change",
    },
  },
  measure,
);

interface Wishes {
  readonly changes: number;
  readonly seed: number;
  readonly jobs: number;
  readonly file: string;
  readonly survivors: boolean;
  readonly near: boolean;
  readonly list: boolean;
}

async function measure(wishes: Wishes): Promise<number> {
  const root = projectRoot();
  const tell = teller();
  const texts = new Map(
    filesUnder(root, ["functions"], ".ts").map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]),
  );
  const all = [...texts].flatMap(([file, source]) => changesOf(file, source));
  tell(`${all.length} changes of ${texts.size} files; drawing ${wishes.changes} that compile`);
  const among = all.filter(({ file }) => file.includes(wishes.file));
  const isFit = remembered(root, texts, typeChecker(root, texts));
  const changes = draw(among, { seed: wishes.seed, count: wishes.changes, isFit });
  if (wishes.list) return list(changes);
  const verdicts = new Verdicts(root, { onlySurvivors: wishes.survivors });
  await tryChanges(changes, { root, jobs: wishes.jobs, near: wishes.near, verdicts, tell });
  const [report, isMet] = reportOf({ all, changes, verdicts, seed: wishes.seed });
  process.stdout.write(`${report}\n`);
  return isMet ? 0 : 1;
}

function list(changes: readonly Change[]): number {
  process.stdout.write(`${changes.map(textOf).join("\n")}\n`);
  return 0;
}
