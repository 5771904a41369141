import type { Attempt } from "../../../local/evaluate/statistics/acquisition";
import type { Score } from "../../../local/evaluate/statistics/attempt";
import {
  attemptsNeeded,
  binomialUpperBound,
  peopleNeeded,
  ruleOfThree,
} from "../../../local/evaluate/statistics/bounds";
import { confusions, falseRejectRate, ratesOf } from "../../../local/evaluate/statistics/confusion";
import { describe as describeScores } from "../../../local/evaluate/statistics/descriptive";
import { errorCurve, pointAtFmr, singleFigures } from "../../../local/evaluate/statistics/error-curve";
import { evaluate } from "../../../local/evaluate/statistics/evaluation";
import { measuredRate } from "../../../local/evaluate/statistics/measured-rate";
import { percent } from "../../../local/evaluate/statistics/recommendation";
import { resamplePeople } from "../../../local/evaluate/statistics/resampling";

const OPTIONS = { resamples: 60, seed: 7, wantedFmr: 0.001 };

function score(kind: Score["kind"], similarity: number, people: Score["people"], group?: string): Score {
  return { kind, similarity, people, groups: [group, group] };
}

const genuineOf = (person: number, similarity: number) =>
  score("genuine", similarity, [String(person), String(person)]);

describe("AWS's article on the accuracy of identity verification: 204 genuine and 1,020 imposter pairs", () => {
  /** How many lie from one threshold of the article to the next, so that its counts come out. */
  const GENUINE = { 0: 22, 80: 1, 85: 12, 90: 16, 95: 2, 96: 7, 97: 15, 98: 24, 99: 105 };
  const scores = [
    ...Object.entries(GENUINE).flatMap(([from, count]) => spread(Number(from), count, "genuine")),
    ...spread(0, 1019, "imposter"),
    ...spread(85, 1, "imposter"),
  ];

  function spread(from: number, count: number, kind: Score["kind"]): Score[] {
    return Array.from({ length: count }, (_, index) => score(kind, from + index / 2000, ["a", "b"]));
  }

  /** Threshold, TN, FN, TP, FP as printed; FNMR as it has to be; what is printed for it, with "%" behind it. */
  const TABLE = [
    [80, 1019, 22, 182, 1, 0.10784, 0.1],
    [85, 1019, 23, 181, 1, 0.11275, 0.11],
    [90, 1020, 35, 169, 0, 0.17157, 0.12],
    [95, 1020, 51, 153, 0, 0.25, 0.2],
    [96, 1020, 53, 151, 0, 0.2598, 0.25],
    [97, 1020, 60, 144, 0, 0.29412, 0.3],
    [98, 1020, 75, 129, 0, 0.36765, 0.4],
    [99, 1020, 99, 105, 0, 0.48529, 0.5],
  ] as const;

  test.each(TABLE)("its counts at %d, and the rates that follow from them", (...row) => {
    const [threshold, trueNegatives, falseNegatives, truePositives, falsePositives, fnmr] = row;
    const counts = confusions(scores)(threshold);
    expect(counts).toEqual({ trueNegatives, falseNegatives, truePositives, falsePositives });
    const rates = ratesOf(counts);
    expect(rates.fnmr).toBeCloseTo(fnmr, 5);
    expect(rates.fmr).toBeCloseTo(falsePositives / 1020, 12);
    expect(rates.fmrOfAllAttempts).toBeCloseTo(falsePositives / 1224, 12);
  });

  test("it prints fractions with a per cent sign, and those at 90, 95 and 96 are wrong even as fractions", () => {
    const off = TABLE.filter(([, , , , , fnmr, printed]) => {
      const digits = String(printed).length - 2;
      return Number(fnmr.toFixed(digits)) !== printed;
    });
    expect(off.map(([threshold]) => threshold)).toEqual([90, 95, 96]);
    // Printed as "0.12 %" and "0.25 %".
    expect([35 / 204, 53 / 204].map(percent)).toEqual(["17.2 %", "26.0 %"]);
  });

  test("its worked examples: 1 % of genuine attempts refused; 1 % by its own FMR, which is not the standard's", () => {
    const genuine = { truePositives: 9900, falseNegatives: 100, falsePositives: 0, trueNegatives: 0 };
    expect(ratesOf(genuine)).toEqual({ fnmr: 0.01, fmr: undefined, fmrOfAllAttempts: 0 });
    const mixed = { truePositives: 500, falseNegatives: 0, falsePositives: 10, trueNegatives: 490 };
    expect(ratesOf(mixed)).toEqual({ fnmr: 0, fmr: 0.02, fmrOfAllAttempts: 0.01 });
  });
});

/**
 * Computed once with numpy 2.4 by the formulas that pyeer 0.5 publishes (eer_stats.py: calculate_roc, get_eer_values, calculate_roc_auc,
 * get_fmr_op, get_decidability_value), the area a second time as the Mann-Whitney statistic, on the scores below:
 * thresholds np.unique(all), fmr = (imposter >= t).mean(), fnmr = (genuine < t).mean().
 */
describe("pyeer's figures for the same scores", () => {
  const genuine = Array.from({ length: 101 }, (_, i) => 100 * (1 - (((i * 37) % 101) / 101) ** 4));
  const imposter = Array.from({ length: 1000 }, (_, j) => 100 * (((j * 7919) % 1009) / 1009) ** 6 * 0.97);
  const curve = errorCurve(genuine, imposter);
  const figures = singleFigures(curve, genuine, imposter);

  test.each<[string, number | undefined, number]>([
    ["EER", figures.equalErrorRate, 0.12835643564356436],
    ["EER, low", figures.equalErrorLow, 0.128],
    ["EER, high", figures.equalErrorHigh, 0.12871287128712872],
    ["area under the ROC curve", figures.areaUnderCurve, 0.9545346534653466],
    ["d'", figures.decidability, 2.707027135226963],
    ["ZeroFMR", figures.zeroFmr, 0.5643564356435643],
    ["FMR1000", pointAtFmr(curve, 0.001)?.fnmr, 0.5445544554455446],
    ["FMR100", pointAtFmr(curve, 0.01)?.fnmr, 0.44554455445544555],
    ["FMR20", pointAtFmr(curve, 0.05)?.fnmr, 0.25742574257425743],
    ["genuine mean", describeScores(genuine)?.mean, 80.49178188348515],
    ["genuine deviation (n - 1)", describeScores(genuine)?.standardDeviation, 26.23939715607805],
    ["genuine median", describeScores(genuine)?.median, 93.9938728469824],
    ["imposter mean", describeScores(imposter)?.mean, 13.853962359887891],
    ["imposter deviation (n - 1)", describeScores(imposter)?.standardDeviation, 23.039016325020167],
    ["imposter median", describeScores(imposter)?.median, 1.5337623396432383],
  ])("%s", (_, found, expected) => expect(Math.abs((found ?? NaN) - expected)).toBeLessThan(1e-9));

  test("a target between two seen rates is kept, where pyeer takes the nearer one", () => {
    expect(pointAtFmr(curve, 0.0019)?.fmr).toBe(0.001);
    expect(pointAtFmr(errorCurve([1, 2], [5]), 0.5)).toBeUndefined();
  });
});

describe("bounds", () => {
  test("1 in 10,000 takes 30,000 attempts, which are all pairs of 246 people", () => {
    expect([0.01, 0.001, 0.0001].map(attemptsNeeded)).toEqual([300, 3000, 30_000]);
    expect([0.01, 0.001, 0.0001].map(peopleNeeded)).toEqual([25, 78, 246]);
    expect(ruleOfThree(30_000)).toBeCloseTo(0.0001, 12);
    expect(ruleOfThree(2)).toBe(1);
  });

  // scipy 1.17: beta.ppf(0.95, k + 1, n - k)
  test.each([
    [1, 1020, 0.004642320919483943],
    [22, 204, 0.1504033152382897],
    [3, 3000, 0.0025825051382936544],
    [99, 204, 0.5451766657122536],
  ])("%d errors in %d attempts: the exact binomial bound", (errors, attempts, bound) => {
    expect(Math.abs(binomialUpperBound(errors, attempts) - bound)).toBeLessThan(1e-9);
  });

  test("a rate's bound is never below the exact one, and without errors it is the rule of three's", () => {
    const narrow = { low: 0.001, high: 0.001, upper: 0.001 };
    const seen = (errors: number, attempts: number) => ({ errors, attempts, independent: attempts });
    expect(measuredRate(seen(1, 1020), narrow)).toMatchObject({ bound: "binomial", low: 1 / 1020 });
    expect(measuredRate(seen(1, 1020), { ...narrow, upper: 0.02 })).toMatchObject({ bound: "bootstrap", upper: 0.02 });
    const none = measuredRate(seen(0, 1500), undefined);
    expect(none).toMatchObject({ bound: "rule-of-three", low: 0, high: 0.002, rate: 0 });
    expect(measuredRate(seen(0, 0), undefined)).toBeUndefined();
  });
});

describe("bootstrap over people", () => {
  // 20 people of ten attempts each; five of them never match: a rate of 25 %, about which 200 attempts know no more than 20 people do.
  const clustered = Array.from({ length: 200 }, (_, index) => genuineOf(index % 20, index % 20 < 5 ? 10 : 99));

  test("the interval is that of 20 people, and not that of 200 attempts", () => {
    const [at90] = resamplePeople(clustered, [90], { resamples: 1000, seed: 1 });
    // Binomial of 20 with 25 %: 1 or 2 to 9 of them. Of 200 attempts it would be 19 to 31 %.
    expect([0.05, 0.1]).toContain(at90?.fnmr?.low);
    expect([0.4, 0.45, 0.5]).toContain(at90?.fnmr?.high);
    expect(at90?.fmr).toBeUndefined();
  });

  test("an imposter attempt counts as often as both of its people were drawn", () => {
    // One person is taken for everyone; that one is in 19 of 190 attempts.
    const lamb = (one: number, other: number) => (one === 0 || other === 0 ? 99 : 1);
    const pairs = Array.from({ length: 20 }, (_, one) =>
      Array.from({ length: one }, (_, other) => score("imposter", lamb(one, other), [String(one), String(other)])),
    ).flat();
    const [at90] = resamplePeople(pairs, [90], { resamples: 1000, seed: 1 });
    expect(at90?.fmr?.low).toBe(0);
    // Drawn three times of 20: 3 × 17 of 190 to 20 × 19 / 2 attempts and their like; twice as wide as 190 independent attempts would be.
    expect(at90?.fmr?.high).toBeGreaterThan(0.2);
    expect(at90?.fmr?.high).toBeLessThan(0.4);
  });

  test("the same seed gives the same interval, another seed another one", () => {
    const at = (seed: number) => resamplePeople(clustered, [50, 90], { resamples: 100, seed });
    expect(at(1)).toEqual(at(1));
    expect(at(2)).not.toEqual(at(1));
  });
});

describe("an evaluation", () => {
  /** 60 people; nine in ten match themselves well, and an imposter's similarity is below 60 but for one in 100. */
  const imposterSimilarity = (index: number) => (index % 100 === 7 ? 93.25 : (index * 31) % 60);
  const attempts: Attempt[] = [
    ...Array.from({ length: 60 }, (_, index) =>
      score("genuine", index % 10 === 3 ? 70 : 99, [String(index), String(index)], index < 15 ? "b" : "a"),
    ),
    ...Array.from({ length: 1200 }, (_, index): Score => {
      const [one, other] = [index % 60, (index + 1 + Math.floor(index / 60)) % 60];
      const groups = [one, other].map((person) => (person < 15 ? "b" : "a"));
      return {
        kind: "imposter",
        similarity: imposterSimilarity(index),
        people: [String(one), String(other)],
        groups: [groups[0], groups[1]],
      };
    }),
    { kind: "genuine", people: ["60", "60"], groups: ["b", "b"], failure: "no-face" },
    { kind: "imposter", people: ["60", "1"], groups: ["b", "b"], failure: "several-faces" },
  ];
  const images = [
    { image: "60.jpg", failure: "no-face" as const },
    { image: "61.jpg", failure: "several-faces" as const },
    ...Array.from({ length: 118 }, (_, index) => ({ image: `${index}.jpg`, failure: undefined })),
  ];
  const found = evaluate(images, attempts, OPTIONS);

  test("attempts that could not be made are counted apart from matches and non-matches", () => {
    expect(found.acquisition).toMatchObject({
      images: 120,
      failedImages: { "no-face": 1, "several-faces": 1, "unusable-image": 0 },
      attempts: { genuine: 61, imposter: 1201 },
      imageRate: 2 / 120,
      genuineRate: 1 / 61,
    });
    expect([found.genuine?.count, found.imposter?.count]).toEqual([60, 1200]);
    expect(found.falseRejectRate).toBeCloseTo(falseRejectRate(0.1, 1 / 61), 12);
  });

  test("a target that the sample cannot show is said to be one, with what it takes, and the best that it does show", () => {
    expect(found.recommendation.threshold).toBe(93.3);
    expect(found.recommendation.keeps).toBe(0.01);
    expect(found.recommendation.sentence).toMatch(
      /^This sample cannot show that at most 1 in 1,000 imposter attempts match \(3,000 imposter attempts without a false match would, all pairs of 78 people\)\. What it supports: set SimilarityThreshold to 93\.3: then at most 1 in 100 imposter attempts match, with 95 % confidence \(0 of 1,200 seen\); 10\.0 % of genuine attempts are refused \(95 % interval [\d.]+ % to [\d.]+ %\)\.$/,
    );
  });

  test("each target has the threshold that this sample keeps it at, and the one that can be promised", () => {
    const points = found.operatingPoints.map(({ target, observed, assured }) => [
      target,
      observed?.threshold,
      assured?.threshold,
    ]);
    expect(points).toEqual([
      [0.01, 70, 93.3],
      [0.001, 99, undefined],
      [0.0001, 99, undefined],
    ]);
  });

  test("groups: people of the group on both sides, and a warning for a small one", () => {
    expect(found.groups.map(({ group, people, isSmall }) => [group, people, isSmall])).toEqual([
      ["a", 45, true],
      ["b", 15, true],
    ]);
    const [a, b] = found.groups;
    expect(a?.row.fnmr?.attempts).toBe(45);
    expect((a?.row.fmr?.attempts ?? 0) + (b?.row.fmr?.attempts ?? 0)).toBeLessThan(1200);
  });

  test("ten attempts of a person are as good as one where none erred, and a pair of people counts in one direction", () => {
    const often = Array.from({ length: 100 }, (_, index) => genuineOf(index % 10, 99));
    const both = [score("imposter", 1, ["0", "1"]), score("imposter", 1, ["1", "0"]), score("imposter", 1, ["0", "2"])];
    const [row] = evaluate([], [...often, ...both], OPTIONS).thresholds;
    expect(row?.fnmr).toMatchObject({ errors: 0, attempts: 100, independent: 10, upper: 0.3 });
    expect(row?.fmr).toMatchObject({ errors: 0, attempts: 3, independent: 2, upper: 1 });
  });

  test("without imposters, or without anything, it says so and does not fail", () => {
    const genuineOnly = evaluate(images, attempts.slice(0, 60), OPTIONS);
    expect(genuineOnly.figures).toBeUndefined();
    expect(genuineOnly.recommendation.sentence).toContain("It supports no threshold.");
    expect(evaluate([], [], OPTIONS)).toMatchObject({ people: 0, genuine: undefined, curve: [], groups: [] });
  });
});
