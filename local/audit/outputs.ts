import * as fs from "node:fs";
import * as path from "node:path";
import { documentsOf } from "../../policies/audit/collect/documents";
import { type Baseline, baselineOf, BaselineError, readBaseline } from "../../policies/audit/diff/baseline";
import type { Estate } from "../../policies/audit/estate";
import type { AuditReport } from "../../policies/audit/report";
import { UserError } from "../user-error";
import { replaceFile } from "../whole-file";
import { htmlReport } from "./html/page";
import { markdownReport } from "./markdown";
import { readableJson } from "./readable-json";
import { sarifReport } from "./sarif";

const STYLES = [
  "portal/colours.css",
  "audit/html/report.css",
  "audit/html/first-screen.css",
  "audit/html/sections.css",
  "audit/html/picture.css",
  "audit/html/print.css",
];

/** All four forms of the report. @returns the folder, relative to the project */
export function writeReports(root: string, report: AuditReport): string {
  const folder = `build/audit/${folderOf(report)}`;
  const style = STYLES.map((file) => fs.readFileSync(path.join(root, "local", file), "utf8")).join("\n");
  const write = (name: string, text: string) => replaceFile(path.join(root, folder, name), text);
  write("report.html", htmlReport(report, style));
  write("report.json", `${JSON.stringify(report, undefined, 2)}\n`);
  write("report.md", markdownReport(report));
  write("report.sarif", sarifReport(report));
  return folder;
}

/** Every document in a file of its own; what an earlier run left is removed. @returns the folder, relative to the project */
export function writePolicies(root: string, estate: Estate, audited: AuditReport["audited"]): string {
  const folder = `build/policies/${folderOf({ stack: estate.stack, audited })}`;
  fs.rmSync(path.join(root, folder), { recursive: true, force: true });
  fs.mkdirSync(path.join(root, folder), { recursive: true });
  for (const { name, text } of documentsOf(estate)) fs.writeFileSync(path.join(root, folder, `${name}.json`), text);
  return folder;
}

function folderOf({ stack, audited }: Pick<AuditReport, "stack" | "audited">): string {
  return audited === "program" ? stack : `${stack}-deployed`;
}

export function baselineFile(stack: string): string {
  return `policies/baseline/${stack}.json`;
}

/** @throws UserError when the file is not what `--accept` wrote */
export function savedBaseline(root: string, stack: string): Baseline | undefined {
  const file = path.join(root, baselineFile(stack));
  if (!fs.existsSync(file)) return undefined;
  try {
    return readBaseline(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (fault) {
    if (fault instanceof BaselineError || fault instanceof SyntaxError)
      throw new UserError(`${baselineFile(stack)}: ${fault.message}`);
    throw fault;
  }
}

/** @param patterns unless given, those that the last baseline had */
export function saveBaseline(root: string, estate: Estate, patterns?: Baseline["patterns"]): Baseline {
  const baseline = baselineOf(estate, patterns ?? savedBaseline(root, estate.stack)?.patterns);
  const file = path.join(root, baselineFile(estate.stack));
  replaceFile(file, `${readableJson(baseline, 120)}\n`);
  return baseline;
}
