import { withInputs, withStatements } from "../../../policies/audit/rules/changed-graph";
import { everybodyIf, named, ofType, unconditional } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";

const anybody = everybodyIf({ Bool: { "aws:SecureTransport": "true" } });

/** P11, P13, P14 and P17: who speaks to the topic of alarms, uses its key, and what watching may set to work. */
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
