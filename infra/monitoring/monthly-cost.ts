/** What watching costs a month, from the records. Pure. */
import type { Alarm } from "./alarm";
import { priceOf } from "../cost/prices";
import type { LogMetric } from "./log-metrics";

/** Prices that are the same in every commercial Region; an account's free alarms, metrics and dashboards are counted all the same. */
const usd = (name: Parameters<typeof priceOf>[0]) => priceOf(name, "us-east-1").usd;

export interface MonthlyCost {
  /** Alarms, the dashboard and the topic's key: whether something happens or not. */
  readonly fixed: number;
  /** Metrics without dimensions that are counted in logs, if each of them were counted in every hour; CloudWatch bills the hours. */
  readonly atMostForMetrics: number;
}

/** An alarm over metric math costs as much as one for each of its metrics. */
export function monthlyCost(alarms: readonly Alarm<unknown>[], metrics: readonly LogMetric[]): MonthlyCost {
  const alarmed = alarms.map((alarm) =>
    alarm.kind === "all" ? usd("compositeAlarm") : usd("alarmMetric") * parts(alarm),
  );
  const names = new Set(metrics.filter(({ dimensions }) => dimensions === undefined).map(({ metric }) => metric));
  return { fixed: sum(alarmed) + usd("dashboard") + usd("key"), atMostForMetrics: usd("metric") * names.size };
}

function parts({ measure }: Exclude<Alarm<unknown>, { kind: "all" }>): number {
  return "expression" in measure ? Object.keys(measure.metrics).length : 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
