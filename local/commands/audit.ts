import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { collectEstate } from "../../policies/audit/collect/collect";
import type { CollectedGraph } from "../../policies/audit/collect/graph/graph";
import { graphFromStateExport, StateExportError } from "../../policies/audit/collect/graph/state-export";
import { PATTERN_KINDS, type PatternKind } from "../../policies/audit/diff/patterns/members";
import { IllFormedRequestError } from "../../policies/evaluate/request";
import { assembleReport } from "../audit/assemble";
import { explain } from "../audit/explain";
import { failureOf } from "../audit/failure";
import { EXIT_CODES } from "../audit/outcome";
import { baselineFile, saveBaseline, savedBaseline, writePolicies, writeReports } from "../audit/outputs";
import { readRequest } from "../audit/request-file";
import { summary } from "../audit/summary";
import { command, wrong } from "../command-line/command";
import { flag, type Given, optionalText } from "../command-line/manual";
import { didYouMean } from "../command-line/nearest";
import { StatementSources } from "../cloud/decide/statement-source";
import { PROGRAM_BUNDLE, runProgram } from "../program/run-program";
import { Progress } from "../progress";
import { UserError } from "../user-error";

interface Asked {
  readonly stack: string;
  /** The file of a `pulumi stack export`. */
  readonly state: string | undefined;
  readonly accept: boolean;
  /** Kinds of which one more is approved beforehand. */
  readonly patterns: readonly PatternKind[] | undefined;
  /** The file of a request to explain. */
  readonly explain: string | undefined;
}

const MANUAL = {
  command: "npm run audit",
  about:
    "Proves what the policies allow, without AWS, and writes build/audit/<stack>/report.html, .json, .md and .sarif. " +
    "With `explain` it tells one request statement by statement instead; report.json has some to start from.",
  operands: { shown: "[explain <request.json>]", least: 0, most: 2 },
  options: {
    stack: optionalText("<name>", "the environment, Pulumi.<name>.yaml (dev)"),
    state: optionalText("<export.json>", "audits what is deployed: a file of `pulumi stack export --show-secrets`"),
    accept: flag("the access there is now becomes the approved one (policies/baseline)"),
    pattern: optionalText("<kinds>", "with --accept: approves one more person or Region like the others"),
  },
  examples: [
    "npm run audit -- --stack prod",
    "npm run audit -- --accept --pattern person,Region",
    "npm run audit -- explain request.json",
  ],
  exitCodes: {
    0: "everything is proved, and nothing is new",
    1: "a rule is refuted, code and role differ, or there is access that was not approved",
    2: "something is unknown, unread or expired",
    3: "the audit itself is at fault",
  },
};

export const run = command(MANUAL, async (given, operands) => {
  const progress = new Progress();
  try {
    const asked = askedFor(given, operands);
    const root = projectRoot();
    progress.say(asked.state === undefined ? `running the program for stack ${asked.stack}` : "reading the state");
    const graph = await graphOf(root, asked);
    return asked.explain === undefined ? audit(root, graph, asked, progress) : explained(root, graph, asked.explain);
  } catch (fault) {
    const { exitCode, text } = failureOf(fault);
    process.stderr.write(`${text}\n`);
    return exitCode;
  } finally {
    progress.end();
  }
});

function audit(root: string, graph: CollectedGraph, asked: Asked, progress: Progress): number {
  const { state, accept } = asked;
  const estate = collectEstate(graph);
  const audited = state === undefined ? "program" : "deployed";
  const folder = writePolicies(root, estate, audited);
  const report = assembleReport({
    root,
    graph,
    estate,
    audited,
    baseline: accept ? saveBaseline(root, estate, asked.patterns) : savedBaseline(root, estate.stack),
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

async function graphOf(root: string, { stack, state }: Asked): Promise<CollectedGraph> {
  if (state === undefined) return runProgram({ projectRoot: root, stack, programBundle: PROGRAM_BUNDLE });
  try {
    return graphFromStateExport(readJson(state));
  } catch (fault) {
    if (fault instanceof StateExportError) throw new UserError(`${state}: ${fault.message}`);
    throw fault;
  }
}

function askedFor(given: Given<typeof MANUAL.options>, operands: readonly string[]): Asked {
  const { stack = "dev", state, accept, pattern } = given;
  const [first, file] = operands;
  if (first !== undefined && first !== "explain")
    throw wrong(MANUAL, `npm run audit does not know "${first}".${didYouMean(first, ["explain"])}`);
  if (first === "explain" && file === undefined) throw wrong(MANUAL, "explain needs the file of a request.");
  if (first === "explain" && accept) throw wrong(MANUAL, "explain changes nothing, so it takes no --accept.");
  if (given.stack !== undefined && state !== undefined)
    throw wrong(MANUAL, "A state export says its own stack: leave out --stack or --state.");
  if (pattern !== undefined && !accept) throw wrong(MANUAL, "--pattern says what --accept approves: give both.");
  return { stack, state, accept, patterns: pattern === undefined ? undefined : kindsIn(pattern), explain: file };
}

function kindsIn(text: string): readonly PatternKind[] {
  const names = text.split(",").filter((name) => name !== "");
  const unknown = names.find((name) => !PATTERN_KINDS.some((kind) => kind === name));
  if (names.length === 0 || unknown !== undefined)
    throw wrong(
      MANUAL,
      `--pattern must be one or more of ${PATTERN_KINDS.join(", ")}, comma separated${unknown === undefined ? "" : `; "${unknown}" is not one`}.`,
    );
  return PATTERN_KINDS.filter((kind) => names.includes(kind));
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
