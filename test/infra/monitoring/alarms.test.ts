import { runbookLine, tellingAlarms } from "../../../infra/monitoring/alarm";
import { alarmsOf } from "../../../infra/monitoring/alarms";
import { logMetrics } from "../../../infra/monitoring/log-metrics";
import { monitoringWarnings } from "../../../infra/monitoring/warnings";
import type { LogEvent } from "../../../functions/contract/log";
import type { GraphResource } from "../../../local/program/graph";
import { graphOf } from "../../variants";
import { EXAMPLE } from "./example";

const alarms = alarmsOf(EXAMPLE);
const dev = graphOf("dev");
const ofType = (type: string): GraphResource[] => dev.resources.filter((each) => each.type === `aws:${type}`);

test("an objective burns at the workbook's rates, in its windows", () => {
  const windows = alarms.flatMap((alarm) =>
    alarm.kind === "metric" && alarm.name.startsWith("mint-availability") ? [alarm] : [],
  );
  expect(windows.map(({ name, periodSeconds, threshold }) => [name, periodSeconds, threshold])).toEqual([
    ["mint-availability-fast-5m", 300, 0.0144],
    ["mint-availability-fast-60m", 3600, 0.0144],
    ["mint-availability-slow-30m", 1800, 0.006],
    ["mint-availability-slow-360m", 21_600, 0.006],
  ]);
  expect(alarms.find(({ name }) => name === "mint-availability-fast")).toMatchObject({
    parts: ["mint-availability-fast-5m", "mint-availability-fast-60m"],
  });
});

test("CloudWatch takes every alarm: names, windows and descriptions are within its limits", () => {
  const names = alarms.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const long = alarms.filter((alarm) => alarm.kind === "metric" && alarm.periodSeconds * (alarm.periods ?? 1) > 86_400);
  expect(long).toEqual([]);
  const lines = tellingAlarms(alarms).map(({ runbook }) => runbookLine(runbook));
  expect(lines.filter((line) => line.length > 1024)).toEqual([]);
  expect(lines.length).toBeGreaterThan(20);
});

/** Counted, or known to be no one's trouble: a new event has to be thought about. */
test("every event of the log is counted or has a reason why not", () => {
  const patterns = logMetrics(true)
    .map(({ pattern }) => pattern)
    .join("\n");
  const events: Readonly<
    Record<LogEvent["event"], "counted" | "an audit event" | "the caller's own affair" | "told by CodeDeploy">
  > = {
    studio_url_minted: "an audit event",
    image_upload_offered: "an audit event",
    image_analysed: "an audit event",
    token_refused: "the caller's own affair",
    caller_denied: "the caller's own affair",
    request_refused: "counted",
    key_set_unavailable: "counted",
    upstream_failed: "counted",
    mapping_row_invalid: "counted",
    studio_url_rejected: "counted",
    smoke_test_ended: "told by CodeDeploy",
    rekognition_call: "counted",
    region_refused: "counted",
    image_postponed: "counted",
    image_set_aside: "counted",
    unexpected_error: "counted",
  };
  for (const [event, how] of Object.entries(events))
    expect([event, patterns.includes(`"${event}"`)]).toEqual([event, how === "counted"]);
});

test("the graph has each alarm of the records, with its line; parts of others tell no one", () => {
  const made = [...ofType("cloudwatch/metricAlarm:MetricAlarm"), ...ofType("cloudwatch/compositeAlarm:CompositeAlarm")];
  expect(made.map(({ name }) => name).sort()).toEqual(alarms.map(({ name }) => name).sort());
  const lines = new Map(tellingAlarms(alarms).map(({ name, runbook }) => [name, runbookLine(runbook)]));
  const [topic] = ofType("sns/topic:Topic");
  for (const { name, inputs } of made) {
    expect([name, inputs["alarmDescription"]]).toEqual([name, lines.get(name)]);
    expect(inputs["alarmActions"]).toEqual(lines.has(name) ? [topic?.outputs["arn"]] : undefined);
  }
});

test("unexpected calls are kept on a queue that takes exactly the two rules' events", () => {
  const rules = ofType("cloudwatch/eventRule:EventRule").map(({ outputs }) => outputs["arn"]);
  const [policy] = ofType("sqs/queuePolicy:QueuePolicy").filter(({ name }) => name === "unexpected-calls-policy");
  expect(JSON.parse(String(policy?.inputs["policy"]))).toMatchObject({
    Statement: [{ Condition: { ArnEquals: { "aws:SourceArn": expect.arrayContaining(rules) as string[] } } }],
  });
  expect(rules).toHaveLength(2);
});

test("a stack that tells no one of its alarms says so in every preview, and one without alarms why", () => {
  expect(monitoringWarnings({ monitoring: { emails: ["operators@corp.example"] } })).toEqual([]);
  expect(monitoringWarnings({ monitoring: { topicArn: "arn:aws:sns:eu-central-1:111122223333:operators" } })).toEqual(
    [],
  );
  expect(monitoringWarnings({ monitoring: { emails: [] } })).toEqual([
    expect.stringContaining("The alarms tell no one"),
  ]);
  expect(monitoringWarnings({ monitoring: { off: "the SOC reads the logs" } })).toEqual([
    expect.stringContaining("monitoring is off: the SOC reads the logs"),
  ]);
});
