import { callsInResult, USAGE_QUERY } from "../../../local/usage/logs-insights";
import { callsInLog, pricedUsage } from "../../../local/usage/pool-usage";
import { usageText } from "../../../local/usage/text";

const line = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([field, value]) => ({ field, value }));
const WEIGHT = { throttles: "4", waitMs: "2500", bytes: "3000000" };

/** As Logs Insights answers: texts only, and no empty field. */
const RESULT = JSON.stringify({
  status: "Complete",
  results: [
    line({ lane: "portal", callerId: "c1", operation: "CompareFaces", region: "us-east-1", calls: "1000", ...WEIGHT }),
    line({
      lane: "portal",
      callerId: "c1",
      operation: "CompareFaces",
      region: "eu-central-1",
      calls: "400",
      ...WEIGHT,
    }),
    line({ lane: "batch", operation: "DetectLabels", region: "us-east-1", calls: "2500", ...WEIGHT }),
    line({ lane: "batch", operation: "DetectLabels", code: "too_many_requests", calls: "300", ...WEIGHT }),
  ],
});

test("a query's result is priced by lane, caller and operation, where each call was answered; refused calls are free", () => {
  const usage = pricedUsage(callsInResult(RESULT));
  // 2,500 at $0.001, and 1,000 at $0.001 with 400 at the $0.00125 of a Region that the list does not name.
  expect(usage).toMatchObject([
    {
      lane: "batch",
      callerId: "",
      operation: "DetectLabels",
      calls: 2800,
      answered: 2500,
      throttles: 8,
      isConfirmed: true,
    },
    {
      lane: "portal",
      callerId: "c1",
      operation: "CompareFaces",
      calls: 1400,
      answered: 1400,
      waitMs: 5000,
      isConfirmed: false,
    },
  ]);
  expect(usage.map(({ usd }) => usd)).toEqual([expect.closeTo(2.5, 9), expect.closeTo(1.5, 9)]);
  expect(usageText(usage, "usage.json")).toMatch(
    /^usage\.json: \$4\.00 for Rekognition \(batch \$2\.50, portal \$1\.50\)\.\n/,
  );
});

test("the laptop's log is counted line by line, and what is not a call of the pool passed over", () => {
  const call = {
    event: "rekognition_call",
    lane: "all",
    callerId: "c1",
    operation: "DetectFaces",
    region: "eu-west-1",
    throttles: 1,
    waitMs: 20,
    bytes: 500,
    code: "",
  };
  const lines = [
    JSON.stringify(call),
    JSON.stringify(call),
    '{"event":"rekognition_call","la',
    '{"event":"request_refused"}',
    "",
  ];
  expect(pricedUsage(callsInLog(lines))).toMatchObject([
    { calls: 2, answered: 2, throttles: 2, waitMs: 40, bytes: 1000 },
  ]);
});

test.each([
  ["a query that is not done", '{"status":"Running","results":[]}', /status is "Running"/],
  [
    "another query's lines",
    '{"status":"Complete","results":[[{"field":"x","value":"1"}]]}',
    /not a result of the query/,
  ],
  ["a text", "calls,lane", /not a result of the query/],
  ["no number", RESULT.replace('"1000"', '"many"'), /calls is "many"/],
])("%s is refused", (_, text, words) => {
  expect(() => callsInResult(text)).toThrow(words);
});

test("the query asks for each field that is read of its lines", () => {
  for (const field of ["lane", "callerId", "operation", "region", "code", "calls", "throttles", "waitMs", "bytes"])
    expect(USAGE_QUERY).toMatch(new RegExp(`as ${field}\\b`));
});
