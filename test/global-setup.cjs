// Once per run, not once per file: loading Pulumi costs more than most tests do.
const path = require("node:path");
const { buildSync } = require("esbuild");

module.exports = async () => {
  const root = path.resolve(__dirname, "..");
  const setup = path.join(root, "build/test/setup.js");
  buildSync({
    absWorkingDir: root,
    entryPoints: ["test/setup.ts"],
    outfile: setup,
    bundle: true,
    packages: "external",
    sourcemap: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  process.setSourceMapsEnabled(true);
  await require(setup).setUp();
};
