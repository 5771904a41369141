import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { replaceFile } from "../local/whole-file";

/** What the bundles and the graphs are made from: nothing else is read while they are made. */
const MADE_FROM = [
  "infra",
  "functions",
  "policies",
  "local",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
  "test/setup.ts",
  "test/bundle-once.ts",
  "test/kept-keys.ts",
  "test/variants.ts",
];

const RECORD = "build/test/made.json";

interface Made {
  /** SHA-256 over the names and contents of what it was made from. */
  readonly from: string;
  /** SHA-256 by each file that was made. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Whether the last run made exactly this: from the same sources, and every file of it is as it was left. A run of one test file then
 * spends its time on that file, and the runs on the other Node versions do not make again what is the same for all of them.
 */
export function isKeptFromBefore(root: string): boolean {
  const record = path.join(root, RECORD);
  if (!fs.existsSync(record)) return false;
  const made = JSON.parse(fs.readFileSync(record, "utf8")) as Made;
  return (
    made.from === digestOf(root, MADE_FROM) &&
    Object.entries(made.files).every(
      ([file, digest]) => fs.existsSync(path.join(root, file)) && digestOf(root, [file]) === digest,
    )
  );
}

/** @param files what was made, relative to the project; a folder stands for everything in it */
export function keepForLater(root: string, files: readonly string[]): void {
  const all = files.flatMap((file) => filesOf(root, file));
  const made: Made = {
    from: digestOf(root, MADE_FROM),
    files: Object.fromEntries(all.map((file) => [file, digestOf(root, [file])])),
  };
  replaceFile(path.join(root, RECORD), JSON.stringify(made));
}

function digestOf(root: string, names: readonly string[]): string {
  const hash = createHash("sha256");
  const there = names.filter((name) => fs.existsSync(path.join(root, name)));
  for (const file of there.flatMap((name) => filesOf(root, name)))
    hash.update(`${file}\n`).update(
      createHash("sha256")
        .update(fs.readFileSync(path.join(root, file)))
        .digest(),
    );
  return hash.digest("hex");
}

function filesOf(root: string, name: string): string[] {
  if (!fs.statSync(path.join(root, name)).isDirectory()) return [name];
  return fs
    .readdirSync(path.join(root, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}
