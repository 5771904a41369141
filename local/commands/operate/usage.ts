import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { nameOption, runningLaptop } from "../../command-line/laptop-name";
import { flag, type Option, optionalText } from "../../command-line/manual";
import { laptopLogs } from "../../local-json";
import { callsInResult, USAGE_QUERY } from "../../usage/logs-insights";
import { callsInLog, type CountedCalls, pricedUsage } from "../../usage/pool-usage";
import { usageText } from "../../usage/text";
import { UserError } from "../../user-error";

const SECONDS = { h: 3_600, d: 86_400 } as const;

/** Seconds. */
const SINCE: Option<number> = {
  takes: "<number>h|d",
  about: "with --query: how far back, in hours or days; a day (in seconds)",
  otherwise: SECONDS.d,
  read(given) {
    const [, count, unit] = /^([1-9]\d{0,3})([hd])$/.exec(given) ?? [];
    if (count !== undefined && (unit === "h" || unit === "d")) return Number(count) * SECONDS[unit];
    throw new Error("it has to be hours or days, such as 12h or 30d");
  },
};

export const run = command(
  {
    command: "npm run usage",
    about:
      "Who used the pool for what, and what Rekognition costs for it: by lane, caller and operation, with the prices of npm run cost. Of the " +
      "running laptop since its start; of a stack on AWS from the result of a Logs Insights query, which --query prints.",
    options: {
      query: flag("prints the query and the commands that run it; asks AWS nothing"),
      since: SINCE,
      result: optionalText("<file>", "what aws logs get-query-results printed for the query"),
      name: nameOption(),
      json: flag("prints JSON"),
    },
    examples: [
      "npm run usage",
      "npm run usage -- --query --since 30d",
      "npm run -s usage -- --result usage.json --json",
    ],
    exitCodes: { 0: "printed", 1: "the laptop is not running, or the file is not such a result" },
  },
  async ({ query, since, result, name, json }) => {
    if (query) {
      process.stdout.write(queryText(since));
      return 0;
    }
    const counted = result === undefined ? await onLaptop(name) : callsInResult(textOf(result));
    const usage = pricedUsage(counted);
    const where = result === undefined ? "The laptop since its start" : path.basename(result);
    process.stdout.write(json ? `${JSON.stringify({ currency: "USD", usage }, null, 2)}\n` : usageText(usage, where));
    return 0;
  },
);

async function onLaptop(name: string): Promise<readonly CountedCalls[]> {
  await runningLaptop(projectRoot(), name);
  const files = ["rekognition.log", "image-ingest.log"].map((file) => path.join(laptopLogs(projectRoot(), name), file));
  return callsInLog(files.filter((file) => fs.existsSync(file)).flatMap((file) => textOf(file).split("\n")));
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (fault) {
    throw new UserError(`${file} cannot be read (${(fault as NodeJS.ErrnoException).code ?? "unknown"}).`);
  }
}

/** The log groups' names begin with a company's prefix and end in what Pulumi made up, and so are looked for by their middle. */
function queryText(since: number): string {
  const now = Math.floor(Date.now() / 1000);
  return [
    "# Log groups of the pool's two functions: rekognition-log-… and image-ingest-log-…, of this stack:",
    "aws logs describe-log-groups --query 'logGroups[].logGroupName' --log-group-name-pattern rekognition-log",
    "aws logs describe-log-groups --query 'logGroups[].logGroupName' --log-group-name-pattern image-ingest-log",
    `aws logs start-query --start-time ${now - since} --end-time ${now} --log-group-names <both> --query-string '${USAGE_QUERY}'`,
    "aws logs get-query-results --query-id <the id> --output json > usage.json",
    "npm run usage -- --result usage.json",
    "",
  ].join("\n");
}
