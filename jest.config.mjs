import { availableParallelism } from "node:os";

/** `npm test`: what is quick. `npm run test:slow` (jest.slow.config.mjs): browsers, whole commands, whole proofs, simulations. */
export const common = {
  testEnvironment: "node",
  transform: {
    "\\.ts$": "<rootDir>/test/esbuild-transform.cjs",
    "/node_modules/jose/.+\\.js$": "<rootDir>/test/esbuild-transform.cjs",
  },
  transformIgnorePatterns: ["/node_modules/(?!jose/)"],
  // As local/lighter-pulumi.cjs, which jest's own registry of modules does not know: no test has a function serialised.
  moduleNameMapper: {
    "/typescript-shim$": "<rootDir>/test/left-out.cjs",
    "^@npmcli/arborist$": "<rootDir>/test/left-out.cjs",
  },
  modulePathIgnorePatterns: ["<rootDir>/build/"],
  setupFiles: ["<rootDir>/test/optimise-later.cjs"],
  globalSetup: "<rootDir>/test/global-setup.cjs",
  // For a test that hangs, not for one that is slow: on a busy machine everything is.
  testTimeout: 120_000,
  // Many tests wait for processes and sockets. By default jest leaves a core free: of two, half the machine.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
};

export default {
  ...common,
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["\\.slow\\.test\\.ts$"],
};
