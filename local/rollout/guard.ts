import { GraphIndex, recordOf, requiredText } from "../cloud/graph/graph-index";
import type { Graph } from "../program/graph";

/** How CodeDeploy moves calls, as the graph's configuration says. Minutes and percent. */
export type Shifting =
  | { readonly type: "AllAtOnce" }
  | { readonly type: "TimeBasedCanary" | "TimeBasedLinear"; readonly interval: number; readonly percentage: number };

/** One function's deployment group, as far as it decides about a rollout. */
export interface Guard {
  readonly shifting: Shifting;
  /** Names of the alarms that it watches. */
  readonly alarms: readonly string[];
  /** false: a red one stops nothing. */
  readonly heedsAlarms: boolean;
}

/** @param code the function's name in the program, which is its group's */
export function guardOf(graph: Graph, code: string): Guard {
  const index = new GraphIndex(graph);
  const group = index
    .all("codedeploy/deploymentGroup:DeploymentGroup")
    .find((each) => requiredText(each, "deploymentGroupName") === code);
  if (!group) throw new Error(`The program has no deployment group ${code}.`);
  const watching = recordOf(group, "alarmConfiguration");
  const alarms = Array.isArray(watching["alarms"]) ? watching["alarms"].map(String) : [];
  return { shifting: shiftingOf(index), alarms, heedsAlarms: watching["enabled"] === true };
}

function shiftingOf(index: GraphIndex): Shifting {
  const { inputs } = index.only("codedeploy/deploymentConfig:DeploymentConfig");
  const { type, timeBasedCanary, timeBasedLinear } = inputs["trafficRoutingConfig"] as {
    readonly type: Shifting["type"];
    readonly timeBasedCanary?: { readonly interval: number; readonly percentage: number };
    readonly timeBasedLinear?: { readonly interval: number; readonly percentage: number };
  };
  const steps = timeBasedCanary ?? timeBasedLinear;
  return type === "AllAtOnce" || steps === undefined ? { type: "AllAtOnce" } : { type, ...steps };
}

/** The new version's share of the calls, 0 to 1, so many whole minutes after the start. */
export function shareAfter(shifting: Shifting, minutes: number): number {
  if (shifting.type === "AllAtOnce") return 1;
  const { type, interval, percentage } = shifting;
  const steps = Math.floor(minutes / interval);
  if (type === "TimeBasedCanary") return steps === 0 ? percentage / 100 : 1;
  return Math.min(1, (percentage * (steps + 1)) / 100);
}

/** How calls move, as the beginning of a sentence. */
export function trafficText(shifting: Shifting): string {
  if (shifting.type === "AllAtOnce") return "All calls at once";
  const { type, interval, percentage } = shifting;
  return type === "TimeBasedCanary"
    ? `${percentage} % of the calls for ${interval} minutes, and then all`
    : `${percentage} % more of the calls every ${interval} minutes`;
}
