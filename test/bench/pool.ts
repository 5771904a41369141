import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../../infra/project-root";
import { UserError } from "../../local/user-error";
import { environmentsText } from "./pool/environments";
import { growth } from "./pool/growth";
import { lanesText } from "./pool/lanes/lanes-table";
import { laptopRows } from "./pool/laptop/rows";
import type { Row } from "./pool/measures";
import { type Findings, picture } from "./pool/picture";
import { publishedTable } from "./pool/published-table";
import { simulatedRows } from "./pool/simulated-rows";
import { growthText, publishedText, tableText, verdict } from "./pool/table";

interface Source {
  readonly rows: (tell: (doing: string) => void) => Promise<readonly Row[]>;
  /** Takes minutes, because its time is the clock's. */
  readonly isReal: boolean;
}

/** What measures rows of the table: in simulation, or through the laptop's doors over real HTTP. */
const SOURCES: readonly Source[] = [
  { rows: simulatedRows, isReal: false },
  { rows: laptopRows, isReal: true },
];

/**
 * `npm run bench pool [-- --simulated | --svg]`: the pool's policy beside the published one and the AWS SDK's retries, simulated (some
 * minutes), then the starred rows of it through the laptop over real HTTP (a quarter of an hour), which `--simulated` leaves out. With `--svg`
 * the picture test/bench/pool/pool.svg is made anew. Returns 1 when a goal is missed.
 */
export async function run(args: string[]): Promise<number> {
  const { simulated, svg } = flagsOf(args);
  const started = performance.now();
  const tell = (doing: string) => {
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  ${doing}\n`);
  };
  const rows: Row[] = [];
  for (const source of SOURCES) if (!(simulated && source.isReal)) rows.push(...(await source.rows(tell)));
  const lanes = await lanesText(tell);
  tell("counting environments");
  const environments = await environmentsText();
  tell("repeating the published load test");
  const published = await publishedTable();
  tell("adding Region after Region");
  const faces = await growth("DetectFaces");
  const labels = await growth("DetectLabels");
  const texts = [tableText(rows), lanes.text, environments, publishedText(published)];
  process.stdout.write(
    [...texts, growthText("DetectFaces", faces), growthText("DetectLabels", labels), ""].join("\n\n"),
  );
  if (svg) tell(writePicture({ rows, published, faces, labels }));
  tell("done");
  return lanes.isKept && rows.every((row) => verdict(row) === "kept") ? 0 : 1;
}

function flagsOf(args: string[]): { readonly simulated: boolean; readonly svg: boolean } {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({ args, options: { simulated: flag, svg: flag } });
    if (values.simulated && values.svg) throw new Error("the picture shows the rows measured over real HTTP too");
    return values;
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new UserError(`${why}; allowed: --simulated or --svg.`);
  }
}

function writePicture(findings: Findings): string {
  const file = path.join(projectRoot(), "test/bench/pool/pool.svg");
  fs.writeFileSync(file, picture(findings));
  return `wrote ${path.relative(process.cwd(), file)}`;
}
