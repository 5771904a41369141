import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";
import type { Graph } from "../../../local/program/graph";
import { graphToJson } from "../../../local/program/graph-json";
import { runProgram } from "../../../local/program/run-program";

/** One run of one fixture; the harness runs all of them in one process, one after the other. */
export interface Run {
  readonly fixture: string;
  readonly config?: Record<string, unknown>;
  readonly stackFile?: string;
  readonly patienceSeconds?: number;
}

export interface Outcome {
  readonly graph?: Graph;
  readonly json?: string;
  readonly error?: { readonly name: string; readonly message: string; readonly causes: number };
  /** Listeners for unhandled rejections that the run left behind. */
  readonly listeners: number;
}

const PROJECT = `
name: example
runtime: nodejs
config:
  aws:region: eu-central-1
  greeting: { type: string, description: A word, default: hello }
  ports: { type: array, items: { type: integer }, default: [80, 443] }
  verbose: { type: boolean, default: false }
  limits: { type: object, default: { small: 1 } }
`;

/** A project of its own under build/, where the program is `infra/index.ts` as in the real one. */
function makeProject(fixture: string, stackFile: string): string {
  const project = path.resolve("build/test/program", fixture);
  fs.mkdirSync(path.join(project, "infra"), { recursive: true });
  fs.writeFileSync(path.join(project, "Pulumi.yaml"), PROJECT);
  fs.writeFileSync(path.join(project, "Pulumi.dev.yaml"), stackFile);
  fs.copyFileSync(path.resolve(`test/local/program/fixtures/${fixture}.ts`), path.join(project, "infra/index.ts"));
  fs.copyFileSync(path.resolve("infra/aws.ts"), path.join(project, "infra/aws.ts"));
  buildSync({
    absWorkingDir: project,
    entryPoints: ["infra/index.ts"],
    outfile: "build/program.js",
    bundle: true,
    packages: "external",
    sourcemap: true,
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  return project;
}

async function outcomeOf({ fixture, stackFile, ...settings }: Run): Promise<Outcome> {
  const projectRoot = makeProject(fixture, stackFile ?? "config: {}");
  const before = process.listenerCount("unhandledRejection");
  const options = { projectRoot, stack: "dev", programBundle: "build/program.js", ...settings };
  const result = await runProgram(options).then(
    (graph) => ({ graph, json: graphToJson(graph) }),
    (fault: unknown) => ({ error: described(fault) }),
  );
  return { ...result, listeners: process.listenerCount("unhandledRejection") - before };
}

function described(fault: unknown): { name: string; message: string; causes: number } {
  const error = fault instanceof Error ? fault : new Error(`not an Error: ${String(fault)}`);
  return {
    name: error.name,
    message: error.message,
    causes: fault instanceof AggregateError ? fault.errors.length : 1,
  };
}

/** Reads `{name: Run}` from the file named first and writes `{name: Outcome}` to the second. */
async function main([runsFile = "", outcomesFile = ""]: string[]): Promise<void> {
  const runs = JSON.parse(fs.readFileSync(runsFile, "utf8")) as Record<string, Run>;
  const outcomes: Record<string, Outcome> = {};
  for (const [name, run] of Object.entries(runs)) outcomes[name] = await outcomeOf(run);
  fs.writeFileSync(outcomesFile, JSON.stringify(outcomes));
}

void main(process.argv.slice(2));
