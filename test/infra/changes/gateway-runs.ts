import * as fs from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { Graph } from "../../../local/program/graph";
import { PROGRAM_BUNDLE, runProgram } from "../../../local/program/run-program";
import { bundleOnce } from "../../bundle-once";

/** One run of the shipped program with values in place of the dev environment's, perhaps upon what an earlier run left. */
export interface GatewayRun {
  readonly config: Readonly<Record<string, unknown>>;
  /** The name of the run whose outputs stand. */
  readonly upon?: string;
  /** Where the preview stops: also what would be deployed if nothing were known of what stands. */
  readonly unasked?: true;
}

/** What would be deployed, or why the preview stopped. */
export type GatewayOutcome = { readonly graph: Graph } | { readonly stopped: string; readonly unasked?: Graph };

/**
 * Reads `{name: GatewayRun}` from the file named first and writes `{name: GatewayOutcome}` to the second. What is done is kept as text:
 * a hundred graphs of objects would be looked through at every collection of garbage.
 */
async function main([runsFile = "", outcomesFile = ""]: string[]): Promise<void> {
  bundleOnce();
  leaveOutSourceLines();
  const runs = JSON.parse(fs.readFileSync(runsFile, "utf8")) as Record<string, GatewayRun>;
  const texts: string[] = [];
  const outputs: Record<string, Graph["outputs"]> = {};
  for (const [name, run] of Object.entries(runs)) {
    const outcome = await outcomeOf(run, (run.upon === undefined ? undefined : outputs[run.upon]) ?? {});
    if ("graph" in outcome) outputs[name] = outcome.graph.outputs;
    texts.push(`${JSON.stringify(name)}:${JSON.stringify(outcome)}`);
  }
  fs.writeFileSync(outcomesFile, `{${texts.join(",")}}`);
}

/** Here it makes no difference where a resource was declared, and reading stacks for that is a tenth of a run. */
function leaveOutSourceLines(): void {
  Object.assign(pulumi.Resource, { callsites: () => [] });
}

async function outcomeOf(run: GatewayRun, deployed: Graph["outputs"]): Promise<GatewayOutcome> {
  const options = { projectRoot: process.cwd(), stack: "dev", programBundle: PROGRAM_BUNDLE, config: run.config };
  try {
    return { graph: await runProgram({ ...options, deployed }) };
  } catch (fault) {
    const stopped = fault instanceof Error ? fault.message : String(fault);
    const unasked = run.unasked && (await runProgram(options).catch(() => undefined));
    return unasked ? { stopped, unasked } : { stopped };
  }
}

void main(process.argv.slice(2));
