import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { projectRoot } from "../../../infra/project-root";

const root = projectRoot();
const folder = path.join(root, "build/bench");

/** Of one process, from its start to its end. */
export interface Cost {
  /** By the clock, so with whatever else the machine does. */
  readonly seconds: number;
  /** Of the processor, in the process and all its threads. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly exitCode: number | null;
}

/** Written as the process ends; a megabyte has 1024 kB of 1024 bytes, as maxRSS is in kB. */
const LAST_WORDS = `process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cost = { peakMegabytes: maxRSS / 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  require("node:fs").writeFileSync(process.env.COST_FILE, JSON.stringify(cost));
});`;

/** Runs Node in a process of its own and has it say what it took. @throws Error when it does not get to its end */
export function costOf(args: readonly string[]): Cost & { readonly output: string } {
  fs.mkdirSync(folder, { recursive: true });
  const preload = path.join(folder, "last-words.cjs");
  const file = path.join(folder, "cost.json");
  fs.writeFileSync(preload, LAST_WORDS);
  fs.rmSync(file, { force: true });
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", preload, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, COST_FILE: file },
  });
  const seconds = (performance.now() - started) / 1000;
  if (!fs.existsSync(file)) throw new Error(`node ${args.join(" ")} came to no end:\n${stderr}`);
  const said = JSON.parse(fs.readFileSync(file, "utf8")) as Pick<Cost, "cpuSeconds" | "peakMegabytes">;
  return { seconds, ...said, exitCode: status, output: stdout };
}

/** What `npm run audit` starts Node with, so that its memory is what people see. */
export function auditCommand(...options: readonly string[]): readonly string[] {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly scripts: { readonly audit: string };
  };
  return [...scripts.audit.split(" ").slice(1), ...options];
}

/** A script that reads the graph it is given and prints what collecting and proving took, in milliseconds, as JSON. */
const PROVE = `import * as fs from "node:fs";
import { auditEstate } from "./policies/audit/audit";
import { collectEstate } from "./policies/audit/collect/collect";
const graph = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const started = performance.now();
const estate = collectEstate(graph);
const collected = performance.now();
const { rules } = auditEstate(estate);
const open = rules.filter(({ status }) => status !== "PROVED").map(({ id }) => id);
const findings = rules.reduce((sum, rule) => sum + rule.findings.length, 0);
console.log(JSON.stringify({ collect: collected - started, prove: performance.now() - collected, open, findings }));`;

/** @returns the file of the script, bundled */
export function proveScript(): string {
  const outfile = path.join(folder, "prove.js");
  buildSync({
    absWorkingDir: root,
    stdin: { contents: PROVE, resolveDir: root, loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  return outfile;
}
