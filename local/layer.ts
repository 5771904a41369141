import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../infra/project-root";
import { UserError } from "./user-error";

/** Where the program takes the layer from; said again here because its own file loads all of Pulumi. */
export const LAYER_FOLDER = "build/layers/sharp";

/** Processors as npm calls them → the machine in the header of their binaries (ELF, e_machine). */
const MACHINES = { arm64: 0xb7, x64: 0x3e } as const;
type Machine = keyof typeof MACHINES;

/** With all its layers, unzipped. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LAMBDA_LIMIT_MB = 250;

export interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/**
 * `npm run layer [-- arm64|x64]`: puts sharp for Lambda into build/layers/sharp/nodejs/node_modules, ready to be zipped.
 *
 * The packages are those of this project's lock file, checked by npm against its hashes; only the platform differs.
 * @throws UserError when npm fails, or when what it brought is not for the machine
 */
export function run(args: string[]): void {
  const machine = machineOf(args);
  const root = projectRoot();
  const lock = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")) as LockFile;
  const layer = path.join(root, LAYER_FOLDER);
  // Half a layer must never be found where a whole one is looked for.
  const unfinished = `${layer}.${process.pid}`;
  const folder = path.join(unfinished, "nodejs");
  try {
    fs.mkdirSync(folder, { recursive: true });
    install(folder, lockOf("sharp", lock), machine);
    const binaries = checkBinaries(folder, machine).map((file) => path.relative(unfinished, file));
    const megabytes = (sizeOf(folder) / 1_000_000).toFixed(1);
    fs.rmSync(layer, { recursive: true, force: true });
    fs.renameSync(unfinished, layer);
    process.stdout.write(
      `${LAYER_FOLDER}: sharp ${lock.packages["node_modules/sharp"]?.version ?? ""} for linux-${machine}, ` +
        `${megabytes} MB unzipped (Lambda allows ${LAMBDA_LIMIT_MB} MB with the function)\n` +
        binaries.map((file) => `  ${file}\n`).join(""),
    );
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
}

function machineOf(args: string[]): Machine {
  const [given = "arm64", ...others] = args;
  // As the configuration spells it, lambdaArchitecture.
  const machine = given === "x86_64" ? "x64" : given;
  if (others.length === 0 && Object.hasOwn(MACHINES, machine)) return machine as Machine;
  throw new UserError(`npm run layer -- ${args.join(" ")}: allowed is one of arm64, x64, x86_64.`);
}

/** The part of a lock file that one package needs, as the lock file of a project that needs only it. */
export function lockOf(name: string, { packages }: LockFile): LockFile {
  const found: Record<string, LockedPackage> = {};
  const add = (wanted: string, by: string) => {
    const place = placeOf(wanted, by, packages);
    const locked = place === undefined ? undefined : packages[place];
    if (place === undefined || !locked || found[place]) return;
    found[place] = locked;
    for (const next of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) add(next, place);
  };
  add(name, "");
  const version = found[`node_modules/${name}`]?.version;
  if (version === undefined) throw new UserError(`package-lock.json has no ${name}: run npm install first.`);
  return { packages: { "": { dependencies: { [name]: version } }, ...found } };
}

/** Where Node would find a package from another: in its own node_modules, else in the one above, and so on up. */
function placeOf(wanted: string, by: string, packages: LockFile["packages"]): string | undefined {
  for (let folder = by; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const place = folder === "" ? `node_modules/${wanted}` : `${folder}/node_modules/${wanted}`;
    if (packages[place]) return place;
    if (folder === "") return undefined;
  }
}

function install(folder: string, { packages }: LockFile, machine: Machine): void {
  const files = {
    "package.json": { private: true, ...packages[""] },
    "package-lock.json": { lockfileVersion: 3, requires: true, packages },
  };
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), JSON.stringify(content, undefined, 2));
  }
  const platform = [`--cpu=${machine}`, "--os=linux", "--libc=glibc"];
  const args = ["ci", ...platform, "--omit=dev", "--ignore-scripts", "--no-bin-links", "--no-audit", "--no-fund"];
  const { status, stderr, error } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new UserError(`npm ${args.join(" ")} failed:\n${error?.message ?? stderr}`);
  for (const name of [...Object.keys(files), "node_modules/.package-lock.json"]) fs.rmSync(path.join(folder, name));
}

/** The layer's binaries: at least sharp's and libvips', and all of them for the machine. */
function checkBinaries(folder: string, machine: Machine): string[] {
  const binaries = filesIn(folder).filter((file) => /\.node$|\.so(\.|$)/.test(file));
  const wrong = binaries.filter((file) => elfMachine(fs.readFileSync(file)) !== MACHINES[machine]);
  if (binaries.length >= 2 && wrong.length === 0) return binaries;
  const found = wrong.map((file) => path.relative(folder, file)).join(", ") || `${binaries.length} binaries`;
  throw new UserError(`What npm installed is not sharp and libvips for linux-${machine}: ${found}.`);
}

/** The machine that a little-endian ELF file is for; undefined for any other file. */
export function elfMachine(file: Buffer): number | undefined {
  const isElf = file.length >= 20 && file.toString("latin1", 0, 4) === "\x7fELF" && file[5] === 1;
  return isElf ? file.readUInt16LE(18) : undefined;
}

function sizeOf(folder: string): number {
  return filesIn(folder).reduce((sum, file) => sum + fs.statSync(file).size, 0);
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
