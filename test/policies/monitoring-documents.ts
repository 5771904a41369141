import { alarmKeyPolicy } from "../../policies/monitoring/alarm-key";
import { alarmTopicPolicy } from "../../policies/monitoring/alarm-topic";
import type { Place } from "../../policies/arns";
import type { PolicyDocument } from "../../policies/document";
import { unexpectedCallsQueuePolicy } from "../../policies/monitoring/unexpected-calls-queue";

/** The example stack's alarms: a topic with its key, and the queue of what CloudTrail saw. */
export function monitoringDocuments(place: Place) {
  const arn = (service: string, name: string) =>
    `arn:${place.partition}:${service}:${place.region}:${place.account}:${name}`;
  const topicArn = arn("sns", "gateway-alarms");
  const ruleArns = ["mint-outside-minting-role-1a2b3c4", "role-refused-5d6e7f8"].map((name) =>
    arn("events", `rule/${name}`),
  );
  return {
    "alarm-topic": alarmTopicPolicy(place, { topicArn, alarmNamePrefix: "gateway-" }),
    "alarm-key": alarmKeyPolicy(place, { topicArn }),
    "unexpected-calls-queue": unexpectedCallsQueuePolicy({ queueArn: arn("sqs", "unexpected-calls"), ruleArns }),
  } satisfies Record<string, PolicyDocument>;
}
