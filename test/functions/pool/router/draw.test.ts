import { draw } from "../../../../functions/pool/router/choice";
import { seededRandom } from "../../../bench/pool/random";

test("the draw follows the weights", () => {
  const random = seededRandom(11);
  const candidates = [50, 50, 5, 5, 20].map((weight, index) => ({ region: String(index), weight }));
  const counts = new Map<string | undefined, number>();
  for (let count = 0; count < 13_000; count++) {
    const drawn = draw(candidates, random);
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  for (const { region, weight } of candidates) {
    const expected = 100 * weight;
    expect(Math.abs((counts.get(region) ?? 0) - expected)).toBeLessThan(4 * Math.sqrt(expected));
  }
});

test.each([
  [0, "a"],
  [0.499, "a"],
  [0.5, "b"],
])("of two equal weights the dice at %d draw %s", (at, winner) => {
  const candidates = ["a", "b"].map((region) => ({ region, weight: 1 }));
  expect(draw(candidates, () => at)).toBe(winner);
});

test("an empty list has no winner", () => {
  expect(draw([], () => 0)).toBeUndefined();
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  "a weight of %d is never drawn beside a proper one",
  (weight) => {
    const candidates = [
      { region: "odd", weight },
      { region: "proper", weight: 1 },
      { region: "odd too", weight },
    ];
    for (const at of [0, 0.3, 0.999_999]) expect(draw(candidates, () => at)).toBe("proper");
  },
);

test.each([0, -1, Number.NaN])("with nothing but weights of %d every Region is still reachable", (weight) => {
  const candidates = ["a", "b", "c"].map((region) => ({ region, weight }));
  expect([0, 0.5, 0.9].map((at) => draw(candidates, () => at))).toEqual(["a", "b", "c"]);
});

test("rounding at the end of the scale still has a winner", () => {
  const candidates = [0.1, 0.2, 0.7].map((weight, index) => ({ region: String(index), weight }));
  expect(draw(candidates, () => 1 - Number.EPSILON / 2)).toBe("2");
});
