import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../infra/project-root";
import { collectEstate } from "../policies/audit/collect/collect";
import type { CollectedGraph } from "../policies/audit/collect/graph";
import { graphFromStateExport, StateExportError } from "../policies/audit/collect/state-export";
import { IllFormedRequestError } from "../policies/evaluate/request";
import { assembleReport } from "./audit/assemble";
import { explain } from "./audit/explain";
import { failureOf } from "./audit/failure";
import { EXIT_CODES } from "./audit/outcome";
import { baselineFile, saveBaseline, savedBaseline, writePolicies, writeReports } from "./audit/outputs";
import { readRequest } from "./audit/request-file";
import { summary } from "./audit/summary";
import { StatementSources } from "./cloud/statement-source";
import { PROGRAM_BUNDLE, runProgram } from "./program/run-program";
import { Progress } from "./progress";
import { UserError } from "./user-error";

interface Options {
  readonly stack: string;
  /** The file of a `pulumi stack export`. */
  readonly state: string | undefined;
  readonly accept: boolean;
  /** The file of a request to explain. */
  readonly explain: string | undefined;
}

/**
 * `npm run audit [-- --stack dev | --state export.json] [-- --accept]` and `npm run audit -- explain request.json`.
 *
 * @returns 0 proved; 1 refuted, code and role at odds, or new access; 2 unknown, not read, expired, or asked wrongly; 3 the audit itself is at fault
 */
export async function run(args: string[]): Promise<number> {
  const progress = new Progress();
  try {
    const options = optionsOf(args);
    const root = projectRoot();
    progress.say(options.state === undefined ? `running the program for stack ${options.stack}` : "reading the state");
    const graph = await graphOf(root, options);
    return options.explain === undefined
      ? audit(root, graph, options, progress)
      : explained(root, graph, options.explain);
  } catch (fault) {
    const { exitCode, text } = failureOf(fault);
    process.stderr.write(`${text}\n`);
    return exitCode;
  } finally {
    progress.end();
  }
}

function audit(root: string, graph: CollectedGraph, { state, accept }: Options, progress: Progress): number {
  const estate = collectEstate(graph);
  const audited = state === undefined ? "program" : "deployed";
  const folder = writePolicies(root, estate, audited);
  const report = assembleReport({
    root,
    graph,
    estate,
    audited,
    baseline: accept ? saveBaseline(root, estate) : savedBaseline(root, estate.stack),
    today: new Date().toISOString().slice(0, 10),
    command: commandFor(estate.stack, state),
    onProgress: (doing) => progress.say(doing),
  });
  const written = writeReports(root, report);
  const lines = [
    summary(report),
    "",
    ...(accept ? [`Approved: ${baselineFile(estate.stack)} is written; commit it.`] : []),
    `${written}/report.html (and .json, .md, .sarif); every document in ${folder}; policies ${report.policyHash.slice(0, 12)}; ${process.uptime().toFixed(1)} s.`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return EXIT_CODES[report.verdict];
}

function explained(root: string, graph: CollectedGraph, file: string): number {
  const estate = collectEstate(graph);
  const asked = readRequest(readJson(file), estate);
  try {
    const text = explain(estate, asked, new StatementSources(root));
    process.stdout.write(text);
    return text.startsWith("UNDECIDED") ? EXIT_CODES.UNKNOWN : 0;
  } catch (fault) {
    if (fault instanceof IllFormedRequestError) throw new UserError(`Such a request cannot occur: ${fault.message}`);
    throw fault;
  }
}

async function graphOf(root: string, { stack, state }: Options): Promise<CollectedGraph> {
  if (state === undefined) return runProgram({ projectRoot: root, stack, programBundle: PROGRAM_BUNDLE });
  try {
    return graphFromStateExport(readJson(state));
  } catch (fault) {
    if (fault instanceof StateExportError) throw new UserError(`${state}: ${fault.message}`);
    throw fault;
  }
}

function optionsOf(args: string[]): Options {
  const allowed = "allowed: [explain <request.json>] [--stack <name> | --state <export.json>] [--accept].";
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { stack: { type: "string" }, state: { type: "string" }, accept: { type: "boolean", default: false } },
    });
    const [command, file, ...more] = positionals;
    const { stack = "dev", state, accept } = values;
    if (command !== undefined && command !== "explain") throw new Error(`There is no "${command}"`);
    if (command === "explain" && file === undefined) throw new Error("explain needs the file of a request");
    if (more.length > 0 || (command === "explain" && accept)) throw new Error("Too much is asked at once");
    if (values.stack !== undefined && state !== undefined) throw new Error("A state export says its own stack");
    return { stack, state, accept, explain: file };
  } catch (fault) {
    throw new UserError(`${fault instanceof Error ? fault.message : String(fault)}; ${allowed}`);
  }
}

function commandFor(stack: string, state: string | undefined): string {
  if (state !== undefined) return `npm run audit -- --state ${path.basename(state)}`;
  return stack === "dev" ? "npm run audit" : `npm run audit -- --stack ${stack}`;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (fault) {
    throw new UserError(`${file} cannot be read as JSON: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
