import { setTimeout as sleep } from "node:timers/promises";
import { ingestStatusPolicy } from "../../../policies/operator/ingest-status";
import { command } from "../../command-line/command";
import { flag, type Given, numberBetween } from "../../command-line/manual";
import { imageStates } from "../../ingestion/image-states";
import { backlog, type Look, progressLine } from "../../ingestion/progress-line";
import { queueLength } from "../../ingestion/queue-lengths";
import { INGESTION_OPTIONS, ingestionTarget, type IngestionTarget } from "../../ingestion/target";
import { operatorCall } from "../../operator/aws-call";

const OPTIONS = {
  watch: flag("a line every --seconds, until nothing is left to do"),
  seconds: numberBetween(1, 600, 5, "between the two looks that a rate takes"),
  count: flag("on AWS: counts done and failed too; a Scan, billed by the table's size"),
  permissions: flag("only prints the IAM policy that the caller needs"),
  ...INGESTION_OPTIONS,
};

export const run = command(
  {
    command: "npm run ingest-status",
    about:
      "How far the images in the bucket are: waiting, in flight, done, failed, dead letters, the rate, and the time that is left. " +
      "Of the running laptop, or of a stack on AWS, where SQS counts with up to a minute's delay.",
    options: OPTIONS,
    examples: ["npm run ingest-status -- --watch", "npm run ingest-status -- --stack prod --count"],
    exitCodes: { 0: "told", 1: "AWS refused, or the laptop is not running" },
  },
  async (given) => {
    const target = await ingestionTarget(given);
    if (given.permissions) say(JSON.stringify(ingestStatusPolicy(target.place, target.ingestion.names), null, 2));
    else await tell(target, given);
    return 0;
  },
);

async function tell(target: IngestionTarget, { watch, seconds, count }: Given<typeof OPTIONS>): Promise<void> {
  const isCounted = count || target.isLaptop;
  let before: Look | undefined;
  let now = await look(target, isCounted);
  // A rate takes two looks; an empty queue has none.
  if (watch || backlog(now) === 0) say(progressLine(now));
  while (backlog(now) > 0 && (watch || before === undefined)) {
    before = now;
    await sleep(seconds * 1000);
    now = await look(target, isCounted);
    say(progressLine(now, before));
  }
}

async function look({ client, ingestion }: IngestionTarget, isCounted: boolean): Promise<Look> {
  const { queueUrl, failedQueueUrl, names } = ingestion;
  const lengthOf = (url: string) => operatorCall("sqs:GetQueueAttributes", PERMISSIONS, () => queueLength(client, url));
  const [queue, failed, states] = await Promise.all([
    lengthOf(queueUrl),
    lengthOf(failedQueueUrl),
    isCounted ? operatorCall("dynamodb:Scan", PERMISSIONS, () => imageStates(client, names.resultsTable)) : undefined,
  ]);
  const deadLetters = failed.waiting + failed.inFlight;
  return { at: performance.now(), queue, deadLetters, ...(states && { states }) };
}

const PERMISSIONS = "npm run ingest-status -- --permissions";

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
