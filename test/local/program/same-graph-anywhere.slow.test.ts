import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";

/** Environments with a file of their own: whoever synthesises one, wherever and whenever, gets the same bytes. */
const STACKS = ["dev", "staging", "prod", "studio"];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "same graph "));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** jest's own settings would reach the command otherwise. */
const own = Object.entries(process.env).filter(([name]) => !/^(NODE_|JEST_)/.test(name));

function synth(root: string, stack: string, elsewhere: NodeJS.ProcessEnv): string {
  const env = { ...Object.fromEntries(own), ...elsewhere };
  const command = ["local/run.mjs", "synth", "--stack", stack];
  execFileSync(process.execPath, command, { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
  return fs.readFileSync(path.join(root, "build/graph.json"), "utf8");
}

/** The project's own files in another folder; packages stay where they are. */
function copyOfTheProject(): string {
  const root = path.join(folder, "another project");
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" }).trim().split("\n");
  for (const file of files.filter((each) => !each.startsWith("test/") && fs.existsSync(each))) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.copyFileSync(file, path.join(root, file));
  }
  fs.symlinkSync(path.join(projectRoot(), "node_modules"), path.join(root, "node_modules"));
  return root;
}

/** Another year, and a clock that begins there. */
function anotherClock(): string {
  const file = path.join(folder, "clock.cjs");
  fs.writeFileSync(
    file,
    `const Real = Date, ahead = 20 * 365 * 86_400_000;
     globalThis.Date = class extends Real {
       constructor(...given) { given.length === 0 ? super(Real.now() + ahead) : super(...given); }
       static now() { return Real.now() + ahead; }
     };`,
  );
  return file;
}

test("stack dev is the same, byte for byte, when it is made again", () => {
  const again = synth(projectRoot(), "dev", {}) === synth(projectRoot(), "dev", {});
  expect(again).toBe(true);
});

test.each(STACKS)("stack %s is the same, byte for byte, in another folder, clock, time zone and language", (stack) => {
  const here = synth(projectRoot(), stack, { TZ: "America/St_Johns", LC_ALL: "C" });
  const copy = copyOfTheProject();
  const elsewhere = synth(copy, stack, {
    NODE_OPTIONS: `--require "${anotherClock()}"`,
    TZ: "Pacific/Kiritimati",
    LANG: "tr_TR.UTF-8",
    LC_ALL: "tr_TR.UTF-8",
    HOME: folder,
    USER: "another",
  });
  fs.rmSync(copy, { recursive: true });
  expect(here).toContain(`urn:pulumi:${stack}::`);
  // Compared first as a whole: jest's difference of two texts of this length takes minutes.
  expect(elsewhere === here).toBe(true);
});
