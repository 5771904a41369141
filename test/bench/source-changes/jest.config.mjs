import * as path from "node:path";
import { common } from "../../../jest.config.mjs";

// The quick tests in the order in which they are named, one after the other, until the first one fails. The program's graphs are
// made anew only where the change can show in them.
export default {
  ...common,
  rootDir: path.resolve(import.meta.dirname, "../../.."),
  globalSetup:
    process.env.CHANGES_PROGRAM === "true"
      ? "<rootDir>/test/global-setup.cjs"
      : "<rootDir>/test/bench/source-changes/bundles-only.cjs",
  testSequencer: "<rootDir>/test/bench/source-changes/named-order.cjs",
  reporters: ["<rootDir>/test/bench/source-changes/line-reporter.cjs"],
  maxWorkers: 1,
  bail: 1,
};
