import * as path from "node:path";
import { buildSync } from "esbuild";
import { bundled, bundleFolder } from "../infra/functions/bundle";
import { FUNCTION_ENTRIES, type FunctionName } from "../infra/functions/entries";
import { projectRoot } from "../infra/project-root";
import { graphToJson } from "../local/program/graph-json";
import { PROGRAM_BUNDLE, runProgram } from "../local/program/run-program";
import { replaceFile } from "../local/whole-file";
import { bundleOnce } from "./bundle-once";
import { KEPT_KEYS, makeKeys } from "./kept-keys";
import { isKeptFromBefore, keepForLater } from "./kept-from-before";
import { graphFile, type Variant, VARIANTS } from "./variants";

/** What every test run needs, made once: the functions' bundles, and the graph of the program under each variant of its config. */
export async function setUp(): Promise<void> {
  const root = projectRoot();
  if (isKeptFromBefore(root)) return;
  bundleOnce();
  const keys = makeKeys();
  await Promise.all((Object.keys(FUNCTION_ENTRIES) as FunctionName[]).map(bundled));
  buildProgram(root);
  for (const [variant, config] of Object.entries(VARIANTS)) {
    const graph = await runProgram({ projectRoot: root, stack: "dev", programBundle: PROGRAM_BUNDLE, config });
    replaceFile(path.join(root, graphFile(variant as Variant)), graphToJson(graph));
  }
  replaceFile(path.join(root, KEPT_KEYS), JSON.stringify(await keys));
  keepForLater(root, [
    KEPT_KEYS,
    ...(Object.keys(FUNCTION_ENTRIES) as FunctionName[]).map(bundleFolder),
    ...["program.js", "program.js.map", "local/lambda-runtime.js", "local/lambda-runtime.js.map"].map(
      (file) => `build/${file}`,
    ),
    ...(Object.keys(VARIANTS) as Variant[]).map(graphFile),
  ]);
}

/** As local/run.mjs does: other test runs and the commands they start load the same files meanwhile. */
function buildProgram(root: string): void {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: { program: "infra/index.ts", "local/lambda-runtime": "local/lambda/runtime.ts" },
    outdir: "build",
    bundle: true,
    packages: "external",
    sourcemap: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
    write: false,
  });
  for (const { path: file, contents } of outputFiles) replaceFile(file, contents);
}
