import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { command, wrong } from "../../local/command-line/command";
import { flag, optionalText } from "../../local/command-line/manual";
import { environmentsText } from "./pool/environments";
import { growth } from "./pool/growth";
import { printLanes } from "./pool/lanes/lanes-table";
import { FUNCTION_ROWS, HELD_OUT_ROWS } from "./pool/lanes/held-out-rows";
import { LANE_ROWS } from "./pool/lanes/rows";
import { LAPTOP_SCENARIOS } from "./pool/laptop/scenarios";
import { SCENARIOS } from "./pool/scenarios";
import { laptopRows } from "./pool/laptop/rows";
import type { Row, Tell } from "./pool/measures";
import { type Findings, picture } from "./pool/picture";
import { publishedTable } from "./pool/published-table";
import { simulatedRows } from "./pool/simulated-rows";
import { growthText, publishedText, rowText, tableHead, verdict } from "./pool/table";

const PARTS = ["pool", "http", "lanes", "environments", "published", "growth"] as const;
type Part = (typeof PARTS)[number];
/** The parts that have rows by name. */
const WITH_ROWS: readonly Part[] = ["pool", "http", "lanes"];

/** What is to be measured, and where what comes of it goes. */
interface Bench {
  readonly has: (part: Part) => boolean;
  readonly isWanted: (row: string) => boolean;
  readonly tell: Tell;
  readonly print: (text: string) => void;
}

const MANUAL = {
  command: "npm run bench pool",
  about:
    "The pool's policy beside the published one and the AWS SDK's retries: simulated (some minutes), then some rows through the laptop " +
    "over real HTTP (a quarter of an hour). Each row is printed when it is measured.",
  options: {
    rows: optionalText("<text>", `only one part (${PARTS.join(", ")}), or only rows whose name holds this`),
    simulated: flag("without the rows over real HTTP"),
    svg: flag("makes the picture test/bench/pool/pool.svg anew, of all parts"),
  },
  examples: ["npm run bench pool -- --rows lanes", 'npm run bench pool -- --rows "batch at 400 %"'],
  exitCodes: { 0: "every goal was met", 1: "a goal was missed" },
};

export const run = command(MANUAL, ({ rows, simulated, svg }) => {
  if (svg && (simulated || rows !== undefined))
    throw wrong(MANUAL, "--svg shows all parts: it goes with no other option.");
  const part = PARTS.find((name) => name === rows);
  const names = [SCENARIOS, LAPTOP_SCENARIOS, LANE_ROWS, HELD_OUT_ROWS, FUNCTION_ROWS].flat().map(({ name }) => name);
  if (rows !== undefined && !part && !names.some((name) => name.includes(rows)))
    throw wrong(MANUAL, `No row's name holds "${rows}". Parts are ${PARTS.join(", ")}.`);
  const named = rows === undefined || part ? PARTS : WITH_ROWS;
  const started = performance.now();
  return measure(svg, {
    has: (name) => named.includes(name) && (part ?? name) === name && !(simulated && name === "http"),
    isWanted: (row) => rows === undefined || part !== undefined || row.includes(rows),
    tell: (doing) => {
      const seconds = Math.round((performance.now() - started) / 1000);
      process.stderr.write(`${String(seconds).padStart(4)} s  ${doing}\n`);
    },
    print: (text) => void process.stdout.write(`${text}\n`),
  });
});

async function measure(svg: boolean, bench: Bench): Promise<number> {
  const { has, tell, print } = bench;
  const rows = await tableRows(bench);
  const areLanesKept = !has("lanes") || (await printLanes(bench));
  if (has("environments")) {
    tell("counting environments");
    print(`\n${await environmentsText()}`);
  }
  const published = has("published") ? await repeatedTest(bench) : [];
  const [faces, labels] = has("growth") ? await grown(bench) : [[], []];
  if (svg) tell(writePicture({ rows, published, faces, labels }));
  tell("done");
  return areLanesKept && rows.every((row) => verdict(row) === "kept") ? 0 : 1;
}

async function tableRows({ has, isWanted, tell, print }: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [part, source] of [
    ["pool", simulatedRows],
    ["http", laptopRows],
  ] as const) {
    if (!has(part)) continue;
    for await (const row of source(tell, isWanted)) {
      if (rows.length === 0) print(tableHead());
      print(rowText(row));
      rows.push(row);
    }
  }
  return rows;
}

async function repeatedTest({ tell, print }: Bench) {
  tell("repeating the published load test");
  const published = await publishedTable();
  print(`\n${publishedText(published)}`);
  return published;
}

async function grown({ tell, print }: Bench) {
  tell("adding Region after Region");
  const faces = await growth("DetectFaces");
  print(`\n${growthText("DetectFaces", faces)}`);
  const labels = await growth("DetectLabels");
  print(`\n${growthText("DetectLabels", labels)}`);
  return [faces, labels] as const;
}

function writePicture(findings: Findings): string {
  const file = path.join(projectRoot(), "test/bench/pool/pool.svg");
  fs.writeFileSync(file, picture(findings));
  return `wrote ${path.relative(process.cwd(), file)}`;
}
