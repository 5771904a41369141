import type { GuardedRollout } from "../config";

/** What CodeDeploy's configuration of traffic says. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TrafficRoutingConfig.html */
export type Traffic =
  | { readonly type: "AllAtOnce" }
  | { readonly type: "TimeBasedCanary"; readonly timeBasedCanary: Steps }
  | { readonly type: "TimeBasedLinear"; readonly timeBasedLinear: Steps };

interface Steps {
  /** Minutes. */
  readonly interval: number;
  readonly percentage: number;
}

/** 10 minutes: twice the five that the deciding alarms look at, so that the second window is all of the new version's time. */
const DEFAULTS = { percent: 10, minutes: 10 };

export function trafficOf({ strategy, percent, minutes }: GuardedRollout): Traffic {
  const steps = { percentage: percent ?? DEFAULTS.percent, interval: minutes ?? DEFAULTS.minutes };
  switch (strategy) {
    case "canary":
      return { type: "TimeBasedCanary", timeBasedCanary: steps };
    case "linear":
      return { type: "TimeBasedLinear", timeBasedLinear: steps };
    case "allAtOnce":
      return { type: "AllAtOnce" };
  }
}

/** How it goes, as a phrase. */
export function inWords(rollout: GuardedRollout): string {
  const traffic = trafficOf(rollout);
  if (traffic.type === "AllAtOnce") return "all calls at once";
  const { percentage, interval } =
    traffic.type === "TimeBasedCanary" ? traffic.timeBasedCanary : traffic.timeBasedLinear;
  return traffic.type === "TimeBasedCanary"
    ? `${percentage} % of the calls for ${interval} minutes, then all`
    : `${percentage} % more of the calls every ${interval} minutes`;
}
