import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { text } from "../../command-line/manual";
import type { Graph } from "../../program/graph";
import { graphToJson } from "../../program/graph-json";
import { PROGRAM_BUNDLE, runProgram } from "../../program/run-program";
import { Progress } from "../../progress";
import { replaceFile } from "../../whole-file";

const GRAPH_FILE = "build/graph.json";

export const run = command(
  {
    command: "npm run synth",
    about: `Runs the Pulumi program and writes the stack's whole graph to ${GRAPH_FILE}: every resource AWS would get, with the source line that made it.`,
    options: { stack: text("<name>", "dev", "the environment, Pulumi.<name>.yaml") },
    examples: ["npm run synth -- --stack staging"],
    exitCodes: { 0: "the graph is written", 1: "the program, or its configuration, is at fault" },
  },
  async ({ stack }) => {
    const started = performance.now();
    const root = projectRoot();
    const progress = new Progress();
    progress.say("running the Pulumi program");
    const running = runProgram({ projectRoot: root, stack, programBundle: PROGRAM_BUNDLE });
    const graph = await running.finally(() => progress.end());
    replaceFile(path.join(root, GRAPH_FILE), graphToJson(graph));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${summary(graph)}\nWritten to ${GRAPH_FILE} in ${seconds} s.\n`);
    return 0;
  },
);

function summary(graph: Graph): string {
  const created = graph.resources.filter((resource) => resource.custom);
  const types = new Set(created.map((resource) => resource.type)).size;
  const components = graph.resources.length - created.length - 1;
  const regions = [...new Set(created.flatMap((resource) => resource.region ?? []))].sort().join(", ");
  const counts = `${created.length} resources of ${types} types in ${components} components`;
  return `${graph.project}, stack ${graph.stack}: ${counts}; Regions: ${regions || "none"}.`;
}
