/** What watching costs a month, from the records. Pure. */
import type { Alarm } from "./alarm";
import type { LogMetric } from "./log-metrics";

/**
 * US dollars a month, read on 2026-11-30 for the Regions of the EU and the US; an account has ten alarms, ten metrics and three dashboards free,
 * which are counted here all the same. https://aws.amazon.com/cloudwatch/pricing/, https://aws.amazon.com/kms/pricing/
 */
export const PRICES = {
  date: "2026-11-30",
  alarmMetric: 0.1,
  compositeAlarm: 0.5,
  metric: 0.3,
  dashboard: 3,
  key: 1,
} as const;

export interface MonthlyCost {
  /** Alarms, the dashboard and the topic's key: whether something happens or not. */
  readonly fixed: number;
  /** Metrics without dimensions that are counted in logs, if each of them were counted in every hour; CloudWatch bills the hours. */
  readonly atMostForMetrics: number;
}

/** An alarm over metric math costs as much as one for each of its metrics. */
export function monthlyCost(alarms: readonly Alarm<unknown>[], metrics: readonly LogMetric[]): MonthlyCost {
  const alarmed = alarms.map((alarm) =>
    alarm.kind === "all" ? PRICES.compositeAlarm : PRICES.alarmMetric * parts(alarm),
  );
  const names = new Set(metrics.filter(({ dimensions }) => dimensions === undefined).map(({ metric }) => metric));
  return { fixed: sum(alarmed) + PRICES.dashboard + PRICES.key, atMostForMetrics: PRICES.metric * names.size };
}

function parts({ measure }: Exclude<Alarm<unknown>, { kind: "all" }>): number {
  return "expression" in measure ? Object.keys(measure.metrics).length : 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
