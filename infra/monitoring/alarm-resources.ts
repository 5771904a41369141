import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { tagsFor } from "../tags";
import { judgesRollouts } from "./burn-rate";
import { type Alarm, type CompositeAlarm, type Expression, type Metric, type MetricAlarm, runbookLine } from "./alarm";

type Name = pulumi.Input<string>;

export interface AlarmPlace {
  readonly region: string;
  /** Alarms' names are one account's and Region's: each of ours begins with this. */
  readonly namePrefix: string;
  readonly topicArn: Name;
  readonly parent: pulumi.Resource;
}

/**
 * Makes the alarms in the order given: the parts of a composite alarm before it.
 *
 * @returns the ARNs of those that tell someone, and the names of those that judge a rollout
 */
export function createAlarms(
  alarms: readonly Alarm<Name>[],
  place: AlarmPlace,
): { readonly telling: pulumi.Output<string>[]; readonly judges: pulumi.Output<string>[] } {
  const made = new Map<string, aws.cloudwatch.MetricAlarm>();
  const telling: pulumi.Output<string>[] = [];
  for (const alarm of alarms) {
    const resource =
      alarm.kind === "metric" ? createMetricAlarm(alarm, place) : createCompositeAlarm(alarm, made, place);
    if (resource instanceof aws.cloudwatch.MetricAlarm) made.set(alarm.name, resource);
    if (alarm.runbook !== undefined) telling.push(resource.arn);
  }
  const judges = [...made].flatMap(([name, alarm]) => (judgesRollouts(name) ? [alarm.name] : []));
  return { telling, judges };
}

function createMetricAlarm(alarm: MetricAlarm<Name>, place: AlarmPlace): aws.cloudwatch.MetricAlarm {
  const { measure, periodSeconds, periods = 1, threshold } = alarm;
  return new aws.cloudwatch.MetricAlarm(
    alarm.name,
    {
      ...told(alarm, place),
      name: `${place.namePrefix}${alarm.name}`,
      ...("expression" in measure
        ? { metricQueries: queriesOf(measure, periodSeconds) }
        : ofOneMetric(measure, periodSeconds)),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      treatMissingData: "notBreaching",
    },
    { parent: place.parent },
  );
}

function createCompositeAlarm(
  alarm: CompositeAlarm,
  made: ReadonlyMap<string, aws.cloudwatch.MetricAlarm>,
  place: AlarmPlace,
): aws.cloudwatch.CompositeAlarm {
  const parts = alarm.parts.map((part) => {
    const { name } = made.get(part) ?? {};
    if (name === undefined) throw new Error(`The alarm ${alarm.name} has no part ${part} among the alarms before it.`);
    return pulumi.interpolate`ALARM("${name}")`;
  });
  const alarmRule = pulumi.all(parts).apply((rules) => rules.join(" AND "));
  return new aws.cloudwatch.CompositeAlarm(
    alarm.name,
    { ...told(alarm, place), alarmName: `${place.namePrefix}${alarm.name}`, alarmRule },
    { parent: place.parent },
  );
}

/** Both when it turns red and when it is over. */
function told({ name, runbook }: Alarm<Name>, { region, topicArn }: AlarmPlace) {
  return {
    region,
    tags: tagsFor(name),
    ...(runbook && { alarmDescription: runbookLine(runbook), alarmActions: [topicArn], okActions: [topicArn] }),
  };
}

function ofOneMetric({ namespace, name, stat, dimensions }: Metric<Name>, period: number) {
  return { namespace, metricName: name, statistic: stat, period, dimensions: { ...dimensions } };
}

function queriesOf({ expression, metrics }: Expression<Name>, period: number) {
  const queries = Object.entries(metrics).map(([id, { namespace, name, stat, dimensions }]) => ({
    id,
    metric: { namespace, metricName: name, stat, period, dimensions: { ...dimensions } },
  }));
  return [...queries, { id: "measure", expression, label: "measure", returnData: true }];
}
