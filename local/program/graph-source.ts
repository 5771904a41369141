import * as fs from "node:fs";
import { projectRoot } from "../../infra/project-root";
import { UserError } from "../user-error";
import type { Graph } from "./graph";
import { PROGRAM_BUNDLE, runProgram } from "./run-program";

/**
 * A graph by what people type: a file that `npm run synth` wrote, here or with another release, or the name of a stack, whose program is
 * then run as it is here.
 *
 * @throws UserError for a file that is not there or holds something else
 */
export async function graphFrom(stackOrFile: string): Promise<Graph> {
  if (!stackOrFile.endsWith(".json"))
    return runProgram({ projectRoot: projectRoot(), stack: stackOrFile, programBundle: PROGRAM_BUNDLE });
  const fix = "Write one with: npm run synth -- --stack <name>, which makes build/graph.json.";
  if (!fs.existsSync(stackOrFile)) throw new UserError(`There is no file ${stackOrFile}. ${fix}`);
  const graph = parsed(fs.readFileSync(stackOrFile, "utf8"));
  if (graph === undefined) throw new UserError(`${stackOrFile} is not a resource graph. ${fix}`);
  return graph;
}

function parsed(text: string): Graph | undefined {
  try {
    const value = JSON.parse(text) as Partial<Graph> | null;
    return Array.isArray(value?.resources) && typeof value.stack === "string" ? (value as Graph) : undefined;
  } catch {
    return undefined;
  }
}
