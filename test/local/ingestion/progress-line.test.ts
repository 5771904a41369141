import { type Look, progressLine } from "../../../local/ingestion/progress-line";

/** @param finished of images, where the table was read */
function look(seconds: number, waiting: number, inFlight: number, finished?: number, deadLetters = 0): Look {
  const states = finished === undefined ? {} : { states: { done: finished, pending: 3, postponed: 2 } };
  return { at: 1000 * seconds, queue: { waiting, inFlight }, deadLetters, ...states };
}

test.each<[string, Look, Look | undefined, string]>([
  ["nothing was ever put", look(0, 0, 0), undefined, "0 waiting, 0 in flight, 0 dead letters; nothing left to do"],
  [
    "one look only",
    look(0, 9000, 10, 7, 1),
    undefined,
    "9,000 waiting, 10 in flight, 7 done, 0 failed, 2 postponed, 1 dead letters; 9,010 left",
  ],
  [
    "finished images are counted",
    look(10, 880, 20, 150),
    look(0, 990, 10, 50),
    "880 waiting, 20 in flight, 150 done, 0 failed, 2 postponed, 0 dead letters; 10 finished a second; about 2 min left",
  ],
  [
    "the table is not read",
    look(10, 100, 0),
    look(0, 125, 0),
    "100 waiting, 0 in flight, 0 dead letters; backlog shrinks by 2.5 a second; about 40 s left",
  ],
  [
    "more comes than is finished",
    look(10, 300, 0),
    look(0, 100, 0),
    "300 waiting, 0 in flight, 0 dead letters; backlog grows by 20 a second; no end in sight at this rate",
  ],
  [
    "nothing moves",
    look(10, 100, 5),
    look(0, 105, 0),
    "100 waiting, 5 in flight, 0 dead letters; backlog stands still; no end in sight at this rate",
  ],
  [
    "hours are left",
    look(10, 9990, 10),
    look(0, 10_005, 5),
    "9,990 waiting, 10 in flight, 0 dead letters; backlog shrinks by 1.0 a second; about 2.8 h left",
  ],
  [
    "it has just ended",
    look(10, 0, 0, 60),
    look(0, 10, 0, 50),
    "0 waiting, 0 in flight, 60 done, 0 failed, 2 postponed, 0 dead letters; 1.0 finished a second; nothing left to do",
  ],
])("when %s", (_, now, before, line) => {
  expect(progressLine(now, before)).toBe(line);
});
