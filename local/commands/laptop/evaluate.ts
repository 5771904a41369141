import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { command, wrong } from "../../command-line/command";
import { nameOption } from "../../command-line/laptop-name";
import { flag, type Given, type Manual, numberBetween, optionalText, wholeNumber } from "../../command-line/manual";
import { imagesAt } from "../../evaluate/pairs/images";
import { planFrom, runName } from "../../evaluate/plan";
import { type Bill, billText, CONFIRM_ABOVE_USD } from "../../evaluate/probe/bill";
import type { Open } from "../../evaluate/probe/probe";
import { keyOf } from "../../evaluate/probe/result";
import { runEvaluation } from "../../evaluate/run";
import { drawSet } from "../../evaluate/synthetic/draw-set";
import { targetApi } from "../../evaluate/target";
import { UserError } from "../../user-error";

/** People drawn anew for an interval: the third digit of its ends is then noise. */
const RESAMPLES = 1000;
/** Drawn for each person of a synthetic set, unless a number is given. */
const IMPOSTERS_EACH = 5;
const FOLDER = "build/evaluate";
const MOST_SHOWN = 10;

const OPTIONS = {
  images: optionalText("<place>", "a folder, or s3://<images bucket>/<prefix>"),
  "make-imposters": wholeNumber(1, 10_000_000, "draws so many pairs of different people"),
  "same-group": flag("only draws people of one GROUP"),
  synthetic: wholeNumber(2, 10_000, "draws so many people and their pairs, in place of a file"),
  seed: numberBetween(0, 2 ** 32 - 1, 1, "of everything that is drawn"),
  fmr: numberBetween(0.00001, 0.5, 0.001, "the false match rate wanted"),
  api: optionalText("<url>", "on AWS, of the output apiUrls; token in GATEWAY_TOKEN or on stdin"),
  yes: flag(`spends more than ${CONFIRM_ABOVE_USD} USD without asking back`),
  name: nameOption("of the laptop"),
};

const MANUAL: Manual<typeof OPTIONS> = {
  command: "npm run evaluate",
  about: "Measures how often CompareFaces takes people for others, and does not know them again.",
  operands: { shown: "[<pairs.csv>]", least: 0, most: 1 },
  options: OPTIONS,
  examples: ["npm run evaluate -- pairs.csv --images photos --make-imposters 3000"],
  exitCodes: { 0: "the report is written", 1: "the file is wrong, or a call is still open" },
};

export const run = command(MANUAL, async (given, [file]) => {
  const source = await sourceOf(given, file);
  const images = imagesAt(source.images);
  const plan = planFrom(source.file, images, {
    imposters: given["make-imposters"] ?? source.imposters,
    sameGroup: given["same-group"],
    seed: given.seed,
  });
  const api = await targetApi(given.api, given.name);
  const folder = path.join(FOLDER, source.name);
  const open = await runEvaluation({
    plan,
    images,
    api,
    folder: path.join(projectRoot(), folder),
    facts: {
      name: source.name,
      isSynthetic: given.synthetic !== undefined,
      resampling: { resamples: RESAMPLES, seed: given.seed },
      wantedFmr: given.fmr,
    },
    confirm: (bill) => confirm(bill, api.isStandIn, given.yes),
  });
  return told(open, folder);
});

interface Source {
  readonly name: string;
  readonly file: string;
  readonly images: string;
  readonly imposters: number;
}

/** The pairs and pictures of the command line, or drawn ones. */
async function sourceOf({ images, synthetic, seed }: Given<typeof OPTIONS>, file: string | undefined): Promise<Source> {
  if (!Number.isInteger(seed)) throw wrong(MANUAL, `--seed is ${seed}: it has to be a whole number.`);
  if (synthetic === undefined) {
    if (file === undefined || images === undefined)
      throw wrong(MANUAL, "Which pairs? Give <pairs.csv> and --images, or --synthetic <number>.");
    return { name: runName(file), file, images, imposters: 0 };
  }
  if (file !== undefined || images !== undefined)
    throw wrong(MANUAL, "--synthetic draws the pairs and the pictures: give neither a file nor --images.");
  const name = `synthetic-${synthetic}-seed-${seed}`;
  const set = await drawSet(path.join(projectRoot(), FOLDER, name), synthetic, seed);
  const shown = path.relative(process.cwd(), set.images);
  return { name, file: set.pairsFile, images: shown, imposters: synthetic * IMPOSTERS_EACH };
}

function confirm(bill: Bill, isStandIn: boolean, isConfirmed: boolean): void {
  process.stdout.write(`${billText(bill, isStandIn)}\n`);
  if (isStandIn || isConfirmed || bill.usd <= CONFIRM_ABOVE_USD) return;
  throw new UserError(`That is more than ${CONFIRM_ABOVE_USD} USD: nothing was sent. Add --yes to spend it.`);
}

/** @returns the exit code */
function told(open: readonly Open[], folder: string): number {
  if (open.length === 0) {
    process.stdout.write(`${folder}/report.html, report.json, similarities.csv\n`);
    return 0;
  }
  const lines = open.slice(0, MOST_SHOWN).map(({ subject, why }) => `${keyOf(subject)}: ${why}`);
  if (open.length > lines.length) lines.push(`… and ${open.length - lines.length} more`);
  const sentence =
    "There is no report yet: these calls have no result. The same command makes them again, and no others.";
  process.stderr.write(`${[sentence, ...lines].join("\n")}\n`);
  return 1;
}
