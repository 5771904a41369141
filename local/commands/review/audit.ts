import * as fs from "node:fs";
import * as path from "node:path";
import { stop } from "esbuild";
import { projectRoot } from "../../../infra/project-root";
import { collectEstate } from "../../../policies/audit/collect/collect";
import type { CollectedGraph } from "../../../policies/audit/collect/graph/graph";
import { graphFromStateExport, StateExportError } from "../../../policies/audit/collect/graph/state-export";
import { PATTERN_KINDS, type PatternKind } from "../../../policies/audit/diff/patterns/members";
import { differenceFrom } from "../../../policies/audit/diff/difference";
import { withoutGuardrails } from "../../../policies/audit/organization/without-guardrails";
import type { Estate } from "../../../policies/audit/estate";
import { assembleReport } from "../../audit/assemble";
import { explained, type Subject } from "../../audit/explained/explained";
import { isDay, readTerms } from "../../audit/exception-terms";
import { failureOf } from "../../audit/failure";
import { EXIT_CODES } from "../../audit/outcome";
import { baselineFile, saveBaseline, savedBaseline, writePolicies, writeReports } from "../../audit/outputs";
import { runFacts } from "../../audit/run-facts";
import { suggestScp } from "../../audit/suggested-scp";
import { summary } from "../../audit/summary";
import { command, wrong } from "../../command-line/command";
import { flag, type Given, optionalText, texts } from "../../command-line/manual";
import { didYouMean } from "../../command-line/nearest";
import { readHalf, withHalves } from "../../accounts/read-half";
import { StatementSources } from "../../cloud/decide/statement-source";
import { PROGRAM_BUNDLE, runProgram } from "../../program/run-program";
import {
  accountOption,
  beneathOrganization,
  type OrganizationFolder,
  readFolder,
} from "../../organization/read-folder";
import { Progress } from "../../progress";
import { UserError } from "../../user-error";

interface Asked {
  readonly stack: string;
  /** The file of a `pulumi stack export`. */
  readonly state: string | undefined;
  /** Stacks of Studio accounts that this one is the gateway of: each a name or a file. */
  readonly halves: readonly string[];
  /** What stands above the account, as AWS prints it. */
  readonly organization: OrganizationFolder | undefined;
  readonly suggestScp: boolean;
  readonly accept: boolean;
  /** ISO date: by then exceptions may have expired. */
  readonly day: string;
  /** Kinds of which one more is approved beforehand. */
  readonly patterns: readonly PatternKind[] | undefined;
  /** What to explain instead of auditing. */
  readonly explain: Subject | undefined;
}

const MANUAL = {
  command: "npm run audit",
  about: "Proves what the policies allow, without AWS. `explain` tells about one rule, or one request.",
  operands: { shown: "[explain [<rule> | <request.json>]]", least: 0, most: 2 },
  options: {
    stack: optionalText("<name>", "the environment, Pulumi.<name>.yaml (dev)"),
    state: optionalText("<export.json>", "what is deployed: a file of `pulumi stack export --show-secrets`"),
    with: texts("<stack or file>", "both halves: also a Studio account's stack, by name, synth or export"),
    organization: optionalText("<folder>", "beneath the control policies there (policies/README.md)"),
    "suggest-scp": flag("prints an SCP that keeps the account's other roles out, proved"),
    accept: flag("the access there is now becomes the approved one (policies/baseline)"),
    pattern: optionalText("<kinds>", "with --accept: also one more person, Region, origin, bucket, domain"),
    on: optionalText("<date>", "the day that exceptions have to be good on, as 2027-03-31 (today)"),
    like: optionalText("<name>", "with explain: a request of the report, such as P1.2, P1.m2 or N1"),
    set: texts("<key>=<value>", "with explain: the request with another value, or none"),
  },
  examples: ["npm run audit -- explain --like P1.2 --set aws:SecureTransport=false"],
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
    // Its process has as much memory as it had at its fullest; who builds something later starts another.
    await stop();
    const halves = await Promise.all(asked.halves.map((half) => readHalf(root, half)));
    if (asked.suggestScp) {
      const { text, isProved } = suggestScp(root, estateOf(graph, asked, halves));
      process.stdout.write(text);
      return isProved ? 0 : 1;
    }
    if (asked.explain === undefined) return audit(root, { graph, halves }, asked, progress);
    const { text, exitCode } = explained(asked.explain, explainInput(root, { graph, halves }, asked));
    process.stdout.write(text);
    return exitCode;
  } catch (fault) {
    const { exitCode, text } = failureOf(fault);
    process.stderr.write(`${text}\n`);
    return exitCode;
  } finally {
    progress.end();
  }
});

/** The stack, and what is given beside it. */
interface Read {
  readonly graph: CollectedGraph;
  readonly halves: readonly Estate[];
}

function audit(root: string, { graph, halves }: Read, asked: Asked, progress: Progress): number {
  const { state, accept, day } = asked;
  const estate = estateOf(graph, asked, halves);
  const audited = state === undefined ? "program" : "deployed";
  const folder = writePolicies(root, estate, audited);
  const report = assembleReport({
    root,
    graph,
    estate,
    audited,
    baseline: accept
      ? saveBaseline(root, withoutGuardrails(estate), asked.patterns)
      : savedBaseline(root, estate.stack),
    terms: readTerms(root),
    run: runFacts(root, { day, baseline: baselineFile(estate.stack) }),
    command: commandFor(root, estate.stack, asked),
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

function estateOf(
  graph: CollectedGraph,
  { organization }: Pick<Asked, "organization">,
  halves: readonly Estate[],
): Estate {
  const beneath = (estate: Estate) => (organization ? beneathOrganization(estate, organization) : estate);
  return withHalves(beneath(collectEstate(graph)), halves.map(beneath));
}

function explainInput(root: string, { graph, halves }: Read, asked: Asked) {
  const estate = estateOf(graph, asked, halves);
  return {
    estate,
    sources: new StatementSources(root),
    command: commandFor(root, estate.stack, asked),
    changes: () => changesOf(root, estate),
  };
}

function changesOf(root: string, estate: Estate) {
  const difference = differenceFrom(savedBaseline(root, estate.stack), withoutGuardrails(estate));
  if (difference.kind === "compared") return difference.changes;
  throw new UserError(`Stack ${estate.stack} has no approved baseline, so no changes since then: --accept writes one.`);
}

async function graphOf(root: string, { stack, state, organization }: Asked): Promise<CollectedGraph> {
  const account = accountOption(organization);
  if (state === undefined) return runProgram({ projectRoot: root, stack, programBundle: PROGRAM_BUNDLE, ...account });
  try {
    return graphFromStateExport(readJson(state));
  } catch (fault) {
    if (fault instanceof StateExportError) throw new UserError(`${state}: ${fault.message}`);
    throw fault;
  }
}

function askedFor(given: Given<typeof MANUAL.options>, operands: readonly string[]): Asked {
  const { stack = "dev", state, accept, pattern, on: day = new Date().toISOString().slice(0, 10) } = given;
  if (!isDay(day)) throw wrong(MANUAL, `--on is "${day}"; allowed is a day such as 2027-03-31.`);
  const explain = subjectOf(given, operands);
  if (explain !== undefined && accept) throw wrong(MANUAL, "explain changes nothing, so it takes no --accept.");
  if (given.stack !== undefined && state !== undefined)
    throw wrong(MANUAL, "A state export says its own stack: leave out --stack or --state.");
  if (pattern !== undefined && !accept) throw wrong(MANUAL, "--pattern says what --accept approves: give both.");
  const organization = given.organization === undefined ? undefined : readFolder(given.organization);
  const suggestScp = given["suggest-scp"];
  const patterns = pattern === undefined ? undefined : kindsIn(pattern);
  const halves = given.with;
  return { stack, state, halves, organization, suggestScp, accept, day, patterns, explain };
}

function subjectOf({ like, set }: Given<typeof MANUAL.options>, operands: readonly string[]): Subject | undefined {
  const [first, named] = operands;
  if (first === undefined) {
    const option = like !== undefined ? "--like" : set.length > 0 ? "--set" : undefined;
    if (option !== undefined)
      throw wrong(MANUAL, `${option} belongs to explain: npm run audit -- explain --like P1.2.`);
    return undefined;
  }
  if (first !== "explain")
    throw wrong(MANUAL, `npm run audit does not know "${first}".${didYouMean(first, ["explain"])}`);
  if (like !== undefined) {
    if (named !== undefined) throw wrong(MANUAL, `explain takes either --like or ${named}.`);
    return { like, changes: set };
  }
  if (named === undefined)
    throw wrong(MANUAL, "explain needs a rule (P1), --like with a claim (--like P1.2), or the file of a request.");
  if (/^P\d+\.m?\d+$/i.test(named)) throw wrong(MANUAL, `${named} is a claim: explain --like ${named}.`);
  if (!/^P\d+$/i.test(named)) return { request: readJson(named), changes: set };
  if (set.length > 0)
    throw wrong(MANUAL, `--set changes a request, and ${named} is a rule: explain --like ${named}.1 --set …`);
  return { rule: named };
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

/** As it can be pasted in the project's folder. */
function commandFor(root: string, stack: string, { state, halves, organization }: Asked): string {
  const from = (option: string, file: string) => `--${option} ${quoted(path.relative(root, file))}`;
  const options = [
    ...(state === undefined ? (stack === "dev" ? [] : [`--stack ${stack}`]) : [from("state", state)]),
    ...halves.map((half) => (half.endsWith(".json") ? from("with", half) : `--with ${half}`)),
    ...(organization === undefined ? [] : [from("organization", organization.folder)]),
  ];
  return options.length === 0 ? "npm run audit" : `npm run audit -- ${options.join(" ")}`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (fault) {
    throw new UserError(`${file} cannot be read as JSON: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
