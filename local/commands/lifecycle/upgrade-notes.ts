import { command } from "../../command-line/command";
import { graphFrom } from "../../program/graph-source";
import { upgradeNotes } from "../../upgrade/notes";

export const run = command(
  {
    command: "npm run upgrade-notes",
    about:
      "Writes what an update from one graph to another creates, replaces, deletes and changes in place, and what callers see of it, as " +
      "Markdown. A graph is a file that npm run synth wrote with that release, or a stack's name for the program as it is here.",
    operands: { shown: "<old graph.json> <new graph.json or stack>", least: 2, most: 2 },
    options: {},
    examples: ["npm run -s upgrade-notes -- /tmp/graph-0.1.0.json prod"],
    exitCodes: { 0: "written to standard output", 1: "a file is not a graph" },
  },
  async (_, [before = "", after = ""]) => {
    process.stdout.write(upgradeNotes(await graphFrom(before), await graphFrom(after)));
    return 0;
  },
);
