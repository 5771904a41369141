import * as path from "node:path";
import { type Laptop, startLaptop } from "../laptop";
import { PROGRAM_BUNDLE, runProgram } from "../program/run-program";
import { type Guard, guardOf } from "./guard";
import { type Minute, Play, type Rollout } from "./play";
import { BASELINE, openStage } from "./stage";
import { ROLLED_OUT, VERSIONS } from "./versions";

export type Strategy = "canary" | "linear";

export interface ScenarioSettings {
  readonly projectRoot: string;
  readonly strategy: Strategy;
  readonly requestsPerMinute: number;
  /** The built local/identity/provider.ts, where it is not the commands' own. */
  readonly identityBundle?: string;
  /** Where logs and the versions' bundles go; no other laptop may write there. */
  readonly folder: string;
  readonly onProgress?: (doing: string) => void;
  readonly onMinute?: (minute: Minute) => void;
}

/** One strategy, played. */
export interface Played {
  readonly strategy: Strategy;
  readonly guard: Guard;
  readonly requestsPerMinute: number;
  readonly minutes: readonly Minute[];
  readonly rollouts: readonly Rollout[];
}

/** Ten per cent, and steps of five minutes: the shortest that config allows, so that a play is over soon. */
const STEPS = { percent: 10, minutes: 5 };
/** Of the rollout that repairs what an alarm is red about. */
const REASON = "version right repairs what the alarm is red about";
const QUIET_MINUTES = 3;
/** The alarms look five minutes back. */
const OVER_AFTER_MINUTES = 5;

/**
 * The story: a steady load on the first version; one that lets in too much, which the smoke test finds; a broken one, which the alarms take
 * back; a right one, which takes over. With canary also the broken one again, given all calls at once, which turns an alarm red; and its repair,
 * which the red alarm blocks, and which goes through once config says why alarms are ignored.
 *
 * Time is simulated: a minute is so many requests, answered one after the other as fast as the laptop can.
 */
export async function playScenario(settings: ScenarioSettings): Promise<Played> {
  const { projectRoot, strategy, folder, onProgress, identityBundle } = settings;
  const ignoring = strategy === "canary" ? await ignoringGuard(projectRoot) : undefined;
  const laptop = await startLaptop({
    projectRoot,
    stack: "dev",
    config: configOf(strategy, {}),
    ports: "free",
    logFolder: path.join(folder, "logs"),
    ...(identityBundle !== undefined && { identityBundle }),
    ...(onProgress && { onProgress }),
  });
  try {
    onProgress?.(`playing ${strategy}`);
    return await playedOn(laptop, settings, ignoring);
  } finally {
    await laptop.close();
  }
}

async function playedOn(laptop: Laptop, settings: ScenarioSettings, ignoring: Guard | undefined): Promise<Played> {
  const { strategy, requestsPerMinute, folder, onMinute } = settings;
  const stage = await openStage(laptop, path.join(folder, "versions"), (minute) => onMinute?.(minute));
  const play = new Play(stage, requestsPerMinute, BASELINE);
  const { broken, unguarded, right } = VERSIONS;
  await play.steady(QUIET_MINUTES);
  await play.rollOut(unguarded.name);
  await play.rollOut(broken.name);
  await play.steady(OVER_AFTER_MINUTES);
  await play.rollOut(right.name);
  await play.steady(QUIET_MINUTES);
  if (ignoring !== undefined) await repair(play, ignoring);
  const { minutes, rollouts } = play;
  return { strategy, guard: stage.guard, requestsPerMinute, minutes, rollouts };
}

/** Once is enough: how calls move makes no difference to what blocks a rollout. */
async function repair(play: Play, ignoring: Guard): Promise<void> {
  const { broken, right } = VERSIONS;
  play.deployAtOnce(broken.name);
  await play.steady(1);
  await play.rollOut(right.name);
  await play.rollOut(right.name, ignoring);
  await play.steady(OVER_AFTER_MINUTES + 1);
}

/** A repair gets all calls at once: what it replaces has them already. */
async function ignoringGuard(projectRoot: string): Promise<Guard> {
  const config = configOf("allAtOnce", { ignoreAlarms: REASON });
  return guardOf(await runProgram({ projectRoot, stack: "dev", programBundle: PROGRAM_BUNDLE, config }), ROLLED_OUT);
}

/** Minutes pass in seconds here, so the API's limits, which count real seconds, have to stand back. */
function configOf(strategy: Strategy | "allAtOnce", more: object): Record<string, unknown> {
  return {
    "private-ml-gateway:rollout": { strategy, ...STEPS, ...more },
    "private-ml-gateway:throttlePerSecond": 10_000,
    "private-ml-gateway:throttleBurst": 5000,
  };
}
