import { toolCommand } from "../../command-line/tool";

export const run = toolCommand(
  {
    command: "npm run test:slow",
    about:
      "Runs the slow tests one at a time: the pages in a browser (chromium, or the one that CHROMIUM names), the commands as people run " +
      "them, the whole audit. Takes many minutes. Paths and every option of jest's may follow.",
    operands: { shown: "[<path>…] [<option of jest>…]", least: 0, most: Infinity },
    passesOn: true,
    options: {},
    examples: ["npm run test:slow -- test/local/portal", "CHROMIUM=/opt/chromium npm run test:slow"],
    exitCodes: { 0: "every test passed", 1: "one did not" },
  },
  [["jest", "--config", "jest.slow.config.mjs"]],
);
