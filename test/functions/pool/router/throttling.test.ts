import type { AttemptKind } from "../../../../functions/pool/router/call";
import { SelfThrottle } from "../../../../functions/pool/router/throttling";

/** After so many of each, at the same moment. */
function hopeAfter(kinds: Partial<Record<AttemptKind, number>>, passedMs = 0): number {
  const throttle = new SelfThrottle();
  for (const [kind, count] of Object.entries(kinds) as [AttemptKind, number][]) {
    for (let index = 0; index < count; index++) throttle.note(kind, 1000);
  }
  return throttle.hope(1000 + passedMs);
}

test("before anything was seen, two of three calls are believed to get through", () => {
  expect(hopeAfter({})).toBeCloseTo((2 / 3 / 0.7) ** 3, 10);
});

test.each<[string, Partial<Record<AttemptKind, number>>, number]>([
  ["all get through", { OK: 20 }, 1],
  ["seven of ten do", { OK: 68, THROTTLE: 29 }, 1],
  ["a bit less does", { OK: 67, THROTTLE: 30 }, (69 / 100 / 0.7) ** 3],
  ["35 of a hundred do", { OK: 33, THROTTLE: 64 }, 0.125],
  ["nothing does", { THROTTLE: 1000 }, 0.04],
])("where %s the hope is as large", (_, kinds, hope) => {
  expect(hopeAfter(kinds)).toBeCloseTo(hope, 10);
});

test("what says nothing of quota changes no hope", () => {
  expect(hopeAfter({ FAULT: 50, CONFIG: 50, CALLER_ERROR: 50 })).toBe(hopeAfter({}));
});

test("a minute later a third of it is remembered, and a clock set back forgets nothing", () => {
  const kept = Math.exp(-1);
  expect(hopeAfter({ OK: 10, THROTTLE: 30 }, 60_000)).toBeCloseTo(((10 * kept + 2) / (40 * kept + 3) / 0.7) ** 3, 10);
  expect(hopeAfter({ OK: 10, THROTTLE: 30 }, -500)).toBe(hopeAfter({ OK: 10, THROTTLE: 30 }));
});
