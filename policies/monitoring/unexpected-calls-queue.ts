/** Only EventBridge, and only for this stack's own rules, may put what CloudTrail saw on the queue of unexpected calls. */
import { type PolicyDocument, policyDocument } from "../document";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions */
export function unexpectedCallsQueuePolicy(names: {
  readonly queueArn: string;
  readonly ruleArns: readonly string[];
}): PolicyDocument {
  return policyDocument({
    Sid: "LetOurRulesKeepUnexpectedCalls",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: names.queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": names.ruleArns } },
  });
}
