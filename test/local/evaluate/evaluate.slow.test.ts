import * as fs from "node:fs";
import * as path from "node:path";
import { spawn } from "node:child_process";
import Ajv from "ajv";
import { projectRoot } from "../../../infra/project-root";
import schema from "../../../local/evaluate/report-schema.json";
import type { EvaluationReport } from "../../../local/evaluate/report/report";
import { until } from "../../until";
import { command, Started } from "../launcher";

/** The whole command against a running laptop: it is killed on the way, goes on, and writes its report. */

const PEOPLE = 12;
const SEED = 77;
const IMPOSTERS = 24;
const ARGS = ["--synthetic", String(PEOPLE), "--seed", String(SEED), "--make-imposters", String(IMPOSTERS)];
const CALLS = 2 * PEOPLE + PEOPLE + IMPOSTERS;
const folder = path.join(projectRoot(), `build/evaluate/synthetic-${PEOPLE}-seed-${SEED}`);
const results = path.join(folder, "results.jsonl");
const read = (name: string) => fs.readFileSync(path.join(folder, name), "utf8");
const linesNow = () => (fs.existsSync(results) ? read("results.jsonl").split("\n").slice(0, -1) : []);

let laptop: Started;
beforeAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  laptop = new Started("--ports", "free");
  await laptop.isReady();
});
afterAll(async () => {
  await laptop.interrupt();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("a run that was killed goes on where it was: no result is lost, and none is there twice", async () => {
  const first = spawn(process.execPath, ["local/run.mjs", "evaluate", ...ARGS], {
    cwd: projectRoot(),
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => first.once("exit", resolve));
  await until(() => linesNow().length > 8);
  first.kill("SIGKILL");
  await ended;
  const kept = linesNow();
  expect(kept.length).toBeLessThan(CALLS);
  // As when the machine goes down in the middle of a line.
  fs.appendFileSync(results, '{"source":"10');
  const { code, stdout } = await command("evaluate", ...ARGS);
  expect(code).toBe(0);
  expect(stdout).toContain(
    `: ${CALLS - (kept.length - 1)} calls are to be made, which cost nothing on the laptop; on AWS at most`,
  );
  expect(stdout).toMatch(/^build\/evaluate\/.+\/report\.html, report\.json, similarities\.csv$/m);
  const all = linesNow();
  expect(all.slice(0, kept.length)).toEqual(kept);
  const subjects = all.slice(1).map((line) => {
    const { picture, source, target } = JSON.parse(line) as Record<string, string>;
    return picture ?? `${source ?? ""} ${target ?? ""}`;
  });
  expect([subjects.length, new Set(subjects).size]).toEqual([CALLS, CALLS]);
});

test("its report fits the schema, and says whose scores these are", () => {
  const report = JSON.parse(read("report.json")) as EvaluationReport;
  const validate = new Ajv({ allErrors: true }).compile(schema);
  validate(report);
  expect(validate.errors).toBeNull();
  expect(report.run).toMatchObject({
    isStandIn: true,
    isSynthetic: true,
    api: "the laptop",
    imposters: { drawn: IMPOSTERS },
  });
  expect(report.acquisition.attempts).toEqual({ genuine: PEOPLE, imposter: IMPOSTERS });
  expect(report.genuine?.median).toBeGreaterThan(report.imposter?.max ?? 100);
  expect(report.limits[0]).toContain("no figure here is about Rekognition");
  expect(Object.values(report.run.regions).reduce((sum, count) => sum + count, 0)).toBe(CALLS);
});

test("every pair has its line, and no output holds a picture, a token or a script", () => {
  const lines = read("similarities.csv").trim().split("\n");
  expect(lines).toHaveLength(1 + PEOPLE + IMPOSTERS);
  expect(lines[1]).toMatch(/^1001,1001_M0\.jpeg,1001_M1\.jpeg,Genuine,camera-1,[\d.]+,,eu-[a-z]+-\d,/);
  const html = read("report.html");
  expect(html).toContain("a trial of the procedure, not a measurement");
  expect(html).not.toMatch(/<script|<link(?! rel="icon" href="data:,")|url\(|NaN|undefined/);
  for (const name of ["similarities.csv", "report.json", "report.html", "results.jsonl"])
    expect(read(name)).not.toMatch(/eyJ[\w-]{10}|Bearer|\/9j\/|[A-Za-z0-9+/]{80}/);
});

test("the same command again calls nothing, and other pairs are not mixed in", async () => {
  const again = await command("evaluate", ...ARGS);
  expect([again.code, again.stdout]).toEqual([
    0,
    expect.stringContaining("every result is there, and no call is made."),
  ]);
  const others = await command("evaluate", ...ARGS.slice(0, -1), "30");
  expect([others.code, others.stderr]).toEqual([
    1,
    expect.stringContaining("holds results of other pairs, pictures or another API"),
  ]);
});

test.each([
  [[], 2, "Which pairs? Give <pairs.csv> and --images, or --synthetic <number>."],
  [["pairs.csv", "--synthetic", "3"], 2, "--synthetic draws the pairs and the pictures"],
  [["none.csv", "--images", "docs"], 1, '--images is "docs": there is no such folder.'],
  [["none.csv", "--images", "local"], 1, "none.csv cannot be read"],
])("%j is refused with what is allowed", async (args, exit, says) => {
  const { code, stderr } = await command("evaluate", ...args);
  expect([code, stderr]).toEqual([exit, expect.stringContaining(says)]);
  expect(stderr).not.toContain("    at ");
});

describe("on AWS", () => {
  const API = ["--api", "https://127.0.0.1:9/live"];

  /** The command with an environment and a standard input of its own. @returns exit code and what it wrote */
  async function evaluate(args: readonly string[], env: Readonly<Record<string, string>>, input: string) {
    const all = ["local/run.mjs", "evaluate", ...args];
    const child = spawn(process.execPath, all, { cwd: projectRoot(), env: { ...process.env, ...env } });
    let written = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (written += chunk.toString()));
    child.stdin.end(input);
    const code = await new Promise((resolve) => child.once("close", resolve));
    return { code, written };
  }

  test("what comes to standard input in place of a token is refused, and not repeated", async () => {
    const { code, written } = await evaluate([...ARGS, ...API], {}, "hunter2\n");
    expect(code).toBe(1);
    expect(written).toContain(
      "There is something that is not a JSON Web Token: put one into GATEWAY_TOKEN in the environment",
    );
    expect(written).not.toContain("hunter2");
  });

  test("more than 5 USD are spent only when that is confirmed", async () => {
    const file = path.join(folder, "many.csv");
    const people = Array.from({ length: 80 }, (_, index) => `${index},${index}_a.jpg,${index}_b.jpg,Genuine`);
    fs.writeFileSync(file, ["EXTERNAL_ID,SOURCE,TARGET,TEST", ...people].join("\n"));
    const args = [file, "--images", "s3://images-bucket/shared", "--make-imposters", "5000", ...API];
    const { code, written } = await evaluate(args, { GATEWAY_TOKEN: "aGVhZA.Ym9keQ.c2ln" }, "");
    fs.rmSync(path.join(projectRoot(), "build/evaluate/many"), { recursive: true });
    expect(code).toBe(1);
    expect(written).toContain("5,080 pairs of 160 pictures: 5,240 calls are to be made, at most 5.24 USD");
    expect(written).toContain("That is more than 5 USD: nothing was sent. Add --yes to spend it.");
    expect(written).not.toContain("aGVhZA");
  });
});
