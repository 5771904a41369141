import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { command, commandAs } from "../launcher";

const root = projectRoot();
const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};
/** What follows `node local/run.mjs`, by the script's name. A script may set how much memory V8 takes before it looks for what is left over. */
const LAUNCHER = /^node (?:--max-semi-space-size=\d+ )?local\/run\.mjs (.+)$/;
const launched = Object.entries(scripts).map(([name, line]) => [name, LAUNCHER.exec(line)?.[1]]);

test("every script goes through the one launcher, so that help and complaints are the same everywhere", () => {
  expect(launched.filter(([, args]) => args === undefined)).toEqual([]);
});

/** A console has 25. */
const LINES = 25;
const COLUMNS = 100;

test.each(launched)("npm run %s -- --help is one screen, and the way to use it", async (_name, args = "") => {
  const { code, stdout, stderr } = await command(...args.split(" "), "--help");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(LINES);
  expect(lines.filter(({ length }) => length > COLUMNS)).toEqual([]);
  expect(lines[0]).toMatch(/^npm (start|test|run )/);
  for (const part of [/^Options$/m, /^Examples?$/m, /^Exit codes$/m]) expect(stdout).toMatch(part);
});

/** What these do not know belongs to the tool behind them, which says so itself. */
const PASSING_ON = ["test", "test:slow"];
const own = launched.filter(([name = ""]) => !PASSING_ON.includes(name));

test.each(own)(
  "npm run %s refuses an option that it does not have, before it does anything",
  async (_name, args = "") => {
    const { code, stdout, stderr } = await command(...args.split(" "), "--halp");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^npm .+ has no option --halp\. Did you mean --help\? See npm .+ -- --help\.\n$/);
  },
);

/** No mode keeps root from writing: tests that run as root become this user for a command. */
const NOBODY = 65534;

test("a folder that cannot be written is said to be one, without a stack", async () => {
  const copy = fs.mkdtempSync(path.join(root, "build/read-only-"));
  try {
    for (const name of ["local", "infra", "functions", "policies", "package.json", "Pulumi.yaml", "Pulumi.dev.yaml"])
      fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    fs.symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    fs.chmodSync(copy, 0o555);
    const ended = await commandAs({ cwd: copy, ...(process.getuid?.() === 0 && { uid: NOBODY }) }, "synth");
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^build\S*: this user may not write or read there \(EACCES\)\. .+make it writable/);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  } finally {
    fs.chmodSync(copy, 0o755);
    fs.rmSync(copy, { recursive: true, force: true });
  }
});
