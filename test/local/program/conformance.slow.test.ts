import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";
import type { Graph } from "../../../local/program/graph";
import { graphToJson } from "../../../local/program/graph-json";

const FOLDER = "build/test/conformance";

/** In the CLI's runner, frames of unnamed callbacks have no position, so some source lines are those of the caller. */
function withoutSource(file: string): string {
  const graph = JSON.parse(fs.readFileSync(file, "utf8")) as Graph;
  const resources = graph.resources.map((resource) => ({ ...resource, source: "" }));
  return graphToJson({ ...graph, resources });
}

describe("the in-process engine", () => {
  it("records the graph that the Pulumi CLI's own runner gives", () => {
    fs.mkdirSync(FOLDER, { recursive: true });
    const server = path.join(FOLDER, "conformance-server.js");
    buildSync({
      entryPoints: ["test/local/program/conformance-server.ts"],
      outfile: server,
      bundle: true,
      packages: "external",
      platform: "node",
      target: "node20",
      logLevel: "error",
    });
    execFileSync(process.execPath, [server, path.join(FOLDER, "graph.json")], { stdio: ["ignore", "pipe", "inherit"] });
    execFileSync(process.execPath, ["local/run.mjs", "synth"], { stdio: ["ignore", "pipe", "inherit"] });
    const inProcess = withoutSource("build/graph.json");
    expect(inProcess).toBe(withoutSource(path.join(FOLDER, "graph.json")));
    expect(inProcess.length).toBeGreaterThan(50_000);
  });
});
