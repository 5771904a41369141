/** `npm test`: what is quick. `npm run test:slow` (jest.slow.config.mjs) has the browser and the child runner of the Pulumi CLI. */
export const common = {
  testEnvironment: "node",
  transform: {
    "\\.ts$": "<rootDir>/test/esbuild-transform.cjs",
    "/node_modules/jose/.+\\.js$": "<rootDir>/test/esbuild-transform.cjs",
  },
  transformIgnorePatterns: ["/node_modules/(?!jose/)"],
  modulePathIgnorePatterns: ["<rootDir>/build/"],
  globalSetup: "<rootDir>/test/global-setup.cjs",
  // Most tests wait for processes and sockets; by default a machine with two cores would run them one after the other.
  maxWorkers: "100%",
};

export default {
  ...common,
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["\\.slow\\.test\\.ts$"],
};
