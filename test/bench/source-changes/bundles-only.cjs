// Global set-up of a run whose change does not show in the program's graphs: the functions' bundles, nothing else.
const path = require("node:path");
const { buildSync } = require("esbuild");

module.exports = async () => {
  const root = path.resolve(__dirname, "../../..");
  const outdir = path.join(root, "build/test/bundles-only");
  buildSync({
    absWorkingDir: root,
    entryPoints: ["infra/functions/bundle.ts", "infra/functions/entries.ts"],
    outdir,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  const { bundled } = require(path.join(outdir, "bundle.js"));
  const { FUNCTION_ENTRIES } = require(path.join(outdir, "entries.js"));
  await Promise.all(Object.keys(FUNCTION_ENTRIES).map(bundled));
};
