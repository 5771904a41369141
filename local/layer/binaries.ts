import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../user-error";

/** Processors as npm calls them → the machine in the header of their binaries (ELF, e_machine). */
export const MACHINES = { arm64: 0xb7, x64: 0x3e } as const;
export type Machine = keyof typeof MACHINES;

/** The layer's binaries: at least sharp's and libvips', and all of them for the machine. */
export function checkBinaries(folder: string, machine: Machine): string[] {
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

/** In bytes, of all the files in it. */
export function sizeOf(folder: string): number {
  return filesIn(folder).reduce((sum, file) => sum + fs.statSync(file).size, 0);
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
