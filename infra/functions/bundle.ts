import * as fs from "node:fs";
import * as path from "node:path";
import { build, buildSync, type BuildOptions, type OutputFile } from "esbuild";
import { projectRoot } from "../project-root";
import { FUNCTION_ENTRIES, type FunctionName } from "./entries";

/** The folder, relative to the project, that holds a function's `index.js`: what is zipped and deployed. */
export function bundleFolder(name: string): string {
  return `build/functions/${name}`;
}

/** Functions that are asked for now and built together, when the program has asked for all. */
let batch: { readonly names: Set<FunctionName>; readonly done: Promise<void> } | undefined;

/**
 * A function's bundle, made with all others that are asked for in the same turn: they share most of what has to be parsed, and the
 * program goes on meanwhile. The bytes are those of `bundleFunction`.
 *
 * @returns its folder, once it is there
 */
export async function bundled(name: FunctionName): Promise<string> {
  batch ??= startBatch();
  batch.names.add(name);
  await batch.done;
  return bundleFolder(name);
}

function startBatch(): NonNullable<typeof batch> {
  const names = new Set<FunctionName>();
  const done = new Promise((resolve) => setImmediate(resolve)).then(async () => {
    batch = undefined;
    const entries = Object.fromEntries([...names].map((name) => [name, FUNCTION_ENTRIES[name]]));
    replaceFiles((await build(optionsFor(entries))).outputFiles);
  });
  return { names, done };
}

/**
 * Bundles one function into `build/functions/<name>/index.js` and returns that folder, relative to the project.
 *
 * @param entry the handler's file, relative to the project, e.g. `functions/studio-url/handler.ts`
 */
export function bundleFunction(name: string, entry: string): string {
  replaceFiles(buildSync(optionsFor({ [name]: entry })).outputFiles);
  return bundleFolder(name);
}

/** A function's bundle as its sources make it now, without writing it anywhere. */
export function builtFunction(name: FunctionName): string {
  return buildSync(optionsFor({ [name]: FUNCTION_ENTRIES[name] }))
    .outputFiles.map(({ text }) => text)
    .join("");
}

/**
 * How code for Lambda is built.
 *
 * - target node20: the laptop runs the very bytes that Lambda gets.
 * - mainFields module first: the SDK's CommonJS build cannot be tree-shaken and makes the bundle three times as large.
 */
export const LAMBDA_BUILD = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  mainFields: ["module", "main"],
  legalComments: "none",
  logLevel: "error",
} as const satisfies BuildOptions;

function optionsFor(entries: Readonly<Record<string, string>>) {
  return {
    ...LAMBDA_BUILD,
    absWorkingDir: projectRoot(),
    entryPoints: Object.entries(entries).map(([name, entry]) => ({ in: entry, out: `${bundleFolder(name)}/index` })),
    outdir: ".",
    write: false,
  } as const satisfies BuildOptions;
}

/** At once, and only when they change: a laptop or a test may be loading the very file. */
function replaceFiles(files: readonly OutputFile[]): void {
  for (const { path: file, contents } of files) {
    if (fs.existsSync(file) && fs.readFileSync(file).equals(contents)) continue;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    fs.writeFileSync(unfinished, contents);
    fs.renameSync(unfinished, file);
  }
}
