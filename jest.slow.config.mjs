import { common } from "./jest.config.mjs";

export default {
  ...common,
  testMatch: ["<rootDir>/test/**/*.slow.test.ts"],
  // One at a time: some of them start the laptop, and a project has one build/local.json.
  maxWorkers: 1,
  // Whole walkthroughs and audits, in the gate beside five others.
  testTimeout: 300_000,
};
