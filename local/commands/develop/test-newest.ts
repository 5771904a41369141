import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { flag } from "../../command-line/manual";
import { tryNewest } from "../../newest/try-newest";

export const run = command(
  {
    command: "npm run test:newest",
    about:
      "Installs the newest versions that package.json's majors allow, and @pulumi/pulumi's that want a newer Node, into build/newest; " +
      "runs synth, audit, walkthrough and the quick tests there on Node 24, and says what differs from today. Needs the npm " +
      "registry, Linux and many minutes; not part of the gate.",
    options: { slow: flag("the slow tests too") },
    examples: ["npm run test:newest", "npm run test:newest -- --slow"],
    exitCodes: { 0: "all is as with today's versions", 1: "something fails, or the graph is another" },
  },
  ({ slow }) => {
    const tell = (line: string) => void process.stdout.write(`${line}\n`);
    const differing = tryNewest({ root: projectRoot(), withSlow: slow, tell });
    tell(differing.length === 0 ? "All is as with today's versions." : ["", "What differs:", ...differing].join("\n"));
    return differing.length === 0 ? 0 : 1;
  },
);
