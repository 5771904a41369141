import type { Graph, GraphResource } from "../program/graph";
import { type Evaluated, holdsRule, type State, stateOf } from "./alarm-state";
import { Datapoints, type MetricName } from "./datapoints";
import { takes } from "./event-pattern";
import { matches, selected } from "./filter-pattern";
import { evaluate } from "./metric-math";

type Inputs = Readonly<Record<string, unknown>>;
interface Query {
  readonly id: string;
  readonly expression?: string;
  /** Without dimensions where the metric has none. */
  readonly metric?: Omit<MetricName, "dimensions"> &
    Partial<Pick<MetricName, "dimensions">> & { readonly stat: string; readonly period: number };
}

/** CloudWatch and EventBridge as the graph of a program sets them up, with a clock that counts minutes. */
export class Watch {
  private readonly data = new Datapoints();
  private readonly byType = new Map<string, readonly GraphResource[]>();

  constructor(private readonly graph: Graph) {}

  /** A line of a log group, by the group's logical name. */
  line(logGroup: string, minute: number, line: unknown): void {
    const name = this.named("aws:cloudwatch/logGroup:LogGroup", logGroup).outputs["name"];
    for (const { inputs } of this.all("aws:cloudwatch/logMetricFilter:LogMetricFilter")) {
      if (inputs["logGroupName"] !== name || !matches(String(inputs["pattern"]), line)) continue;
      const {
        name: metricName,
        namespace,
        value,
        dimensions = {},
      } = inputs["metricTransformation"] as Record<string, string> & {
        readonly dimensions?: Readonly<Record<string, string>>;
      };
      const counted = Number(value?.startsWith("$") ? selected(value, line) : value);
      const named = Object.entries(dimensions as Record<string, string>).map(([key, at]) => [
        key,
        String(selected(at, line)),
      ]);
      this.metric(
        String(namespace),
        String(metricName),
        Object.fromEntries(named) as Record<string, string>,
        minute,
        counted,
      );
    }
  }

  metric(
    namespace: string,
    metricName: string,
    dimensions: MetricName["dimensions"],
    minute: number,
    ...values: number[]
  ): void {
    this.data.add({ namespace, metricName, dimensions }, minute, ...values);
  }

  /** An event of CloudTrail's: each rule that takes it is counted. */
  event(minute: number, event: unknown): void {
    for (const { inputs, outputs } of this.all("aws:cloudwatch/eventRule:EventRule"))
      if (takes(JSON.parse(String(inputs["eventPattern"])), event))
        this.metric("AWS/Events", "TriggeredRules", { RuleName: String(outputs["name"]) }, minute, 1);
  }

  /** The alarms that are red at the end of a minute and tell someone, by logical name. */
  red(minute: number): string[] {
    const states = new Map<string, State>();
    const alarms = this.all("aws:cloudwatch/metricAlarm:MetricAlarm");
    for (const { inputs, outputs } of alarms) states.set(String(outputs["name"]), this.stateOf(inputs, minute));
    const red = alarms.filter(({ outputs }) => states.get(String(outputs["name"])) === "ALARM");
    const both = this.all("aws:cloudwatch/compositeAlarm:CompositeAlarm").filter(({ inputs }) =>
      holdsRule(String(inputs["alarmRule"]), states),
    );
    return [...red, ...both]
      .filter(({ inputs }) => inputs["alarmActions"] !== undefined)
      .map(({ name }) => name)
      .sort();
  }

  /** What one metric alarm is at the end of a minute. @param alarmName its own, with the stack's name before it */
  stateOfAlarm(alarmName: string, minute: number): State {
    const alarm = this.all("aws:cloudwatch/metricAlarm:MetricAlarm").find(
      ({ outputs }) => outputs["name"] === alarmName,
    );
    if (!alarm) throw new Error(`There is no metric alarm ${alarmName}.`);
    return this.stateOf(alarm.inputs, minute);
  }

  named(type: string, name: string): GraphResource {
    const found = this.all(type).find((each) => each.name === name);
    if (!found) throw new Error(`There is no ${type} ${name}.`);
    return found;
  }

  private all(type: string): readonly GraphResource[] {
    const known = this.byType.get(type) ?? this.graph.resources.filter((each) => each.type === type);
    this.byType.set(type, known);
    return known;
  }

  private stateOf(inputs: Inputs, minute: number): State {
    const queries = inputs["metricQueries"] as readonly Query[] | undefined;
    const period = queries?.[0]?.metric?.period ?? Number(inputs["period"]);
    const count = Number(inputs["evaluationPeriods"]);
    const ends = Array.from({ length: count }, (_, index) => minute - (index * period) / 60);
    return stateOf(
      inputs as unknown as Evaluated,
      ends.map((end) => (queries ? this.combined(queries, end) : this.single(inputs, end, period))),
    );
  }

  private single(inputs: Inputs, minute: number, period: number): number | undefined {
    const metric = { dimensions: {}, ...inputs } as unknown as MetricName;
    return this.data.statistic(metric, String(inputs["statistic"]), minute, period);
  }

  private combined(queries: readonly Query[], minute: number): number | undefined {
    const metrics = queries.flatMap(({ id, metric }) => (metric ? [[id, metric] as const] : []));
    const values = metrics.map(([id, metric]) => [
      id,
      this.data.statistic({ ...metric, dimensions: metric.dimensions ?? {} }, metric.stat, minute, metric.period),
    ]);
    const { expression = "" } = queries.find((each) => each.expression !== undefined) ?? {};
    return evaluate(expression, Object.fromEntries(values) as Record<string, number | undefined>);
  }
}
