import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { type Given, oneOf, wholeNumber } from "../../command-line/manual";
import { Progress } from "../../progress";
import { rolloutPage } from "../../rollout/page/page";
import type { Minute } from "../../rollout/play";
import { type Played, playScenario, type Strategy } from "../../rollout/scenario";
import { rolloutTable, surprises } from "../../rollout/table";
import { replaceFile } from "../../whole-file";

const OPTIONS = {
  strategy: oneOf("<name>", ["both", "canary", "linear"], "both", "canary, linear or both"),
  requests: wholeNumber(10, 500, "calls for a Studio URL in each simulated minute, 20 unless said"),
};

/** Of every run its own, so that several at once leave each other's logs alone. */
const FOLDER = "build/rollout-";
const PAGE = "build/rollout.html";

export const run = command(
  {
    command: "npm run rollout",
    about:
      "Plays rollouts of studio-url on a laptop of its own: real bundles behind the alias, under a steady load, judged by the program's alarms. One is refused by the smoke test, one taken back, one takes over, and a red alarm blocks its own repair until config lets it through.",
    options: OPTIONS,
    examples: ["npm run rollout", "npm run rollout -- --strategy canary --requests 10"],
    exitCodes: { 0: "every rollout came out as it should", 1: "a surprise" },
  },
  rollout,
);

async function rollout({ strategy, requests = 20 }: Given<typeof OPTIONS>): Promise<number> {
  const root = projectRoot();
  const folder = fs.mkdtempSync(path.join(root, FOLDER));
  const strategies: readonly Strategy[] = strategy === "both" ? ["canary", "linear"] : [strategy];
  const plays: Played[] = [];
  for (const each of strategies) {
    const progress = new Progress();
    const settings = { projectRoot: root, strategy: each, requestsPerMinute: requests, folder };
    const onProgress = (doing: string) => progress.say(doing);
    const onMinute = ({ minute, red }: Minute) =>
      minute % 10 === 9 &&
      progress.say(`${each}, minute ${minute + 1}${red.length > 0 ? `, red: ${red.join(", ")}` : ""}`);
    const played = await playScenario({ ...settings, onProgress, onMinute }).finally(() => progress.end());
    plays.push(played);
    process.stdout.write(`\n${each}\n${rolloutTable(played)}`);
  }
  replaceFile(path.join(root, PAGE), rolloutPage(plays, root));
  const wrong = plays.flatMap(surprises);
  if (wrong.length === 0) fs.rmSync(folder, { recursive: true });
  else process.stderr.write(`${wrong.join("\n")}\nThe functions' logs are in ${path.relative(root, folder)}.\n`);
  process.stdout.write(`\n${PAGE}\n`);
  return wrong.length === 0 ? 0 : 1;
}
