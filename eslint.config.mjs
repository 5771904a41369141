import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  // The client has a program of its own, with types that are made: npm run client checks it.
  { ignores: ["build/", "node_modules/", "local/client/package/"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      // One program for all files, made once: the project service opens and updates it file by file.
      parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    // A test file is a list of cases, however long; its functions are not units a reader has to hold in mind.
    files: ["test/**"],
    rules: { "max-lines-per-function": "off" },
  },
  { files: ["**/*.mjs", "**/*.cjs", "local/portal/**/*.js"], ...tseslint.configs.disableTypeChecked },
  {
    files: ["**/*.mjs", "**/*.cjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        require: "readonly",
        module: "writable",
        __dirname: "readonly",
      },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
