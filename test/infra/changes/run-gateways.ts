import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";
import type { Graph } from "../../../local/program/graph";
import type { GatewayOutcome, GatewayRun } from "./gateway-runs";

/** Runs the shipped program once for each entry, in their order, in a process of its own: jest would evaluate Pulumi's thousand modules once more. */
export function runGateways<Name extends string>(
  suite: string,
  runs: Record<Name, GatewayRun>,
): Record<Name, GatewayOutcome> {
  const folder = path.resolve("build/test", suite);
  fs.mkdirSync(folder, { recursive: true });
  const [harness, asked, answered] = ["gateway-runs.js", "runs.json", "outcomes.json"].map((file) =>
    path.join(folder, file),
  ) as [string, string, string];
  buildSync({
    entryPoints: ["test/infra/changes/gateway-runs.ts"],
    outfile: harness,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  fs.writeFileSync(asked, JSON.stringify(runs));
  execFileSync(process.execPath, ["--require", path.resolve("local/lighter-pulumi.cjs"), harness, asked, answered], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return JSON.parse(fs.readFileSync(answered, "utf8")) as Record<Name, GatewayOutcome>;
}

export function graphIn(outcome: GatewayOutcome): Graph {
  if ("stopped" in outcome) throw new Error(`The preview stopped: ${outcome.stopped}`);
  return outcome.graph;
}

/** The sentence of a preview that should have stopped. */
export function stopIn(outcome: GatewayOutcome): string {
  if ("graph" in outcome) throw new Error("The preview went through.");
  return outcome.stopped;
}
