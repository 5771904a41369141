import { common } from "./jest.config.mjs";

export default { ...common, testMatch: ["<rootDir>/test/**/*.slow.test.ts"] };
