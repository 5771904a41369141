import { readBackPolicy } from "../../../policies/operator/read-back";
import { command } from "../../command-line/command";
import { nameOption } from "../../command-line/laptop-name";
import { flag, optionalText } from "../../command-line/manual";
import { clientsOf } from "../../drift/clients";
import { placeIn, readBackNames } from "../../drift/names";
import { readDeployed } from "../../drift/read/read-deployed";
import { Reading } from "../../drift/read/reading";
import { driftReport, exitCodeOf } from "../../drift/report";
import { driftSource, type Source } from "../../drift/source";
import { driftText } from "../../drift/text";
import { Progress } from "../../progress";

export const run = command(
  {
    command: "npm run drift",
    about:
      "Reads back what is deployed (API, roles, functions, VPC endpoints, their policies and those of bucket, queues and tables), says " +
      "what differs from the program, and asks the audit about what really stands. On AWS the program's side is the stack's state; " +
      "without --stack or --state it is about the running laptop. Changes nothing.",
    options: {
      stack: optionalText("<name>", "on AWS: the deployed stack, by pulumi stack export"),
      state: optionalText("<export.json>", "on AWS: a file of pulumi stack export --show-secrets"),
      name: nameOption(),
      json: flag("prints JSON"),
      permissions: flag("prints the IAM policy that reading needs, and reads nothing"),
    },
    examples: ["npm run -s drift -- --stack prod --permissions > drift-policy.json"],
    exitCodes: {
      0: "deployed is what the program says, and the audit proves it",
      1: "something differs, or a rule of the audit is refuted",
      2: "nothing differs, but something was not read",
    },
  },
  async ({ json, permissions, ...given }) => {
    const progress = new Progress();
    try {
      progress.say("asking what the program says");
      const source = await driftSource(given);
      if (permissions) {
        const policy = readBackPolicy(placeIn(source.graph), readBackNames(source.graph));
        process.stdout.write(`${JSON.stringify(policy, null, 2)}\n`);
        return 0;
      }
      return await check(source, json, progress);
    } finally {
      progress.end();
    }
  },
);

async function check(source: Source, json: boolean, progress: Progress): Promise<number> {
  const { graph, codeHash, whose } = source;
  const reading = new Reading((doing) => progress.say(doing));
  await readDeployed(reading, clientsOf(source.client), graph);
  progress.say("asking the audit about what was read");
  const { items, unread } = reading;
  const report = driftReport({ graph, items, unread, codeHash });
  progress.end();
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : driftText(report, whose));
  return exitCodeOf(report);
}
