import {
  type AnyStatement,
  withInputs,
  withoutStatements,
  withStatements,
} from "../../../policies/audit/rules/changed-graph";
import { everybodyIf, named, ofType, onResource, unconditional } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";

const anybody = everybodyIf({ Bool: { "aws:SecureTransport": "true" } });
const without = (action: string) => (statement: AnyStatement) => ({
  ...statement,
  Action: [statement.Action ?? []].flat().filter((each) => each !== action),
});
const forNoRule = (statement: AnyStatement) => ({
  ...statement,
  Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-central-1:111122223333:rule/gone" } },
});

/** P5, P11, P13, P14 and P17: who speaks to the topic of alarms, uses its key, and what watching may set to work. */
export const MONITORING_FAULTS: readonly Fault[] = [
  {
    what: "CloudWatch publishes any account's alarms",
    breaks: "P11",
    of: "dev",
    change: (graph) => withStatements(graph, "LetOurAlarmsSpeak", unconditional),
  },
  {
    what: "everybody publishes alarms",
    breaks: "P11",
    of: "dev",
    change: (graph) => withStatements(graph, "LetOurAlarmsSpeak", anybody),
  },
  {
    what: "EventBridge puts any rule's events on the queue of unexpected calls",
    breaks: "P11",
    of: "dev",
    change: (graph) => withStatements(graph, "LetOurRulesKeepUnexpectedCalls", unconditional),
  },
  {
    what: "CloudWatch uses the alarms' key for any topic and account",
    breaks: "P13",
    of: "dev",
    change: (graph) => withStatements(graph, "LetOurAlarmsBeEncrypted", unconditional),
  },
  {
    what: "alarms may be published without TLS",
    breaks: "P11",
    of: "dev",
    change: (graph) => withoutStatements(graph, "DenyAlarmsWithoutTls"),
  },
  {
    what: "what CloudTrail saw is kept for a rule that is gone, and lost for those that are there",
    breaks: "P11",
    of: "dev",
    change: (graph) => withStatements(graph, "LetOurRulesKeepUnexpectedCalls", forNoRule),
  },
  {
    what: "the topic's policy is about every topic",
    breaks: "P5",
    of: "dev",
    change: (graph) =>
      withStatements(
        graph,
        "LetOurAlarmsSpeak",
        onResource(() => "*"),
      ),
  },
  {
    what: "CloudWatch cannot read what it has encrypted an alarm with",
    breaks: "P13",
    of: "dev",
    change: (graph) => withStatements(graph, "LetOurAlarmsBeEncrypted", without("kms:Decrypt")),
  },
  {
    what: "the alarms' key, once its deletion is scheduled, cannot be kept",
    breaks: "P13",
    of: "dev",
    change: (graph) => withStatements(graph, "LetIdentityPoliciesAdministerTheKey", without("kms:CancelKeyDeletion")),
  },
  {
    what: "the topic of alarms is not encrypted",
    breaks: "P14",
    of: "dev",
    change: (graph) => withInputs(graph, named("alarms"), ({ kmsMasterKeyId: _dropped, ...inputs }) => inputs),
  },
  {
    what: "an alarm starts a function",
    breaks: "P17",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("unexpected-error"), (inputs) => ({
        ...inputs,
        alarmActions: ["arn:aws:lambda:eu-central-1:111122223333:function:other"],
      })),
  },
  {
    what: "events of CloudTrail are kept on a queue that is not the stack's",
    breaks: "P17",
    of: "dev",
    change: (graph) =>
      withInputs(graph, ofType("aws:cloudwatch/eventTarget:EventTarget"), (inputs) => ({
        ...inputs,
        arn: "arn:aws:sqs:eu-central-1:111122223333:elsewhere",
      })),
  },
];
