import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { projectRoot } from "../project-root";

/** The folder, relative to the project, that holds a function's `index.js`: what is zipped and deployed. */
export function bundleFolder(name: string): string {
  return `build/functions/${name}`;
}

/**
 * Bundles one function into `build/functions/<name>/index.js` and returns that folder, relative to the project.
 *
 * - target node20: the laptop runs the very bytes that Lambda gets.
 * - mainFields module first: the SDK's CommonJS build cannot be tree-shaken and makes the bundle three times as large.
 *
 * @param entry the handler's file, relative to the project, e.g. `functions/studio-url/handler.ts`
 */
export function bundleFunction(name: string, entry: string): string {
  const root = projectRoot();
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(bundleFolder(name), "index.js"),
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  for (const { path: file, contents } of outputFiles) replaceFile(file, contents);
  return bundleFolder(name);
}

/** At once, and only when it changes: a laptop or a test may be loading the very file. */
function replaceFile(file: string, contents: Uint8Array): void {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(contents)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, contents);
  fs.renameSync(unfinished, file);
}
