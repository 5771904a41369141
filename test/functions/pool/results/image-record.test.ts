import {
  expiryOf,
  type ImageRecord,
  isExpired,
  type StoredState,
} from "../../../../functions/pool/results/image-record";
import { attributesOf, recordOf } from "../../../../functions/pool/results/item";

const NOW = 1_800_000_000_000;
const DAY = 86_400;
const found = { DetectText: { region: "eu-west-1", answer: {} } } as const;

function days(state: StoredState, results: ImageRecord["results"], kept: number, before?: ImageRecord): number {
  return (expiryOf({ state, results }, before, NOW, kept) - NOW / 1000) / DAY;
}

test.each<[StoredState, ImageRecord["results"], number, number]>([
  // What is finished is kept as long as config says.
  ["done", found, 1, 1],
  ["done", found, 90, 90],
  ["failed", {}, 1, 1],
  // What is not outlives its message, which SQS keeps for 14 days at most.
  ["pending", {}, 1, 15],
  ["pending", {}, 90, 15],
  ["analysing", {}, 1, 15],
  ["postponed", {}, 1, 15],
  ["set_aside", {}, 1, 15],
  // Unless there are results in it already: those go when results go.
  ["postponed", found, 1, 1],
  ["set_aside", found, 90, 15],
])("a record that is %s, with results %j that are kept %d days, is kept %d", (state, results, kept, expected) => {
  expect(days(state, results, kept)).toBe(expected);
});

test("retries do not prolong the life of what was found before them; an end does", () => {
  const before: ImageRecord = {
    state: "postponed",
    operations: [],
    results: found,
    expiresAt: NOW / 1000 + 0.25 * DAY,
  };
  expect(days("analysing", found, 1, before)).toBe(0.25);
  expect(days("postponed", { ...found, DetectFaces: found.DetectText }, 1, before)).toBe(0.25);
  expect(days("done", found, 1, before)).toBe(1);
  expect(days("postponed", found, 1, { ...before, results: {} })).toBe(1);
});

test("a record is over from the very second that it names", () => {
  const record: ImageRecord = { state: "done", operations: [], results: {}, expiresAt: NOW / 1000 };
  expect([isExpired(record, NOW - 1), isExpired(record, NOW)]).toEqual([false, true]);
});

test("a record comes back from its item as it was", () => {
  const full: ImageRecord = {
    state: "postponed",
    uploader: "a-caller",
    operations: ["DetectFaces", "DetectText"],
    results: found,
    problem: { code: "too_many_requests", detail: "Every Region is at its quota." },
    version: "v1",
    sequencer: "0B",
    tries: 3,
    failures: 2,
    leaseUntil: NOW,
    retryAt: NOW + 1,
    uploadUntil: NOW + 2,
    expiresAt: NOW / 1000,
  };
  const bare: ImageRecord = { state: "pending", operations: [], results: {}, expiresAt: 1 };
  for (const record of [full, bare]) {
    const present = Object.entries(attributesOf(record)).flatMap(([name, value]) => (value ? [[name, value]] : []));
    expect(recordOf(Object.fromEntries(present) as Parameters<typeof recordOf>[0])).toEqual(record);
  }
});
