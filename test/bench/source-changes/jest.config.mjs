import * as path from "node:path";
import { common } from "../../../jest.config.mjs";

const SETUPS = {
  none: undefined,
  bundles: "<rootDir>/test/bench/source-changes/bundles-only.cjs",
  program: "<rootDir>/test/global-setup.cjs",
};

// The quick tests in the order in which they are named, one after the other, until the first one fails. What they run is made anew only
// where the change can show in it.
export default {
  ...common,
  rootDir: path.resolve(import.meta.dirname, "../../.."),
  globalSetup: SETUPS[process.env.CHANGES_SETUP],
  testSequencer: "<rootDir>/test/bench/source-changes/named-order.cjs",
  reporters: ["<rootDir>/test/bench/source-changes/line-reporter.cjs"],
  maxWorkers: 1,
  bail: 1,
};
