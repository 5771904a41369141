import type { Plan } from "../plan";
import type { PictureResult } from "../probe/result";
import { keyOf } from "../probe/result";
import type { ResultsFile } from "../probe/results-file";
import { type Pair, picturesOf } from "../pairs/pair";
import type { Acquisition, Attempt } from "../statistics/acquisition";
import { isScore } from "../statistics/acquisition";
import type { AcquisitionFailure, AttemptKind } from "../statistics/attempt";
import { describe } from "../statistics/descriptive";
import { evaluate } from "../statistics/evaluation";
import { limitsOf } from "./limits";
import { type EvaluationReport, histogramOf, type RunFacts, thinned } from "./report";

/** Everything that the results say. @param results of every picture and every pair that could be compared */
export function reportOf(plan: Plan, results: ResultsFile, run: Omit<RunFacts, "regions">): EvaluationReport {
  const pictures = picturesOf(plan.pairs).map((picture) => pictureResult(results, picture));
  const images = pictures.map(({ picture, failure }): Acquisition => ({ image: picture, failure }));
  const attempts = plan.pairs.map((pair) => attemptOf(pair, plan, results));
  const { curve, ...evaluation } = evaluate(images, attempts, { ...run.resampling, wantedFmr: run.wantedFmr });
  const scores = attempts.filter(isScore);
  const similarities = (kind: AttemptKind) =>
    scores.filter((score) => score.kind === kind).map(({ similarity }) => similarity);
  const qualities = pictures.flatMap(({ quality }) => quality ?? []);
  const facts = { ...run, regions: regionsOf(plan.pairs, results) };
  return {
    schema: "private-ml-gateway/evaluation-report/1",
    run: facts,
    ...evaluation,
    histogram: histogramOf({ genuine: similarities("genuine"), imposter: similarities("imposter") }),
    quality: {
      brightness: describe(qualities.map(({ brightness }) => brightness)),
      sharpness: describe(qualities.map(({ sharpness }) => sharpness)),
    },
    curve: thinned(curve),
    limits: limitsOf(facts, evaluation.people),
  };
}

/** Why a pair has no similarity; undefined when it has one. */
export function failureOf({ source, target }: Pair, results: ResultsFile): AcquisitionFailure | undefined {
  const pictures = [source, target].map((picture) => pictureResult(results, picture).failure);
  return pictures.find((failure) => failure !== undefined) ?? pairResult(results, source, target).failure;
}

export function pictureResult(results: ResultsFile, picture: string): PictureResult {
  const result = results.of(keyOf({ picture }));
  return result !== undefined && "picture" in result ? result : { picture };
}

export function pairResult(results: ResultsFile, source: string, target: string) {
  const result = results.of(keyOf({ source, target }));
  return result !== undefined && "source" in result ? result : { source, target };
}

function attemptOf(pair: Pair, { owners }: Plan, results: ResultsFile): Attempt {
  const { kind, source, target } = pair;
  const [one, other] = [owners.get(source), owners.get(target)];
  const about = {
    kind,
    people: [one?.person ?? source, other?.person ?? target] as const,
    groups: [one?.group, other?.group] as const,
  };
  const failure = failureOf(pair, results);
  if (failure !== undefined) return { ...about, failure };
  return { ...about, similarity: pairResult(results, source, target).similarity ?? 0 };
}

function regionsOf(pairs: readonly Pair[], results: ResultsFile): Record<string, number> {
  const answered = [
    ...picturesOf(pairs).map((picture) => pictureResult(results, picture).region),
    ...pairs.map(({ source, target }) => pairResult(results, source, target).region),
  ].filter((region) => region !== undefined);
  const names = [...new Set(answered)].sort();
  return Object.fromEntries(names.map((name) => [name, answered.filter((region) => region === name).length]));
}
