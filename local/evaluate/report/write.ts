import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { replaceFile } from "../../whole-file";
import type { Plan } from "../plan";
import type { ResultsFile } from "../probe/results-file";
import { htmlReport } from "./html/page";
import type { EvaluationReport } from "./report";
import { similaritiesCsv } from "./similarities";

/** The audit's own, and what only this report has. */
const STYLES = [
  "portal/colours.css",
  "audit/html/report.css",
  "audit/html/sections.css",
  "audit/html/first-screen.css",
  "audit/html/print.css",
  "evaluate/report/html/evaluation.css",
];

/** similarities.csv, report.json and report.html. No picture and no token is in any of them. */
export function writeReport(folder: string, report: EvaluationReport, plan: Plan, results: ResultsFile): void {
  const write = (name: string, text: string) => replaceFile(path.join(folder, name), text);
  write("similarities.csv", similaritiesCsv(plan, results));
  write("report.json", `${JSON.stringify(report, undefined, 2)}\n`);
  write("report.html", htmlReport(report, style()));
}

function style(): string {
  return STYLES.map((file) => fs.readFileSync(path.join(projectRoot(), "local", file), "utf8")).join("\n");
}
