import type { Settings } from "../config";
import { inWords } from "./traffic";

/** What a preview says of rollouts that are on: that an update alone gives a new version no calls. Pure. */
export function rolloutNotes({ rollout }: Pick<Settings, "rollout">): string[] {
  if ("off" in rollout) return [];
  return [
    `New versions of functions get no calls by this update. The output rollouts has the lines that start them (${inWords(rollout)}): ` +
      "pulumi stack output rollouts",
  ];
}

/** And what it warns of. Pure. */
export function rolloutWarnings({ rollout }: Pick<Settings, "rollout">): string[] {
  if ("off" in rollout || rollout.ignoreAlarms === undefined) return [];
  return [`No alarm takes a new version back, because rollout ignores alarms: ${rollout.ignoreAlarms}`];
}
