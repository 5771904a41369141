import type { Rollout } from "./play";
import type { Played } from "./scenario";

const COLUMNS = ["version", "outcome", "after", "calls", "to the new", "share", "failed"] as const;

/** A row for each rollout, in the order played. */
export function rolloutTable({ rollouts }: Pick<Played, "rollouts">): string {
  const rows = [COLUMNS, ...rollouts.map(rowOf)];
  const widths = COLUMNS.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  "));
  return `${lines.map((line) => `  ${line.trimEnd()}`).join("\n")}\n`;
}

export function rowOf(rollout: Rollout): string[] {
  const { version, outcome, heedsAlarms, minutes, requests, toNew, failed } = rollout;
  return [
    version,
    heedsAlarms ? outcome : `${outcome}, alarms ignored`,
    `${minutes} min`,
    String(requests),
    String(toNew),
    shareText(rollout),
    String(failed),
  ];
}

export function shareText({ requests, toNew }: Pick<Rollout, "requests" | "toNew">): string {
  return requests === 0 ? "-" : `${((100 * toNew) / requests).toFixed(1)} %`;
}

/** What the story has to come out as, by version and outcome. */
const STORY: readonly (readonly [version: string, outcome: Rollout["outcome"]])[] = [
  ["unguarded", "refused by the smoke test"],
  ["broken", "taken back"],
  ["right", "taken over"],
];
/** With a canary the repair is played too. */
const REPAIR: typeof STORY = [
  ["right", "blocked by a red alarm"],
  ["right", "taken over"],
];

/** The most of the calls that a version may have had when it is taken back. */
const MOST_SHARE = 0.1;

/** Sentences about what came out otherwise; none when all is as it should be. */
export function surprises({ strategy, rollouts }: Pick<Played, "strategy" | "rollouts">): string[] {
  const wrong = (strategy === "canary" ? [...STORY, ...REPAIR] : STORY).flatMap(([version, outcome], index) => {
    const found = rollouts[index];
    if (found?.version === version && found.outcome === outcome) return [];
    return [
      `${strategy}: ${version} was to be ${outcome}, and ${found?.version ?? "nothing"} was ${found?.outcome ?? "played"}.`,
    ];
  });
  const bad = rollouts.filter(({ outcome }) => outcome !== "taken over");
  const wide = bad.filter(({ requests, toNew }) => toNew > requests * MOST_SHARE);
  return [...wrong, ...wide.map((each) => `${strategy}: ${each.version} had ${shareText(each)} of the calls.`)];
}
