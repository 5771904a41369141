import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";
import type { Graph, GraphResource } from "../../../local/program/graph";
import type { Outcome, Run } from "./program-runs";

/**
 * Runs fixtures in one child process. Not in the test's own: jest would evaluate Pulumi's thousand modules once more,
 * and it keeps unhandled rejections, which are half of what is tested, to itself.
 */
export function runAll<Name extends string>(suite: string, runs: Record<Name, Run>): Record<Name, Outcome> {
  const folder = path.resolve("build/test", suite);
  fs.mkdirSync(folder, { recursive: true });
  const harness = path.join(folder, "program-runs.js");
  buildSync({
    entryPoints: ["test/local/program/program-runs.ts"],
    outfile: harness,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  fs.writeFileSync(path.join(folder, "runs.json"), JSON.stringify(runs));
  execFileSync(process.execPath, [harness, path.join(folder, "runs.json"), path.join(folder, "outcomes.json")]);
  return JSON.parse(fs.readFileSync(path.join(folder, "outcomes.json"), "utf8")) as Record<Name, Outcome>;
}

/** The graph of a run that should have succeeded. */
export function graphOf(outcome: Outcome): Graph {
  if (!outcome.graph) throw new Error(`The run failed: ${outcome.error?.message ?? "no error"}`);
  return outcome.graph;
}

/** The resource with this logical name, of a type that ends in `:<kind>`. */
export function find(outcome: Outcome, kind: string, name: string): GraphResource {
  const found = graphOf(outcome).resources.find((r) => r.type.endsWith(`:${kind}`) && r.name === name);
  if (!found) throw new Error(`No ${kind} ${name}.`);
  return found;
}
