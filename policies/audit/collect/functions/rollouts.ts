/** Deployment groups: by whom, how and under whose eyes a function's new version comes to its calls. */
import type { AuditedRollout } from "../../beside-policies";
import type { Estate } from "../../estate";
import { type CollectedResource, identity, record, regionOf, setting, text, texts } from "../graph/graph";
import type { Survey } from "../survey";

const GROUP = "codedeploy/deploymentGroup:DeploymentGroup";
/** CodeDeploy watches these only: a composite alarm is none of them. */
const ALARM = "cloudwatch/metricAlarm:MetricAlarm";

type Place = Pick<Estate, "partition" | "account" | "homeRegion">;

export function collectRollouts(survey: Survey, place: Place): readonly AuditedRollout[] {
  const alarms = new Map(survey.all(ALARM).map((alarm) => [identity(alarm, "name"), alarm.name]));
  return survey.all(GROUP).map((group) => rolloutOf(group, place, alarms));
}

/** @param alarms logical names by the alarms' own */
function rolloutOf(
  group: CollectedResource,
  { partition, account, homeRegion }: Place,
  alarms: ReadonlyMap<string | undefined, string>,
): AuditedRollout {
  const { inputs } = group;
  const watching = record(inputs["alarmConfiguration"]);
  const watched = texts(watching["alarms"] ?? []);
  const takingBack = record(inputs["autoRollbackConfiguration"]);
  const style = record(inputs["deploymentStyle"]);
  const application = setting(group, "appName") ?? "";
  const named = identity(group, "deploymentGroupName") ?? group.name;
  const codeDeploy = `arn:${partition}:codedeploy:${regionOf(group) ?? homeRegion}:${account}`;
  return {
    name: named,
    urn: group.urn,
    source: group.source,
    arn: `${codeDeploy}:deploymentgroup:${application}/${named}`,
    applicationArn: `${codeDeploy}:application:${application}`,
    roleArn: setting(group, "serviceRoleArn") ?? "",
    alarms: watched.flatMap((name) => alarms.get(name) ?? []),
    unknownAlarms: watched.filter((name) => !alarms.has(name)),
    heedsAlarms: watching["enabled"] === true && watching["ignorePollAlarmFailure"] !== true,
    takenBackOn: takingBack["enabled"] === true ? texts(takingBack["events"] ?? []) : [],
    shiftsTraffic: style["deploymentType"] === "BLUE_GREEN" && style["deploymentOption"] === "WITH_TRAFFIC_CONTROL",
  };
}

/** Why alarms are not looked at, as config says it and the stack's outputs repeat; undefined where they are. */
export function ignoredAlarms(survey: Survey): string | undefined {
  return text(record(survey.graph.outputs["operator"])["rolloutsIgnoreAlarms"]);
}
