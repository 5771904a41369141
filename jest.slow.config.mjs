import { common } from "./jest.config.mjs";

// One at a time: some of them start the laptop, and a project has one build/local.json.
export default { ...common, testMatch: ["<rootDir>/test/**/*.slow.test.ts"], maxWorkers: 1 };
