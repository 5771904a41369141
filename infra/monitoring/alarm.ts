/**
 * Alarms as records: what is measured, when it is red, and the line that a person reads then. Nothing here knows Pulumi; `N` is a name that
 * AWS or the program gives: text in tests, an input where the resources are made.
 */

/** One metric, by the names that CloudWatch knows it by. */
export interface Metric<N> {
  readonly namespace: string;
  readonly name: string;
  /** A statistic of GetMetricData: `Sum`, `SampleCount`, `Maximum`, `PR(:3000)`. */
  readonly stat: string;
  readonly dimensions: Readonly<Record<string, N>>;
}

/** Metric math over metrics by their ids. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
export interface Expression<N> {
  readonly expression: string;
  readonly metrics: Readonly<Record<string, Metric<N>>>;
}

/** What stands in the runbook, in the alarm's description and on the dashboard. One sentence each. */
export interface Runbook {
  readonly means: string;
  readonly callersSee: string;
  readonly act: string;
}

/**
 * Red while the measure over the last `periodSeconds` is at least `threshold`: CloudWatch looks at every alarm once a minute, however long
 * its period is. Where there is no data, nothing has happened.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export interface MetricAlarm<N> {
  readonly kind: "metric";
  readonly name: string;
  readonly measure: Metric<N> | Expression<N>;
  readonly periodSeconds: number;
  readonly threshold: number;
  /** How many of the last periods have to be at the threshold; all of them. 1 where not said. */
  readonly periods?: number;
  /** Absent: it tells no one by itself and is one of the parts of a composite alarm. */
  readonly runbook?: Runbook;
}

/** Red while all its parts are. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html */
export interface CompositeAlarm {
  readonly kind: "all";
  readonly name: string;
  readonly parts: readonly string[];
  readonly runbook: Runbook;
}

export type Alarm<N> = MetricAlarm<N> | CompositeAlarm;

/** The alarms that tell someone, each with its runbook. */
export function tellingAlarms<N>(alarms: readonly Alarm<N>[]): readonly (Alarm<N> & { readonly runbook: Runbook })[] {
  return alarms.flatMap((alarm) => (alarm.runbook === undefined ? [] : [{ ...alarm, runbook: alarm.runbook }]));
}

/** One line: what it means, what a caller sees, what to do. An alarm's description takes 1,024 characters. */
export function runbookLine({ means, callersSee, act }: Runbook): string {
  return `${means} Callers: ${callersSee} Do: ${act}`;
}
