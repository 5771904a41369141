import { toolsAtOnce } from "../../command-line/tool";

export const run = toolsAtOnce(
  {
    command: "npm run check",
    about: "Checks types, lint rules and format of the whole project, all at the same time.",
    options: {},
    examples: ["npm run check", "npx prettier --write ."],
    exitCodes: { 0: "all three pass", 1: "one found something, and has said where" },
  },
  [
    ["tsc", "--noEmit"],
    // In one thread: each further one would check all types once more.
    ["eslint", "."],
    ["prettier", "--check", "--log-level", "warn", "."],
  ],
);
