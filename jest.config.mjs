const shared = {
  testEnvironment: "node",
  transform: {
    "\\.ts$": "<rootDir>/test/esbuild-transform.cjs",
    "/node_modules/jose/.+\\.js$": "<rootDir>/test/esbuild-transform.cjs",
  },
  transformIgnorePatterns: ["/node_modules/(?!jose/)"],
  globalSetup: "<rootDir>/test/global-setup.cjs",
};

export default {
  projects: [
    {
      ...shared,
      displayName: "fast",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.slow\\.test\\.ts$"],
    },
    { ...shared, displayName: "slow", testMatch: ["<rootDir>/test/**/*.slow.test.ts"] },
  ],
};
