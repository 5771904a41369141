import { brightBoxes } from "../../../../local/cloud/rekognition/bright-boxes";
import { RekognitionRegion } from "../../../../local/cloud/rekognition/region";
import { TokenBucket } from "../../../../local/cloud/rekognition/token-bucket";

/** A clock that stands until it is moved. */
function clockAt(start = 0) {
  let time = start;
  return { now: () => time, move: (milliseconds: number) => (time += milliseconds) };
}

function takeAll(bucket: TokenBucket, share?: number): number {
  let taken = 0;
  while (bucket.take(share)) taken += 1;
  return taken;
}

describe("a quota's bucket", () => {
  test("lets one second's worth through at once, and then as much as flows in", () => {
    const clock = clockAt();
    const bucket = new TokenBucket(5, clock.now);
    expect(takeAll(bucket)).toBe(5);
    clock.move(199);
    expect(takeAll(bucket)).toBe(0);
    clock.move(1);
    expect(takeAll(bucket)).toBe(1);
    clock.move(60_000);
    expect(takeAll(bucket)).toBe(5);
  });

  test("serves the quota to the last call over a long time, however often it is asked", () => {
    const clock = clockAt(1234.5);
    const bucket = new TokenBucket(7, clock.now);
    let taken = 0;
    for (let tick = 0; tick < 60_000; tick += 3) {
      taken += takeAll(bucket);
      clock.move(3);
    }
    expect(taken).toBeGreaterThanOrEqual(7 * 60 + 6);
    expect(taken).toBeLessThanOrEqual(7 * 60 + 7);
  });

  test("of less than one call a second holds one call", () => {
    const clock = clockAt();
    const bucket = new TokenBucket(0.5, clock.now);
    expect(takeAll(bucket)).toBe(1);
    clock.move(1999);
    expect(takeAll(bucket)).toBe(0);
    clock.move(1);
    expect(takeAll(bucket)).toBe(1);
  });

  test("is half as deep and fills half as fast while somebody else eats half", () => {
    const clock = clockAt();
    const bucket = new TokenBucket(10, clock.now);
    expect(takeAll(bucket, 0.5)).toBe(5);
    clock.move(1000);
    expect(takeAll(bucket, 0.5)).toBe(5);
    clock.move(200);
    expect([bucket.level(0.5), bucket.level()].map(Math.round)).toEqual([1, 2]);
  });
});

describe("a Region", () => {
  test("has a bucket for each operation that exists there, and none shares another's", () => {
    const clock = clockAt();
    const region = new RekognitionRegion("eu-west-1", { DetectFaces: 2, DetectText: 1, DetectLabels: 0 }, clock.now);
    expect([region.admit("DetectFaces"), region.admit("DetectFaces"), region.admit("DetectFaces")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(region.admit("DetectText")).toBe(true);
    expect([region.has("DetectLabels"), region.has("CompareFaces")]).toEqual([false, false]);
    expect(region.state().operations.map(({ operation, quota }) => [operation, quota])).toEqual([
      ["DetectFaces", 2],
      ["DetectText", 1],
    ]);
  });

  test("counts how calls ended, of all operations and of each", () => {
    const region = new RekognitionRegion("eu-west-1", { DetectFaces: 2, DetectText: 1 }, () => 0);
    region.count("answered", "DetectFaces");
    region.count("throttled", "DetectFaces");
    region.count("answered", "DetectText");
    region.count("failed");
    const { answered, throttled, failed, operations } = region.state();
    expect([answered, throttled, failed]).toEqual([2, 1, 1]);
    expect(operations.map((one) => [one.answered, one.throttled])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });
});

describe("what the stand-in takes for faces", () => {
  const cells = (rows: readonly string[]) => Uint8Array.from(rows.join(""), (cell) => (cell === "#" ? 220 : 20));

  test.each<[string, readonly string[], readonly (readonly number[])[]]>([
    ["one patch", ["....", ".##.", ".##.", "...."], [[0.25, 0.25, 0.5, 0.5]]],
    [
      "two patches, the larger one first",
      ["#...", "....", "..##", "..##"],
      [
        [0.5, 0.5, 0.5, 0.5],
        [0, 0, 0.25, 0.25],
      ],
    ],
    ["nothing where nothing stands out", ["....", "....", "....", "...."], []],
    [
      "no patch round the edge: the last cell of a row does not touch the first of the next",
      ["...#", "#...", "....", "...."],
      [
        [0.75, 0, 0.25, 0.25],
        [0, 0.25, 0.25, 0.25],
      ],
    ],
  ])("is %s", (_, rows, boxes) => {
    const found = brightBoxes(cells(rows), 4).map(({ Left, Top, Width, Height }) => [Left, Top, Width, Height]);
    expect(found).toEqual(boxes);
  });
});
