import { toolCommand } from "../command-line/tool";

export const run = toolCommand(
  {
    command: "npm run check",
    about:
      "Checks types, lint rules and format of the whole project, in this order, and stops at the first that fails.",
    options: {},
    examples: ["npm run check", "npx prettier --write ."],
    exitCodes: { 0: "all three pass", 1: "one found something, and has said where" },
  },
  [
    ["tsc", "--noEmit"],
    ["eslint", "."],
    ["prettier", "--check", "--log-level", "warn", "."],
  ],
);
