import * as fs from "node:fs";
import type { Graph } from "../../../local/program/graph";
import { PROGRAM_BUNDLE, runProgram } from "../../../local/program/run-program";

/** One run of the shipped program with values in place of the dev environment's, perhaps upon what an earlier run left. */
export interface GatewayRun {
  readonly config: Readonly<Record<string, unknown>>;
  /** The name of the run whose outputs stand. */
  readonly upon?: string;
}

/** What would be deployed, or why the preview stopped. */
export type GatewayOutcome = { readonly graph: Graph } | { readonly stopped: string };

/**
 * The SDK keeps a stack for every promise, which is half of a run's time and serves its own search for leaks only. Where it looks for the
 * source line of a resource it sets a limit of its own.
 */
Error.stackTraceLimit = 0;

/** Reads `{name: GatewayRun}` from the file named first and writes `{name: GatewayOutcome}` to the second. */
async function main([runsFile = "", outcomesFile = ""]: string[]): Promise<void> {
  const runs = JSON.parse(fs.readFileSync(runsFile, "utf8")) as Record<string, GatewayRun>;
  const outcomes: Record<string, GatewayOutcome> = {};
  for (const [name, { config, upon }] of Object.entries(runs)) {
    const before = upon === undefined ? undefined : outcomes[upon];
    const deployed = before !== undefined && "graph" in before ? before.graph.outputs : {};
    const options = { projectRoot: process.cwd(), stack: "dev", programBundle: PROGRAM_BUNDLE, config, deployed };
    outcomes[name] = await runProgram(options).then(
      (graph) => ({ graph }),
      (fault: unknown) => ({ stopped: fault instanceof Error ? fault.message : String(fault) }),
    );
  }
  fs.writeFileSync(outcomesFile, JSON.stringify(outcomes));
}

void main(process.argv.slice(2));
