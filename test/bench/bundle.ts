import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { bundleFunction } from "../../infra/functions/bundle";
import { FUNCTION_ENTRIES } from "../../infra/functions/entries";
import { projectRoot } from "../../infra/project-root";
import { command } from "../../local/command-line/command";
import { median } from "./measuring/median";
import { bundlePart } from "./measuring/part-bundle";

const ROUNDS = 9;
const root = projectRoot();
const folder = path.join(root, "build/bench");

/** Kilobytes of 1000 bytes, that one part of the SDK may have. */
const SDK_LIMIT_KB = 330;

/** The SDK's part that every call of the pool needs: clients, commands, credentials, signature, HTTP. */
const SDK_PART = `export { regionalClients, sendOperation } from "./functions/pool/call/attempt";`;

interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly limitKb?: number;
}

export const run = command(
  {
    command: "npm run bench bundle",
    about: "Size of each function's bundle, and the time that a new process takes to load it, beside an empty file's.",
    options: {},
    examples: ["npm run bench bundle"],
    exitCodes: { 0: "measured" },
  },
  measure,
);

function measure(): number {
  fs.mkdirSync(folder, { recursive: true });
  const nothing = path.join(folder, "nothing.js");
  fs.writeFileSync(nothing, "");
  const functions = Object.entries(FUNCTION_ENTRIES).map(([name, entry]) => ({
    name,
    file: path.join(root, bundleFunction(name, entry), "index.js"),
  }));
  const parts = [
    { name: "SDK of the pool alone", file: bundlePart("rekognition-sdk", SDK_PART), limitKb: SDK_LIMIT_KB },
  ];
  const empty = median(loads(nothing));
  const lines = [...functions, ...parts].map((bundle) => lineOf(bundle, empty));
  const title = `Node ${process.version}, medians of ${ROUNDS} processes; an empty file takes ${empty.toFixed(1)} ms`;
  process.stdout.write(`${[title, ...lines].join("\n")}\n`);
  return 0;
}

function lineOf({ name, file, limitKb }: Bundle, empty: number): string {
  const kb = fs.statSync(file).size / 1000;
  const times = loads(file);
  const load = `${(median(times) - empty).toFixed(1)} ms`;
  const spread = `(${(Math.min(...times) - empty).toFixed(1)}–${(Math.max(...times) - empty).toFixed(1)})`;
  const verdict = limitKb === undefined ? "" : `${kb <= limitKb ? "within" : "OVER"} ${limitKb} kB`;
  return [name.padEnd(26), `${kb.toFixed(0)} kB`.padStart(7), load.padStart(8), spread, verdict].join("  ").trimEnd();
}

/** Milliseconds that each of some new processes needs to load a file, measured inside. */
function loads(file: string): number[] {
  const script = `const { readFileSync } = require("node:fs");
    require("node:http"); require("node:https"); require("node:crypto"); require("node:zlib");
    const started = performance.now();
    try { require(${JSON.stringify(file)}); } catch (error) { if (!/environment of/.test(error.message)) throw error; }
    process.stdout.write(String(performance.now() - started));`;
  return Array.from({ length: ROUNDS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", env: {} });
    if (status !== 0) throw new Error(`${file} cannot be loaded:\n${stderr}`);
    return Number(stdout);
  });
}
