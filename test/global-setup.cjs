// Once per run, not once per file: bundles every function, so that tests run the bytes that are deployed.
const path = require("node:path");
const { buildSync } = require("esbuild");

module.exports = () => {
  const root = path.resolve(__dirname, "..");
  if (process.env.JEST_SETUP_DONE) return;
  const setup = path.join(root, "build/test/setup.js");
  buildSync({
    absWorkingDir: root,
    entryPoints: ["test/setup.ts"],
    outfile: setup,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  process.env.JEST_SETUP_DONE = "1";
  return require(setup).setUp();
};
