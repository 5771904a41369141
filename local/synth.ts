import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../infra/project-root";
import type { Graph } from "./program/graph";
import { graphToJson } from "./program/graph-json";
import { PROGRAM_BUNDLE, runProgram } from "./program/run-program";
import { UserError } from "./user-error";

const GRAPH_FILE = "build/graph.json";

/** `npm run synth -- [--stack dev]`: writes the stack's whole graph to build/graph.json. */
export async function run(args: string[]): Promise<void> {
  const started = performance.now();
  const root = projectRoot();
  const graph = await runProgram({ projectRoot: root, stack: stackOf(args), programBundle: PROGRAM_BUNDLE });
  fs.writeFileSync(path.join(root, GRAPH_FILE), graphToJson(graph));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${summary(graph)}\nWritten to ${GRAPH_FILE} in ${seconds} s.\n`);
}

function stackOf(args: string[]): string {
  try {
    return parseArgs({ args, options: { stack: { type: "string", default: "dev" } } }).values.stack;
  } catch (fault) {
    throw new UserError(`${fault instanceof Error ? fault.message : String(fault)}; allowed: --stack <name>.`);
  }
}

function summary(graph: Graph): string {
  const created = graph.resources.filter((resource) => resource.custom);
  const types = new Set(created.map((resource) => resource.type)).size;
  const components = graph.resources.length - created.length - 1;
  const regions = [...new Set(created.flatMap((resource) => resource.region ?? []))].sort().join(", ");
  const counts = `${created.length} resources of ${types} types in ${components} components`;
  return `${graph.project}, stack ${graph.stack}: ${counts}; Regions: ${regions || "none"}.`;
}
