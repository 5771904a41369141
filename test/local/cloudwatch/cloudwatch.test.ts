import { holdsRule, stateOf } from "../../../local/cloudwatch/alarm-state";
import { Datapoints } from "../../../local/cloudwatch/datapoints";
import { takes } from "../../../local/cloudwatch/event-pattern";
import { matches } from "../../../local/cloudwatch/filter-pattern";
import { evaluate } from "../../../local/cloudwatch/metric-math";

/** The line of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html */
const LINE = {
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  SomeObject: null,
  errorCode: 400,
  latency: 50,
};

test.each([
  ['{ $.eventType = "UpdateTrail" }', true],
  ['{ $.eventType = "*" }', true],
  ['{ $.eventType = "Update*" }', true],
  ['{ $.eventType = "Trail" }', false],
  ['{ $.sourceIPAddress != "123.123.*" }', true],
  ['{ $.sourceIPAddress != "111.111.*" }', false],
  ["{ $.errorCode = 400 }", true],
  ["{ $.latency >= 50 }", true],
  ["{ $.latency > 50 }", false],
  ['{ ($.eventType = "UpdateTrail") && ($.errorCode = 404) }', false],
  ['{ ($.eventType = "UpdateTrail") || ($.errorCode = 404) }', true],
  // && before ||
  ['{ ($.errorCode = 1) && ($.errorCode = 2) || ($.eventType = "UpdateTrail") }', true],
  ['{ $.missing != "x" }', false],
  ['{ $.SomeObject = "x" }', false],
])("a filter %s", (pattern, expected) => {
  expect(matches(pattern, LINE)).toBe(expected);
});

test("what is not modelled is refused, and not taken for no match", () => {
  expect(() => matches("ERROR", LINE)).toThrow("is not a pattern for JSON");
  expect(() => matches("{ $.a = %x% }", LINE)).toThrow("is not understood");
  expect(() => evaluate("RATE(m1)", { m1: 1 })).toThrow("RATE is a function that is not modelled");
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
test.each([
  ["m1 + m2 * 2", { m1: 1, m2: 3 }, 7],
  ["(m1 + m2) * 2", { m1: 1, m2: 3 }, 8],
  ["IF(m1 > m2, m1, m2)", { m1: 4, m2: 3 }, 4],
  ["IF(m1 >= 3, m1 / m2, 0)", { m1: 2, m2: 4 }, 0],
  ["IF(m1 > 0 AND FILL(m2, 0) == 0, 1, 0)", { m1: 5, m2: undefined }, 1],
  ["m1 + m2", { m1: 1, m2: undefined }, undefined],
  ["FILL(m1, 0) + FILL(m2, 0)", { m1: 1, m2: undefined }, 1],
  ["m1 / m2", { m1: 1, m2: 0 }, undefined],
])("metric math %s of %j", (expression, values, expected) => {
  expect(evaluate(expression, values)).toBe(expected);
});

test.each([
  ["2 of 3 over it", [1, 0, 1], 2, "notBreaching", "ALARM"],
  ["1 of 3 over it", [1, 0, 0], 2, "notBreaching", "OK"],
  ["what is missing is not over it", [1, undefined, undefined], 2, "notBreaching", "OK"],
  ["what is missing is over it", [1, undefined, undefined], 2, "breaching", "ALARM"],
  ["all is missing", [undefined], 1, "missing", "INSUFFICIENT_DATA"],
] as const)("an alarm of which %s", (_, periods, datapointsToAlarm, treatMissingData, expected) => {
  expect(stateOf({ threshold: 1, datapointsToAlarm, treatMissingData }, periods)).toBe(expected);
});

test("a composite alarm is red while its rule holds", () => {
  const states = new Map([["a", "ALARM"] as const, ["b", "OK"] as const]);
  expect(holdsRule('ALARM("a") AND ALARM("b")', states)).toBe(false);
  expect(holdsRule('ALARM("a") AND OK("b")', states)).toBe(true);
  expect(() => holdsRule('ALARM("c")', states)).toThrow("There is no alarm c");
});

test("statistics are of the whole period, and of nothing where nothing was counted", () => {
  const data = new Datapoints();
  const metric = { namespace: "AWS/ApiGateway", metricName: "Latency", dimensions: { Stage: "live", ApiName: "api" } };
  data.add(metric, 1, 100, 200);
  data.add({ ...metric, dimensions: { ApiName: "api", Stage: "live" } }, 5, 300, 4000);
  const all = ["Sum", "SampleCount", "Maximum", "PR(:300)"].map((stat) => data.statistic(metric, stat, 5, 300));
  expect(all).toEqual([4600, 4, 4000, 75]);
  expect(data.statistic(metric, "Sum", 5, 240)).toBe(4300);
  expect(data.statistic(metric, "Sum", 11, 300)).toBeUndefined();
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
test.each([
  [{ state: [{ "anything-but": { prefix: "init" } }] }, { state: "running" }, true],
  [{ state: [{ "anything-but": { prefix: "init" } }] }, { state: "initializing" }, false],
  [{ state: [{ "anything-but": { prefix: "init" } }] }, {}, false],
  [{ detail: { "c-count": [{ exists: false }] } }, { detail: {} }, true],
  [{ detail: { "c-count": [{ exists: false }] } }, { detail: { "c-count": 5 } }, false],
  [{ Region: [{ prefix: "us-" }, "eu-west-1"] }, { Region: "eu-west-1" }, true],
  [{ FileName: [{ suffix: ".png" }] }, { FileName: "a.jpg" }, false],
  [{ source: ["aws.ec2"], $or: [{ a: ["x"] }, { b: ["y"] }] }, { source: "aws.ec2", b: "y" }, true],
  [{ source: ["aws.ec2"], $or: [{ a: ["x"] }, { b: ["y"] }] }, { source: "aws.ec2", b: "z" }, false],
])("the event pattern %j for %j", (pattern, event, expected) => {
  expect(takes(pattern, event)).toBe(expected);
});
