import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import type { Settings } from "../config";
import { dataKeyOf } from "../data-key";
import { alarmTopicName, stackLabel } from "../names";
import { createAlarms } from "./alarm-resources";
import { AlarmTopic } from "./alarm-topic";
import { alarmsOf } from "./alarms";
import { dashboardBody as dashboardBodyOf } from "./dashboard";
import { type LogMetric, logMetrics, type LogSource } from "./log-metrics";
import type { Watched, WatchedFunction } from "./measures";
import { WatchedCalls } from "./watched-calls";

type Name = pulumi.Input<string>;

export interface MonitoringArgs {
  readonly settings: Settings;
  readonly place: pulumi.Output<Place>;
  /** The API's name, which its metrics carry. */
  readonly api: Name;
  readonly logGroups: Readonly<Partial<Record<LogSource, Name>>>;
  readonly functions: Readonly<Partial<Record<WatchedFunction, Name>>>;
  readonly functionRoleArns: Name[];
  readonly domainIds: pulumi.Input<readonly string[]>;
  /** Absent while there is no Rekognition pool. */
  readonly queues: { readonly images: Name; readonly failed: Name } | undefined;
}

/** What a call of the pool takes beside its wait: its answer, and a second Region's if the first is slow. */
const POOL_ANSWER_MS = 4000;

/** Metric filters, alarms and whom they tell, and a dashboard. All in the home Region: that is where functions, API, queues and their logs are. */
export class Monitoring extends pulumi.ComponentResource {
  /** For the stack's own outputs. */
  readonly outputs: Readonly<Record<string, pulumi.Input<unknown>>>;

  /** Names of the alarms that decide whether a new version is taken back. */
  readonly judges: pulumi.Output<string>[];

  constructor(
    name: string,
    private readonly args: MonitoringArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:monitoring:Monitoring", name, {}, opts);
    const { settings, place, domainIds, functionRoleArns, queues } = args;
    const { region } = settings;
    const label = stackLabel();
    const namePrefix = `${label}-`;
    const calls = new WatchedCalls(
      "unexpected-calls",
      { region, place, domainIds, functionRoleArns, dataKey: dataKeyOf(settings) },
      { parent: this },
    );
    for (const metric of logMetrics(queues !== undefined)) this.count(label, metric);
    const topicArn = this.topicOf(namePrefix);
    const watched = this.watched(label, calls);
    const { telling, judges } = createAlarms(alarmsOf(watched), { region, namePrefix, topicArn, parent: this });
    this.show(label, watched, telling);
    this.judges = judges;
    this.outputs = { alarmTopic: topicArn, unexpectedCallsQueue: calls.queueUrl, dashboard: label };
    this.registerOutputs({ topicArn });
  }

  private watched(namespace: string, { rules }: WatchedCalls): Watched<Name> {
    const { settings, api, functions, queues } = this.args;
    const latencyMs = settings.rekognitionWaitSeconds * 1000 + POOL_ANSWER_MS;
    const pool = queues && { queue: queues.images, failedQueue: queues.failed, latencyMs };
    return { namespace, api, stage: settings.stageName, functions, rules, ...(pool && { pool }) };
  }

  private topicOf(alarmNamePrefix: string): Name {
    const { settings, place } = this.args;
    const { monitoring, region } = settings;
    if ("topicArn" in monitoring) return monitoring.topicArn;
    const emails = "emails" in monitoring ? monitoring.emails : [];
    return new AlarmTopic(
      "alarms",
      { region, place, emails, topicName: alarmTopicName(), alarmNamePrefix, dataKey: dataKeyOf(settings) },
      { parent: this },
    ).arn;
  }

  private show(dashboardName: string, watched: Watched<Name>, alarmArns: pulumi.Output<string>[]): void {
    const { region } = this.args.settings;
    const dashboardBody = pulumi
      .all([pulumi.output(watched), pulumi.all(alarmArns)])
      .apply(([known, arns]) => JSON.stringify(dashboardBodyOf(known, { region, alarmArns: arns })));
    new aws.cloudwatch.Dashboard("dashboard", { region, dashboardName, dashboardBody }, { parent: this });
  }

  private count(namespace: string, { metric, source, pattern, value = "1", dimensions }: LogMetric): void {
    const logGroupName = this.args.logGroups[source];
    if (logGroupName === undefined) throw new Error(`Lines are counted in the log of ${source}, which was not given.`);
    new aws.cloudwatch.LogMetricFilter(
      `${source}-${metric}`,
      {
        region: this.args.settings.region,
        logGroupName,
        pattern,
        metricTransformation: { namespace, name: metric, value, ...(dimensions && { dimensions }) },
      },
      { parent: this },
    );
  }
}
