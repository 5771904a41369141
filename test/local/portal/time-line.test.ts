import { contextVariables } from "../../../local/cloud/private-api/call";
import { requestIdOf, traceIdOf } from "../../../local/lambda/trace-id";
import { timeLinePage } from "../../../local/portal/time-line/page";
import { type RequestRecord, timeLine } from "../../../local/portal/time-line/time-line";

const ID = "addca920-4b0d-4898-99e4-563c293766b3";
const BEGAN = Date.parse("2026-11-30T12:00:00.000Z");

test("a request's id travels as its trace's: to the function and back from each call that it makes", () => {
  const traceId = traceIdOf({ requestContext: { requestId: ID } });
  expect(traceId).toBe("Root=1-addca920-4b0d489899e4563c293766b3");
  expect(requestIdOf(`${traceId ?? ""};Parent=53995c3f42cd8ad8;Sampled=0`)).toBe(ID);
});

test.each([undefined, null, "text", {}, { requestContext: { requestId: "portal" } }, { Records: [] }])(
  "an event that is not a request has no trace: %j",
  (event) => {
    expect(traceIdOf(event)).toBeUndefined();
    expect(requestIdOf(undefined)).toBeUndefined();
    expect(requestIdOf("Root=1-short")).toBeUndefined();
  },
);

const call = (callId: string, at: number, milliseconds: number, region: string, ended: object) => ({
  ...{ requestId: ID, callId, door: `rekognition-${region}`, service: "rekognition", operation: "DetectFaces", region },
  ...{ startedAt: BEGAN + at, milliseconds, ...ended },
});

const RECORD: RequestRecord = {
  access: {
    ...{ time: String(BEGAN), method: "POST", route: "/v1/rekognition/{operation}", status: "200", errorType: "-" },
    ...{ endpointId: "vpce-1", authorizerMs: "12", functionMs: "700", totalMs: "720", caller: "hash-of-a-caller" },
  },
  decisions: [
    {
      ...{ requestId: ID, time: "2026-11-30T12:00:00.013Z", door: "execute-api", service: "execute-api" },
      ...{
        action: "execute-api:Invoke",
        resource: "arn",
        allowed: false,
        layer: "authorizer",
        reason: "no",
        why: "because",
      },
      source: { file: "policy.ts", line: 7 },
    },
  ],
  calls: [
    call("b", 300, 400, "eu-west-2", { status: 200 }),
    call("a", 20, 30, "eu-west-1", { status: 400, error: "ProvisionedThroughputExceededException" }),
    call("c", 60, 500, "eu-west-3", {}),
  ],
  events: [
    {
      at: BEGAN + 715,
      from: "rekognition",
      event: { event: "rekognition_call", lane: "portal", isHeldBack: false, callerId: "hash", throttles: 1, code: "" },
    },
    {
      at: BEGAN + 716,
      from: "studio-url",
      event: { event: "studio_url_minted", callerId: "hash", url: "https://x?token=y" },
    },
  ],
};

test("one request's decisions, calls by Region, waits, events and answer stand in the order in which they happened", () => {
  expect(timeLine(RECORD).map(({ at, kind, what, isGood }) => [at, kind, what, isGood])).toEqual([
    [0, "request", "POST /v1/rekognition/{operation}", undefined],
    [13, "decision", "Refused execute-api:Invoke at execute-api", false],
    [20, "call", "rekognition DetectFaces in eu-west-1", false],
    [60, "call", "rekognition DetectFaces in eu-west-3", false],
    [300, "call", "rekognition DetectFaces in eu-west-2", true],
    [715, "log", "rekognition wrote rekognition_call", true],
    [716, "log", "studio-url wrote the audit event studio_url_minted", true],
    [720, "answer", "Answered 200 after 720 ms", true],
  ]);
});

test("details say who decided and what was answered, and nothing of the caller, an address or a token", () => {
  const details = timeLine(RECORD).map(({ detail }) => detail);
  expect(details).toEqual([
    "came through vpce-1",
    "by the authorizer's policy for this caller (policy.ts:7): because",
    "through rekognition-eu-west-1: 400 ProvisionedThroughputExceededException",
    "through rekognition-eu-west-3: nothing whole was answered",
    "through rekognition-eu-west-2: 200",
    "lane: portal, over quota: 1",
    undefined,
    "the authorizer took 12 ms, the function took 700 ms",
  ]);
  expect(JSON.stringify(timeLine(RECORD))).not.toMatch(/hash|https|token=/);
});

test("the time between a refused call and the next one is a wait", () => {
  const calls = [RECORD.calls[1], RECORD.calls[0]].flatMap((each) => each ?? []);
  const [wait] = timeLine({ ...RECORD, calls }).filter(({ kind }) => kind === "wait");
  expect(wait).toMatchObject({ at: 50, milliseconds: 250 });
});

test("with tracing, the access log and the page name the trace that the functions' calls carry", () => {
  const request = { requestId: ID, method: "GET", path: "/", sourceIp: "10.10.0.5", headers: [], door: {} };
  const call = { request, startedAt: new Date(BEGAN) } as unknown as Parameters<typeof contextVariables>[0];
  const { xrayTraceId } = contextVariables(call, { status: 200, responseLength: 2, latencyMs: 3 });
  expect(`Root=${xrayTraceId ?? ""}`).toBe(traceIdOf({ requestContext: { requestId: ID } }));
  const view = { enforcement: { policies: 0, hash: "" }, costOnAws: "", alarms: { count: 0, red: [] }, hasPool: false };
  const pageOf = (access: Readonly<Record<string, string>>) => timeLinePage(view, ID, { ...RECORD, access });
  expect(pageOf({ ...RECORD.access, traceId: xrayTraceId ?? "" })).toContain(
    `<code>${xrayTraceId ?? ""}</code> in X-Ray`,
  );
  expect(pageOf(RECORD.access)).not.toContain("X-Ray");
});
