export interface MetricName {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const MINUTE_SECONDS = 60;

/** What was counted, by metric and minute. */
export class Datapoints {
  private readonly byMetric = new Map<string, Map<number, number[]>>();

  add(metric: MetricName, minute: number, ...values: readonly number[]): void {
    const minutes = this.byMetric.get(keyOf(metric)) ?? new Map<number, number[]>();
    this.byMetric.set(keyOf(metric), minutes);
    const known = minutes.get(minute);
    if (known === undefined) minutes.set(minute, [...values]);
    else known.push(...values);
  }

  /** Of the period that ends with `minute`. Undefined without data. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
  statistic(metric: MetricName, stat: string, minute: number, periodSeconds: number): number | undefined {
    const minutes = this.byMetric.get(keyOf(metric));
    if (minutes === undefined) return undefined;
    const values: number[] = [];
    for (let at = minute - periodSeconds / MINUTE_SECONDS + 1; at <= minute; at += 1)
      values.push(...(minutes.get(at) ?? []));
    return values.length === 0 ? undefined : statisticOf(stat, values);
  }
}

function statisticOf(stat: string, values: readonly number[]): number {
  const [, upTo] = /^PR\(:(\d+)\)$/.exec(stat) ?? [];
  if (upTo !== undefined) return (100 * values.filter((value) => value <= Number(upTo)).length) / values.length;
  if (stat === "SampleCount") return values.length;
  if (stat === "Sum") return values.reduce((sum, value) => sum + value, 0);
  if (stat === "Maximum") return Math.max(...values);
  throw new Error(`The statistic ${stat} is not modelled.`);
}

function keyOf({ namespace, metricName, dimensions }: MetricName): string {
  return JSON.stringify([namespace, metricName, ...Object.entries(dimensions).sort()]);
}
