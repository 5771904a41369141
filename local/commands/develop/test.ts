import { toolCommand } from "../../command-line/tool";

export const run = toolCommand(
  {
    command: "npm test",
    about:
      "Runs the quick tests: units, policies, bundles and the laptop, in some minutes at most. Paths and every option of jest's may " +
      "follow; `npx jest --help` lists them.",
    operands: { shown: "[<path>…] [<option of jest>…]", least: 0, most: Infinity },
    passesOn: true,
    options: {},
    examples: ["npm test -- test/policies", 'npm test -- test/local/portal --testNamePattern "signs out"'],
    exitCodes: { 0: "every test passed", 1: "one did not" },
  },
  [["jest"]],
);
