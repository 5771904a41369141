import { progressBlock, summaryText } from "../../../local/load/progress";
import { drive, evenly } from "../../../local/load/drive";
import { percentile, type Sample, Tally } from "../../../local/load/tally";
import { streamsOf } from "../../../local/load/streams";
import { makeJpeg } from "../../../local/pictures";

const sample = (changes: Partial<Sample>): Sample => ({
  status: 200,
  region: "eu-west-1",
  milliseconds: 400,
  attempts: 1,
  retryAfter: undefined,
  lane: "",
  waitedFor: "",
  ...changes,
});

const NONE = { answered: 0, refused: 0, failed: 0, waitedForQuota: 0, waitedForLane: 0, p50Ms: 0, p99Ms: 0 };

test("a summary counts what callers saw, and what it cost", () => {
  const tally = new Tally();
  for (const changes of [
    { milliseconds: 300 },
    { milliseconds: 900, attempts: 3, region: "eu-west-2" },
    { status: 429, region: "", attempts: 4, retryAfter: 2 },
    { status: 503, region: "", attempts: 2 },
    { status: 0, region: "", attempts: 0 },
  ])
    tally.add(sample(changes));
  const summary = tally.summary();
  expect(summary).toEqual({
    requests: 5,
    succeeded: 2,
    throttled: 1,
    others: { "0": 1, "503": 1 },
    regions: { "eu-west-1": 1, "eu-west-2": 1 },
    p50Ms: 900,
    p99Ms: 900,
    wastedPerSuccess: 4,
    lanes: [],
  });
  const text = summaryText(summary, "5 a second", 1);
  expect(text).toMatch(/^Answered +2 \(40\.00 %\)$/m);
  expect(text).toMatch(/^No answer +1 \(20\.00 %\)$/m);
});

test("lanes stand side by side, as the answers name them", () => {
  const tally = new Tally();
  const [portal, batch] = ["portal-users", "batch-clients"];
  for (const changes of [
    { lane: portal, milliseconds: 300 },
    { lane: portal, milliseconds: 700, waitedFor: "quota" as const },
    { lane: batch, status: 429, retryAfter: 2, waitedFor: "lane" as const },
    { lane: batch, status: 429, retryAfter: 5, waitedFor: "lane" as const },
    { lane: batch, status: 0 },
  ])
    tally.add(sample(changes));
  const summary = tally.summary();
  expect(summary.lanes).toEqual([
    { ...NONE, lane: portal, asked: 2, answered: 2, waitedForQuota: 1, p50Ms: 700, p99Ms: 700 },
    { ...NONE, lane: batch, asked: 3, refused: 2, failed: 1, waitedForLane: 2, retryAfter: { least: 2, most: 5 } },
  ]);
  const [head, , second] = summaryText(summary, "", 1).trimStart().split("\n");
  expect(head).toMatch(/^lane +asked +answered +refused +failed +waited +held back +retry after +p50 ms +p99 ms$/);
  expect(second).toMatch(/^ *batch-clients +3 +0 +2 +1 +0 +2 +2-5 s +0 +0$/);
});

const LAPTOP = {
  poolMember: "dave",
  laneMembers: [
    { lane: "portal-users", person: "erin" },
    { lane: "a=b", person: "frank" },
  ],
};

test.each([
  [[], [{ person: "dave", perSecond: 20 }]],
  [["portal-users"], [{ person: "erin", lane: "portal-users", perSecond: 20 }]],
  [["a=b=2.5"], [{ person: "frank", lane: "a=b", perSecond: 2.5 }]],
])("--lane %j means %j", (asked, streams) => {
  expect(streamsOf(asked, 20, LAPTOP)).toEqual(streams);
});

test.each([
  [["portal-user"], 'There is no lane "portal-user". Did you mean portal-users? There are: portal-users, a=b.'],
  [["portal-users=0"], "--lane portal-users=0: the calls a second have to be more than 0 and at most 500."],
])("--lane %j is refused with what is allowed", (asked, says) => {
  expect(() => streamsOf(asked, 20, LAPTOP)).toThrow(says);
  expect(() => streamsOf(asked, 20, { ...LAPTOP, laneMembers: [] })).toThrow("list groups in rekognitionLanes first");
});

test("nothing at all is a summary too", () => {
  expect(new Tally().summary()).toMatchObject({ requests: 0, p50Ms: 0, p99Ms: 0, wastedPerSuccess: 0 });
});

test.each([
  [0.5, 51],
  [0.99, 100],
  [1, 100],
])("the percentile %f of 1 to 100 is %i", (share, value) => {
  const sorted = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(sorted, share)).toBe(value);
});

describe("the live block", () => {
  const state = (region: string, answered: number, fault?: "slow") => ({
    region,
    ...(fault && { fault }),
    operations: [{ operation: "DetectFaces", quota: 10, tokens: 5, answered, throttled: 2 } as const],
    answered: answered + 90,
    throttled: 2,
    failed: 4,
  });
  const summary = new Tally().summary();

  test("has a line for each Region: the operation's bucket, and counts since the load began", () => {
    const before = [state("eu-west-1", 7), state("eu-central-1", 1)];
    const now = [state("eu-west-1", 30, "slow"), state("eu-central-1", 1)];
    expect(progressBlock(3, summary, now, before, "DetectFaces")).toEqual([
      "   3 s   200: 0   429: 0   other: 0   p50 0 ms",
      "       eu-west-1     [####....]    23 answered     0 over quota     0 failed   slow",
      "       eu-central-1  [####....]     0 answered     0 over quota     0 failed",
    ]);
    expect(progressBlock(3, summary, now, before, "DetectText")[1]).toBe("       eu-west-1     has no DetectText");
  });

  test("fits a hundred columns, with long names and large numbers", () => {
    const busy = { ...state("ap-northeast-3", 99_999), fault: "access-denied" as const };
    const lane = { ...NONE, lane: "g".repeat(128), asked: 999_999, p50Ms: 29_000, p99Ms: 29_000 };
    const many = {
      ...summary,
      lanes: [lane],
      succeeded: 999_999,
      throttled: 99_999,
      others: { 503: 9999 },
      p50Ms: 29_000,
    };
    const lines = progressBlock(3600, many, [busy], [], "DetectFaces");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});

test("requests go out at their times, whatever becomes of the ones before", async () => {
  expect(evenly(4, 1)).toEqual([0, 250, 500, 750]);
  const happened: string[] = [];
  let answerFirst: () => void = () => undefined;
  await drive([0, 30, 60], async (index) => {
    happened.push(`sent ${index}`);
    if (index === 0) await new Promise<void>((resolve) => (answerFirst = resolve));
    if (index === 2) answerFirst();
    happened.push(`answered ${index}`);
  });
  // The first one is answered only after the last has gone out, and is waited for.
  expect(happened).toEqual(["sent 0", "sent 1", "answered 1", "sent 2", "answered 2", "answered 0"]);
});

test("pictures are real JPEGs: the same for the same spec, of a photograph's size, and no two alike", async () => {
  const spec = { width: 640, height: 480, patches: [{ x: 0.5, y: 0.5, radius: 0.1 }] };
  const [one, same, other] = await Promise.all([makeJpeg(spec), makeJpeg(spec), makeJpeg({ ...spec, variant: 1 })]);
  expect(one.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(same.equals(one)).toBe(true);
  expect(other.equals(one)).toBe(false);
  expect(one.length).toBeGreaterThan(30_000);
});
