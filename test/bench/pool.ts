import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { growth } from "./pool/growth";
import { type Row } from "./pool/measures";
import { type Findings, picture } from "./pool/picture";
import { publishedTable } from "./pool/published-table";
import { environmentsText, simulatedRows } from "./pool/simulated-rows";
import { growthText, publishedText, tableText, verdict } from "./pool/table";

/** Whoever measures rows of the table: in simulation, or through the laptop's doors over real HTTP. */
const SOURCES: readonly (() => Promise<readonly Row[]>)[] = [simulatedRows];

/**
 * `npm run bench pool [-- --svg]`: the pool's policy beside the published one and the AWS SDK's retries. With `--svg` the picture
 * test/bench/pool/pool.svg is made anew. Fails when a goal is missed.
 */
export async function run(args: string[]): Promise<number> {
  const started = performance.now();
  const rows: Row[] = [];
  for (const source of SOURCES) rows.push(...(await source()));
  write(tableText(rows));
  write(environmentsText(rows));
  const published = await publishedTable();
  write(publishedText(published));
  const faces = await growth("DetectFaces");
  const labels = await growth("DetectLabels");
  write(growthText("DetectFaces", faces));
  write(growthText("DetectLabels", labels));
  if (args.includes("--svg")) writePicture({ rows, published, faces, labels });
  write(`${((performance.now() - started) / 1000).toFixed(0)} s`);
  return rows.every((row) => verdict(row) === "kept") ? 0 : 1;
}

function writePicture(findings: Findings): void {
  const file = path.join(projectRoot(), "test/bench/pool/pool.svg");
  fs.writeFileSync(file, picture(findings));
  write(`Wrote ${path.relative(process.cwd(), file)}`);
}

function write(text: string): void {
  process.stdout.write(`${text}\n\n`);
}
