/**
 * How fast an objective's error budget is used up. Two alarms for each objective, as "Alerting on SLOs" of the SRE workbook has them: fast,
 * at 14.4 times the rate that would last for 30 days (2 % of the budget in an hour), and slow, at 6 times (5 % in six hours). Each looks at
 * a long window, so that a short trouble wakes no one, and at one a twelfth as long, so that it is over when the trouble is.
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 *
 * CloudWatch has one period for all metrics of an alarm, so each window is an alarm of its own, and a composite alarm is red while both are.
 * A period times the periods may be a day for periods under an hour, and seven days for others.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
import type { Alarm, Expression, Metric, Runbook } from "./alarm";

/** What has to be true of which share of requests, over 30 days. */
export interface Objective<N> {
  readonly name: string;
  /** Of 1: 0.001 allows one bad request in a thousand. */
  readonly budget: number;
  /** The share of bad requests. */
  readonly badShare: Expression<N>;
  readonly runbook: Runbook;
}

const MINUTE_SECONDS = 60;
const BURNS = [
  { speed: "fast", rate: 14.4, windowMinutes: [5, 60] },
  { speed: "slow", rate: 6, windowMinutes: [30, 360] },
] as const;

/** So few are not a rate: one bad request of two at night is not half of the traffic. The same floor for both windows. */
const LEAST_BAD_REQUESTS = 3;

export function burnRateAlarms<N>({ name, budget, badShare, runbook }: Objective<N>): readonly Alarm<N>[] {
  return BURNS.flatMap(({ speed, rate, windowMinutes }): Alarm<N>[] => {
    const windows = windowMinutes.map((minutes): Alarm<N> => ({
      kind: "metric",
      name: `${name}-${speed}-${minutes}m`,
      measure: badShare,
      periodSeconds: minutes * MINUTE_SECONDS,
      // Rounded, so that the deployed number is the one that stands on the page.
      threshold: Number((rate * budget).toPrecision(6)),
    }));
    return [...windows, { kind: "all", name: `${name}-${speed}`, parts: windows.map((each) => each.name), runbook }];
  });
}

/** Requests that failed, of all. */
export function failedShare<N>(failed: Metric<N>, all: Metric<N>): Expression<N> {
  return { expression: `IF(FILL(m1, 0) >= ${LEAST_BAD_REQUESTS}, m1 / m2, 0)`, metrics: { m1: failed, m2: all } };
}

/**
 * Requests that took longer than `withinMs`, of all. PR is a percentile rank: the percentage of values up to a limit.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function slowShare<N>(latency: Metric<N>, withinMs: number): Expression<N> {
  const metrics = { m1: { ...latency, stat: `PR(:${withinMs})` }, m2: { ...latency, stat: "SampleCount" } };
  const slow = "(100 - m1) / 100";
  return { expression: `IF(m2 * ${slow} >= ${LEAST_BAD_REQUESTS}, ${slow}, 0)`, metrics };
}

/**
 * The shortest window of each objective, a metric alarm: minutes after a version fails it is red, where the alarm that tells people asks the
 * hour before too, and soon after the version is gone it is over.
 */
export function judgesRollouts(alarmName: string): boolean {
  const [{ speed, windowMinutes }] = BURNS;
  return alarmName.endsWith(`-${speed}-${windowMinutes[0]}m`);
}
