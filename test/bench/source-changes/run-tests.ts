import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** What became of a list of test files, run in their order until the first one failed. */
export type TestRun =
  | { readonly kind: "passed" }
  /** `by`: the first test that failed, or what else ended the run; then there is no file. */
  | { readonly kind: "failed"; readonly by: string; readonly file?: string };

/** What is made anew before the tests: nothing; the functions' bundles; these and the program's graphs. */
export type Setup = "none" | "bundles" | "program";

export interface TestRequest {
  readonly folder: string;
  readonly tests: readonly string[];
  readonly setup: Setup;
  /** A change can make a loop endless: how long a test file may take. */
  readonly limitSeconds: (test: string) => number;
  /** Gets how long each test file took. */
  readonly seconds?: Map<string, number>;
}

/** As line-reporter.cjs writes it. */
interface Line {
  readonly file: string;
  readonly seconds: number;
  readonly failed?: string;
}

export async function runTests(request: TestRequest): Promise<TestRun> {
  if (request.tests.length === 0) return { kind: "passed" };
  const report = path.join(request.folder, "build/source-changes-report.jsonl");
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.writeFileSync(report, "");
  const { code, output, isOver } = await jest(request, report);
  const written = fs.readFileSync(report, "utf8").split("\n").filter(Boolean);
  const lines = written.map((line) => JSON.parse(line) as Line);
  const fileOf = (name: string) => path.relative(fs.realpathSync(request.folder), name);
  for (const { file, seconds } of lines) request.seconds?.set(fileOf(file), seconds);
  const failed = lines.find((line) => line.failed !== undefined);
  if (failed?.failed !== undefined) return { kind: "failed", by: failed.failed, file: fileOf(failed.file) };
  if (isOver !== undefined) return { kind: "failed", by: "has no end", file: isOver };
  return code === 0 ? { kind: "passed" } : { kind: "failed", by: `the run as a whole: ${lastLine(output)}` };
}

function jest({ folder, tests, setup, limitSeconds }: TestRequest, report: string): Promise<Ended> {
  const config = ["--config", "test/bench/source-changes/jest.config.mjs"];
  const order = JSON.stringify(tests);
  const child = spawn(process.execPath, ["node_modules/jest/bin/jest.js", ...config, "--runTestsByPath", ...tests], {
    cwd: folder,
    env: { ...process.env, CHANGES_SETUP: setup, TEST_ORDER: order, TEST_REPORT: report },
    stdio: ["ignore", "ignore", "pipe"],
    // A group of its own: what a test has started goes with it.
    detached: true,
  });
  let output = "";
  let isOver: string | undefined;
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-4000)));
  let [ended, since] = [0, Date.now()];
  const watch = setInterval(() => {
    const now = fs.readFileSync(report, "utf8").split("\n").length - 1;
    if (now > ended) [ended, since] = [now, Date.now()];
    const running = tests[ended];
    if (running === undefined || Date.now() - since < limitSeconds(running) * 1000) return;
    isOver = running;
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, 1000);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearInterval(watch);
      resolve({ code, output, isOver });
    });
  });
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  /** The test that ran for too long. */
  readonly isOver: string | undefined;
}

function lastLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return (lines.at(-1) ?? "").trim().slice(0, 120);
}
