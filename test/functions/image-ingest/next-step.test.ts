import { delayAfter, nextStep, type ObjectEvent, type Step } from "../../../functions/image-ingest/next-step";
import type { ImageRecord } from "../../../functions/pool/results/image-record";

/** What an event has to do with its image, moment by moment; and a day of an image in the queue, in a few milliseconds. */

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

const event: ObjectEvent = { version: "v2", sequencer: "0B" };

/** A sequencer as records hold it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const stored = (sequencer: string) => `${sequencer}${"0".repeat(64 - sequencer.length)}`;

function record(change: Partial<ImageRecord>): ImageRecord {
  const known = { operations: [], results: {}, version: "v2", sequencer: stored("0B"), expiresAt: NOW };
  return { state: "analysing", ...known, ...change };
}

const TRY = { kind: "try", isResumed: true, failures: 0 };
const ANEW = { kind: "try", isResumed: false, failures: 0 };

test.each<[string, ImageRecord | undefined, Step]>([
  ["an image that the table does not know", undefined, ANEW as Step],
  ["an upload that was offered", { state: "pending", operations: [], results: {}, expiresAt: NOW }, ANEW as Step],
  ["an older version, finished", record({ state: "done", version: "v1", sequencer: stored("0A") }), ANEW as Step],
  [
    "an older version, being analysed",
    record({ version: "v1", sequencer: stored("0AFF"), leaseUntil: NOW + 1 }),
    ANEW as Step,
  ],
  ["a newer version", record({ state: "postponed", version: "v3", sequencer: stored("0B01") }), { kind: "nothing" }],
  ["this version, done", record({ state: "done" }), { kind: "nothing" }],
  ["this version, failed", record({ state: "failed" }), { kind: "nothing" }],
  ["this version, another try's", record({ leaseUntil: NOW + 1 }), { kind: "wait" }],
  ["this version, postponed", record({ state: "postponed" }), TRY as Step],
  [
    "this version, postponed until later",
    record({ state: "postponed", failures: 2, retryAt: NOW + 1 }),
    { kind: "wait" },
  ],
  [
    "this version, postponed until now",
    record({ state: "postponed", failures: 2, retryAt: NOW }),
    { ...TRY, failures: 2 } as Step,
  ],
  ["this version, set aside and put back", record({ state: "set_aside" }), TRY as Step],
  ["this version, whose function was killed once", record({ leaseUntil: NOW }), { ...TRY, failures: 1 } as Step],
  [
    "this version, whose function was killed again just now",
    record({ leaseUntil: NOW, failures: 1 }),
    { kind: "wait" },
  ],
  [
    "this version, whose function was killed again 4 minutes ago",
    record({ leaseUntil: NOW - 4 * MINUTE, failures: 1 }),
    { ...TRY, failures: 2 } as Step,
  ],
  ["this version, begun by a release that wrote no lease", record({}), TRY as Step],
])("%s", (_, known, step) => {
  expect(nextStep(known, event, NOW, false)).toEqual(step);
});

test.each<[string, ImageRecord | undefined, Step["kind"]]>([
  ["an image that the table does not know", undefined, "set_aside"],
  ["one that is postponed", record({ state: "postponed" }), "set_aside"],
  ["one that waits for its time", record({ state: "postponed", retryAt: NOW + MINUTE }), "set_aside"],
  ["one whose function was killed", record({ leaseUntil: NOW - 1 }), "set_aside"],
  ["one that another try is at", record({ leaseUntil: NOW + 1 }), "wait"],
  ["one that is done", record({ state: "done" }), "nothing"],
])("at the last receipt, %s", (_, known, kind) => {
  expect(nextStep(known, event, NOW, true).kind).toBe(kind);
});

test("sequencers of one key are compared as S3 says: padded on the right", () => {
  const later = { version: "v2", sequencer: "0055AED6DCD90281E6" };
  const known = record({ state: "done", version: "v1", sequencer: stored("0055AED6DCD90281E5FF") });
  expect(nextStep(known, later, NOW, false).kind).toBe("try");
  expect(nextStep(known, { ...later, sequencer: "0055AED6DCD90281E5" }, NOW, false).kind).toBe("nothing");
  // As far as the zeros go, the same one.
  expect(nextStep(known, { ...later, sequencer: "0055AED6DCD90281E5FF00" }, NOW, false).kind).toBe("nothing");
  expect(nextStep(known, { ...later, sequencer: "0055AED6DCD90281E5FF01" }, NOW, false).kind).toBe("try");
});

/** Receipt by receipt, as often and as far apart as the queue is configured. @returns when each try began, in minutes */
function day(endOf: (before: ImageRecord, now: number) => ImageRecord): { tries: number[]; last: Step["kind"] } {
  const tries: number[] = [];
  let known: ImageRecord | undefined;
  let last: Step["kind"] = "wait";
  for (let receipt = 1; receipt <= 1000; receipt++) {
    const now = NOW + receipt * 70_000;
    const step = nextStep(known, event, now, receipt === 1000);
    last = step.kind;
    if (step.kind !== "try") continue;
    tries.push(Math.round((now - NOW) / MINUTE));
    known = endOf(record({ failures: step.failures, leaseUntil: now + 62_000 }), now);
  }
  return { tries, last };
}

test("an image that kills the function is tried six times in 19 hours, and then set aside", () => {
  const { tries, last } = day((begun) => begun);
  expect([tries.length, last]).toEqual([6, "set_aside"]);
  expect(tries.slice(0, 4).map((at) => at - (tries[0] ?? 0))).toEqual([0, 1, 7, 25]);
});

test("an image that is only throttled is tried about every minute, and no throttle counts as a failure", () => {
  const { tries, last } = day(({ leaseUntil: _, ...begun }) => ({ ...begun, state: "postponed" }));
  expect([tries.length, last]).toEqual([999, "set_aside"]);
});

test("waits after failures grow, and the first failure costs none", () => {
  expect([0, 1, 2, 3, 4].map((count) => delayAfter(count) / MINUTE)).toEqual([0, 0, 4, 16, 64]);
});
