import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { ASKED_WRONGLY } from "../../command-line/manual";
import { checkBinaries, type Machine, MACHINES, sizeOf } from "../../layer/binaries";
import { type LockFile, lockOf } from "../../layer/lock-file";
import { Progress } from "../../progress";
import { UserError } from "../../user-error";

/** Where the program takes the layer from; said again here because its own file loads all of Pulumi. */
export const LAYER_FOLDER = "build/layers/sharp";

/** With all its layers, unzipped. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LAMBDA_LIMIT_MB = 250;

export const run = command(
  {
    command: "npm run layer",
    about:
      `Puts sharp for Lambda into ${LAYER_FOLDER}/nodejs/node_modules, ready to be zipped. The packages are those of this project's ` +
      "lock file, checked by npm against its hashes; only the platform differs. Needs the npm registry.",
    operands: { shown: "[arm64|x86_64]", least: 0, most: 1 },
    options: {},
    examples: ["npm run layer -- x86_64"],
    exitCodes: { 0: "the layer is there", 1: "npm failed, or what it brought is not for that machine" },
  },
  (_given, [machine = "arm64"]) => makeLayer(machineOf(machine)),
);

async function makeLayer(machine: Machine): Promise<number> {
  const root = projectRoot();
  const lock = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")) as LockFile;
  const layer = path.join(root, LAYER_FOLDER);
  // Half a layer must never be found where a whole one is looked for.
  const unfinished = `${layer}.${process.pid}`;
  const folder = path.join(unfinished, "nodejs");
  try {
    fs.mkdirSync(folder, { recursive: true });
    await install(folder, lockOf("sharp", lock), machine);
    const binaries = checkBinaries(folder, machine).map((file) => path.relative(unfinished, file));
    const megabytes = (sizeOf(folder) / 1_000_000).toFixed(1);
    fs.rmSync(layer, { recursive: true, force: true });
    fs.renameSync(unfinished, layer);
    process.stdout.write(
      `${LAYER_FOLDER}: sharp ${lock.packages["node_modules/sharp"]?.version ?? ""} for linux-${machine}, ` +
        `${megabytes} MB unzipped (Lambda allows ${LAMBDA_LIMIT_MB} MB with the function)\n` +
        binaries.map((file) => `  ${file}\n`).join(""),
    );
    return 0;
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
}

function machineOf(given: string): Machine {
  // As the configuration spells it, lambdaArchitecture.
  const machine = given === "x86_64" ? "x64" : given;
  if (Object.hasOwn(MACHINES, machine)) return machine as Machine;
  throw new UserError(`npm run layer makes none for "${given}": allowed is one of arm64, x64, x86_64.`, ASKED_WRONGLY);
}

async function install(folder: string, { packages }: LockFile, machine: Machine): Promise<void> {
  const files = {
    "package.json": { private: true, ...packages[""] },
    "package-lock.json": { lockfileVersion: 3, requires: true, packages },
  };
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), JSON.stringify(content, undefined, 2));
  }
  const platform = [`--cpu=${machine}`, "--os=linux", "--libc=glibc"];
  const args = ["ci", ...platform, "--omit=dev", "--ignore-scripts", "--no-bin-links", "--no-audit", "--no-fund"];
  const progress = new Progress();
  progress.say("npm is fetching sharp and libvips");
  const { status, told } = await npm(args, folder).finally(() => progress.end());
  if (status !== 0) throw new UserError(`npm ${args.join(" ")} failed:\n${told}`);
  for (const name of [...Object.keys(files), "node_modules/.package-lock.json"]) fs.rmSync(path.join(folder, name));
}

/** @returns its exit code and what it said on standard error */
function npm(args: readonly string[], folder: string): Promise<{ status: number | null; told: string }> {
  return new Promise((resolve) => {
    const child = spawn("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let told = "";
    child.stderr.on("data", (chunk: Buffer) => (told += chunk.toString("utf8")));
    child.once("error", ({ message }) => resolve({ status: null, told: message }));
    child.once("close", (status) => resolve({ status, told }));
  });
}
