import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { poolSettings } from "../../../infra/embedding/pool-settings";
import { projectRoot } from "../../../infra/project-root";
import { byType, type Graph } from "../../../local/program/graph";

const root = projectRoot();

const OURS = "build/test/embedding";

/** Runs a program in a process of its own: the SDK keeps its settings in the process, and asks for lists with `instanceof`. */
const RUNNER = `
import { graphToJson } from "./local/program/graph-json";
import { runProgram } from "./local/program/run-program";
const [projectRoot = "", programBundle = ""] = process.argv.slice(2);
void runProgram({ projectRoot, stack: "dev", programBundle }).then((graph) => process.stdout.write(graphToJson(graph)));
`;

/** Their project: its own name, its own config with keys of the same names as ours, and no setting of ours. */
function theirProject(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "their-platform-"));
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: their-platform\nruntime: nodejs\n");
  const config = "config:\n  aws:region: eu-central-1\n  requiredTags: { theirs: alone }\n  stageName: 7\n";
  fs.writeFileSync(path.join(folder, "Pulumi.dev.yaml"), config);
  return folder;
}

function runTheirs(): { readonly graph: Graph; readonly theirs: string } {
  const build = {
    absWorkingDir: root,
    bundle: true,
    packages: "external",
    platform: "node",
    logLevel: "error",
  } as const;
  const program = path.join(root, OURS, "program.js");
  const runner = path.join(root, OURS, "runner.js");
  buildSync({ ...build, entryPoints: ["infra/embedding/example.ts"], outfile: program });
  buildSync({ ...build, stdin: { contents: RUNNER, resolveDir: root, loader: "ts" }, outfile: runner });
  const theirs = theirProject();
  const { stdout, stderr } = spawnSync(process.execPath, [runner, theirs, program], {
    cwd: theirs,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  fs.rmSync(theirs, { recursive: true });
  if (stderr !== "") throw new Error(stderr);
  return { graph: JSON.parse(stdout) as Graph, theirs };
}

test("another team's program has the pool, made of nothing but what it passed", () => {
  const { graph, theirs } = runTheirs();
  const inPool = graph.resources.filter(({ urn }) => urn.includes("embedding:EmbeddedPool$"));
  expect(inPool.length).toBeGreaterThan(60);
  expect(byType(graph, "private-ml-gateway:rekognition:RegionalCaller")).toHaveLength(2);
  const functions = byType(graph, "aws:lambda/function:Function");
  expect(functions.map(({ name }) => name).sort()).toEqual(["image-ingest", "rekognition"]);
  const code = functions.map(({ inputs }) => path.resolve(theirs, String(inputs["code"])));
  const built = ["image-ingest", "rekognition"].map((name) => path.join(root, "build/functions", name));
  expect(code.sort()).toEqual(built);
  const tags = inPool.flatMap(({ name, inputs }) => (inputs["tags"] ? [[name, inputs["tags"]] as const] : []));
  expect(tags.length).toBeGreaterThan(10);
  for (const [name, given] of tags)
    expect(given).toEqual({ Name: name, costCentre: "4711", project: "their-platform", stack: "dev" });
  const [vpc] = byType(graph, "aws:ec2/vpc:Vpc");
  const endpoints = byType(graph, "aws:ec2/vpcEndpoint:VpcEndpoint").filter(({ region }) => region === "eu-central-1");
  expect(new Set(endpoints.map(({ inputs }) => inputs["vpcId"]))).toEqual(new Set([vpc?.id]));
  expect(graph.outputs["dnsZone"]).toBe(`${String(graph.outputs["imagesBucket"])}.s3.eu-central-1.amazonaws.com`);
});

test("what it passes is checked as config is, and told all at once", () => {
  const settings = {
    region: "eu-central-1",
    corporateCidrs: ["10.90.0.0/16"],
    portalOrigins: ["photos"],
    rekognitionRegions: [{ region: "eu-west-1" }],
  };
  expect(() => poolSettings(settings, "10.90.0.0/20")).toThrow(
    /^The Rekognition pool cannot be made with these settings:\n {2}portalOrigins\[0\]: "photos" .*\n {2}network\.cidr: "10\.90\.0\.0\/20" overlaps .*\n {2}rekognitionRegions\[0\]\.cidr: .*/,
  );
});
