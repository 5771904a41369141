/** What watches the stack may tell people, and nothing else: an alarm can also start things, and a rule can copy events anywhere. */
import type { CollectedResource } from "../graph/graph";
import { identity, text, texts } from "../graph/graph";
import type { Survey } from "../survey";
import { among, type Setting, type SettingsOf, unset } from "./setting";

const ACTIONS = ["alarmActions", "okActions", "insufficientDataActions"];

export const WATCHING: Readonly<Record<string, SettingsOf>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": tellsTopicsOnly,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": tellsTopicsOnly,
  "aws:cloudwatch/eventTarget:EventTarget": (target, survey) => [
    among(
      "/arn",
      `${target.name} keeps events on a queue of this stack.`,
      texts(target.inputs["arn"]),
      arnsOf(survey, "sqs/queue:Queue"),
    ),
    unset("roleArn", target.inputs, `${target.name} works with no role.`),
  ],
  "aws:sns/topicSubscription:TopicSubscription": ({ name, inputs }) => {
    const protocol = text(inputs["protocol"]) ?? "";
    const claim = `${name} tells a person by mail, and no address that could do something.`;
    return [{ at: "/protocol", claim, holds: protocol === "email", why: `its protocol is ${protocol}` }];
  },
};

/** EC2, Lambda and Systems Manager are what else an alarm can set to work. */
function tellsTopicsOnly({ name, inputs }: CollectedResource): Setting[] {
  return ACTIONS.map((key) => {
    const others = texts(inputs[key] ?? []).filter((arn) => arn.split(":")[2] !== "sns");
    const claim = `${name} tells a topic and starts nothing (${key}).`;
    return { at: `/${key}`, claim, holds: others.length === 0, why: `it names ${others.join(", ")}` };
  });
}

function arnsOf(survey: Survey, type: string): string[] {
  return survey.all(type).flatMap((each) => identity(each, "arn") ?? []);
}
