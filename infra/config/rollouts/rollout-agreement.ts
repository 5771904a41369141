import type { Disagreement, RolloutValues } from "../disagreement";

/** Alarms decide whether a version is taken back, and without monitoring there are none. */
export function rolloutDisagreements({ rollout, monitoring }: Partial<RolloutValues>): Disagreement[] {
  if (rollout === undefined || monitoring === undefined || "off" in rollout || !("off" in monitoring)) return [];
  const fault = "is decided by alarms, and monitoring is off";
  const off = "there are no alarms that could decide";
  const fix = [
    { at: ".strategy" },
    ...Object.keys(rollout).flatMap((name) => (name === "strategy" ? [] : [{ at: `.${name}` }])),
  ];
  return [
    { key: "rollout", at: ".strategy", found: rollout.strategy, fault, fix: [...fix, { at: ".off", value: off }] },
  ];
}
