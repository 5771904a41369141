import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "../../infra/project-root";
import { command } from "../../local/command-line/command";
import { flag } from "../../local/command-line/manual";
import { signIn } from "../../local/identity/sign-in";
import { type LocalJson, readLocalJson } from "../../local/local-json";
import { median } from "./measuring/median";

interface Row {
  readonly what: string;
  readonly seconds: readonly number[];
  /** Seconds it may take on two cores; the baseline has none. */
  readonly limit?: number;
}

const ROUNDS = 5;
const root = projectRoot();

export const run = command(
  {
    command: "npm run bench start",
    about:
      "Whole processes, from spawn to exit or to the first 200 through the API's door, beside a bare Node process that loads " +
      "Pulumi's two packages: nothing that runs the program can be quicker.",
    options: { tests: flag("npm test too") },
    examples: ["npm run bench start -- --tests"],
    exitCodes: { 0: "measured" },
  },
  ({ tests }) => measure(tests),
);

async function measure(withTests: boolean): Promise<number> {
  const load = ["-e", 'require("@pulumi/pulumi"); require("@pulumi/aws").ec2'];
  const baseline: Row = {
    what: "loading @pulumi/pulumi and @pulumi/aws (baseline)",
    seconds: rounds(() => wall(load)),
  };
  const rows: Row[] = [baseline];
  rows.push({ what: "npm run synth", seconds: rounds(() => wall(["local/run.mjs", "synth"])), limit: 3 });
  rows.push({
    what: "npm start to the first 200, build/ removed",
    seconds: [await firstAnswer({ clean: true })],
    limit: 10,
  });
  const warm: number[] = [];
  for (let round = 0; round < ROUNDS; round++) warm.push(await firstAnswer({ clean: false }));
  rows.push({ what: "npm start to the first 200, warm", seconds: warm, limit: 4 });
  if (withTests) {
    rows.push({ what: "npm test", seconds: [wall(["node_modules/jest/bin/jest.js", "--silent"])], limit: 90 });
  }
  print(rows, median(baseline.seconds));
  return 0;
}

function rounds(measure: () => number): number[] {
  measure();
  return Array.from({ length: ROUNDS }, measure);
}

/** Seconds a Node process takes from spawn to exit. */
function wall(args: string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed:\n${stderr}`);
  return (performance.now() - started) / 1000;
}

/** Seconds from spawning the laptop to the first 200 for alice, her sign-in included. */
async function firstAnswer({ clean }: { readonly clean: boolean }): Promise<number> {
  if (clean) fs.rmSync(path.join(root, "build/functions"), { recursive: true, force: true });
  if (clean) fs.rmSync(path.join(root, "build/compile-cache"), { recursive: true, force: true });
  const started = performance.now();
  const laptop = spawn(process.execPath, ["local/run.mjs", "start", "--ports", "free"], { cwd: root, stdio: "ignore" });
  try {
    const address = await running(laptop);
    const { accessToken } = await signIn(address, "alice", address.scope);
    const door = address.doors["execute-api"]?.url ?? "";
    const answer = await fetch(`${door}/${address.stage}/v1/studio/profiles`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    if (answer.status !== 200) throw new Error(`The first answer was ${answer.status}.`);
    return (performance.now() - started) / 1000;
  } finally {
    laptop.kill("SIGTERM");
    await new Promise((resolve) => laptop.once("exit", resolve));
  }
}

async function running(laptop: ChildProcess): Promise<LocalJson> {
  while (laptop.exitCode === null) {
    try {
      const address = readLocalJson(root);
      if (address.pid === laptop.pid) return address;
    } catch {
      // Not there yet.
    }
    await sleep(10);
  }
  throw new Error("The laptop ended before it was ready.");
}

function print(rows: readonly Row[], baseline: number): void {
  const lines = rows.map(({ what, seconds, limit }) => {
    const middle = median(seconds);
    const verdict = limit === undefined ? "" : `${middle <= limit ? "within" : "OVER"} ${limit} s`;
    const spread = `${Math.min(...seconds).toFixed(2)}–${Math.max(...seconds).toFixed(2)}`;
    return [what.padEnd(52), `${middle.toFixed(2)} s`, spread, `${(middle / baseline).toFixed(1)}×`, verdict].join(
      "  ",
    );
  });
  process.stdout.write(
    `Node ${process.version}, medians of whole processes, ratio to the baseline\n${lines.join("\n")}\n`,
  );
}
