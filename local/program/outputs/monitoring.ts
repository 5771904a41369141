import { ACCOUNT, arn, physicalName, uuidOf } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";

/** Alarms, what they look at, and whom they tell. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export const MONITORING_MODELS: OutputModels = {
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": (r) => named(r, 512),
  "aws:cloudwatch/metricAlarm:MetricAlarm": (r) => withArn(r, "cloudwatch", "alarm:", physicalName(r, 255)),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": (r) =>
    withArn(r, "cloudwatch", "alarm:", physicalName(r, 255, "alarmName")),
  "aws:cloudwatch/eventRule:EventRule": (r) => withArn(r, "events", "rule/", physicalName(r, 64)),
  "aws:cloudwatch/eventTarget:EventTarget": eventTarget,
  "aws:cloudwatch/dashboard:Dashboard": (r) => ({ id: idOr(r, neededText(r, "dashboardName")) }),
  "aws:kms/key:Key": key,
  "aws:sns/topic:Topic": topic,
  "aws:sns/topicPolicy:TopicPolicy": (r) => ({ id: idOr(r, neededText(r, "arn")) }),
  "aws:sns/topicSubscription:TopicSubscription": subscription,
};

function named(resource: NewResource, maxLength: number): Created {
  const name = resource.knownId ?? physicalName(resource, maxLength);
  return { id: name, outputs: { name } };
}

function withArn(resource: NewResource, service: string, kind: string, name: string): Created {
  const nameKey = resource.type.endsWith(":CompositeAlarm") ? "alarmName" : "name";
  return { id: idOr(resource, name), outputs: { [nameKey]: name, arn: arn(resource, service, `${kind}${name}`) } };
}

/** Its id has the rule's name in front. */
function eventTarget(resource: NewResource): Created {
  const targetId = textInput(resource, "targetId") ?? resource.name;
  return { id: idOr(resource, `${neededText(resource, "rule")}-${targetId}`), outputs: { targetId } };
}

function key(resource: NewResource): Created {
  const keyId = idOr(resource, uuidOf(resource.urn));
  return { id: keyId, outputs: { keyId, arn: arn(resource, "kms", `key/${keyId}`) } };
}

/** A topic's id is its ARN. */
function topic(resource: NewResource): Created {
  const name = physicalName(resource, 256);
  const topicArn = idOr(resource, arn(resource, "sns", name));
  return { id: topicArn, outputs: { name, arn: topicArn, owner: ACCOUNT } };
}

/** Until the link in the mail is followed it waits. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
function subscription(resource: NewResource): Created {
  const subscriptionArn = idOr(resource, `${neededText(resource, "topic")}:${uuidOf(resource.urn)}`);
  return { id: subscriptionArn, outputs: { arn: subscriptionArn, pendingConfirmation: true } };
}
