/** Only CloudWatch, and only for this stack's own alarms, may publish to the topic of alarms, and only over TLS. */
import type { Place } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

/**
 * Both conditions: without the account another customer's alarm could speak in our alarms' name, without the ARN every alarm of the account.
 * Subscribing and everything else is for identity policies of the account.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cross-service-confused-deputy-prevention.html
 *
 * @param alarmNamePrefix what the names of the stack's alarms begin with
 */
export function alarmTopicPolicy(
  { account, ...place }: Place,
  { topicArn, alarmNamePrefix }: { readonly topicArn: string; readonly alarmNamePrefix: string },
): PolicyDocument {
  const alarms = `arn:${place.partition}:cloudwatch:${place.region}:${account}:alarm:${alarmNamePrefix}*`;
  return policyDocument(
    {
      Sid: "LetOurAlarmsSpeak",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { ArnLike: { "aws:SourceArn": alarms }, StringEquals: { "aws:SourceAccount": account } },
    },
    {
      Sid: "DenyAlarmsWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
