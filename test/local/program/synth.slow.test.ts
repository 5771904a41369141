import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import type { Graph } from "../../../local/program/graph";

function launch(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["local/run.mjs", ...args], { encoding: "utf8" });
}

describe("npm run synth on the real program", () => {
  const { status, stdout, stderr } = launch("synth");
  const graph = JSON.parse(fs.readFileSync("build/graph.json", "utf8")) as Graph;
  const urns = new Set(graph.resources.map((resource) => resource.urn));

  it("says in two lines what there is and how long it took", () => {
    // On a busy machine it takes long enough to say what it is doing.
    expect({ status, stderr: stderr.replace(/^… running the Pulumi program\n$/, "") }).toEqual({
      status: 0,
      stderr: "",
    });
    expect(stdout).toMatch(
      /^private-ml-gateway, stack dev: \d+ resources of \d+ types in \d+ components; Regions: eu-central-1, eu-west-1, eu-west-2\.\nWritten to build\/graph\.json in \d+\.\d s\.\n$/,
    );
  });

  it("holds no parent and no dependency that does not exist", () => {
    const missing = graph.resources.flatMap(({ parent, dependencies }) =>
      [...(parent ? [parent] : []), ...dependencies].filter((urn) => !urns.has(urn)),
    );
    expect(missing).toEqual([]);
    expect(urns.size).toBe(graph.resources.length);
  });

  it("points every resource at the line that makes it", () => {
    const made = graph.resources.filter((resource) => resource.type !== "pulumi:pulumi:Stack");
    const wrong = made.filter(({ source }) => {
      const [file = "", line = ""] = source?.split(":") ?? [];
      return (
        !file.startsWith("infra/") || !fs.readFileSync(file, "utf8").split("\n")[Number(line) - 1]?.includes("new ")
      );
    });
    expect(wrong.map((resource) => `${resource.urn} at ${String(resource.source)}`)).toEqual([]);
  });

  it("gives every AWS resource a Region, except IAM's", () => {
    const without = graph.resources.filter(({ type, region }) => type.startsWith("aws:") && !region);
    expect([...new Set(without.map((resource) => resource.type.split("/")[0]))]).toEqual(["aws:iam"]);
  });
});

describe("the launcher", () => {
  it.each<[string[], RegExp, number]>([
    [["synth", "--stack", "moon"], /^There is no Pulumi\.moon\.yaml\. Stacks with a file: dev\b.*\.\n$/m, 1],
    [["synth", "--colour"], /^npm run synth has no option --colour\. See npm run synth -- --help\.\n$/, 2],
    [["fly"], /^There is no command fly; there are start, walkthrough, .+\.\n$/, 1],
    [["bench", "moon"], /^There is no benchmark moon\. Did you mean pool\? See npm run bench -- --help\.\n$/, 2],
  ])("answers %j with one sentence", (args, sentence, code) => {
    const { status, stderr } = launch(...args);
    expect(stderr).toMatch(sentence);
    expect(status).toBe(code);
  });
});
