// Once per run, not once per file: loading Pulumi costs more than most tests do.
const fs = require("node:fs");
const path = require("node:path");
const { buildSync } = require("esbuild");

module.exports = async () => {
  const root = path.resolve(__dirname, "..");
  // Of this process alone: several test runs start at the same time.
  const setup = path.join(root, `build/test/setup-${process.pid}.js`);
  buildSync({
    absWorkingDir: root,
    entryPoints: ["test/setup.ts"],
    outfile: setup,
    bundle: true,
    packages: "external",
    sourcemap: "inline",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  process.setSourceMapsEnabled(true);
  require("../local/lighter-pulumi.cjs");
  try {
    await require(setup).setUp();
  } finally {
    fs.rmSync(setup);
  }
};
