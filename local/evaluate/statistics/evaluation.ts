import { type Acquisition, type AcquisitionCounts, acquisitionCounts, type Attempt, isScore } from "./acquisition";
import { ofKind, peopleOf, type Score } from "./attempt";
import { falseRejectRate } from "./confusion";
import { describe, type Description } from "./descriptive";
import { type CurvePoint, errorCurve, type SingleFigures, singleFigures } from "./error-curve";
import { type GroupRow, groupRows } from "./groups";
import { type OperatingPoint, operatingPoint, thresholdsFor, USUAL_TARGETS } from "./operating-point";
import { type Recommendation, recommend } from "./recommendation";
import { type Resampling, type ThresholdRow, thresholdRows, USUAL_THRESHOLDS } from "./threshold-row";

/** Everything that is said about a set of attempts. The same one for the same attempts, options and seed. */
export interface Evaluation {
  readonly people: number;
  readonly acquisition: AcquisitionCounts;
  readonly genuine: Description | undefined;
  readonly imposter: Description | undefined;
  readonly thresholds: readonly ThresholdRow[];
  readonly operatingPoints: readonly OperatingPoint[];
  /** undefined without genuine or without imposter attempts. */
  readonly figures: SingleFigures | undefined;
  readonly curve: readonly CurvePoint[];
  /** The threshold at which groups are compared: the recommended one, or without one the strictest usual one. */
  readonly groupThreshold: number;
  readonly groups: readonly GroupRow[];
  readonly recommendation: Recommendation;
  /** At the recommended threshold, with failures to acquire counted as refusals; a ratio. */
  readonly falseRejectRate: number | undefined;
}

export interface EvaluationOptions extends Resampling {
  /** The false match rate to recommend a threshold for, as a ratio. */
  readonly wantedFmr: number;
}

export function evaluate(
  images: readonly Acquisition[],
  attempts: readonly Attempt[],
  options: EvaluationOptions,
): Evaluation {
  const scores = attempts.filter(isScore);
  const similarities = (kind: Score["kind"]) => ofKind(scores, kind).map(({ similarity }) => similarity);
  const [genuine, imposter] = [similarities("genuine"), similarities("imposter")];
  const curve = errorCurve(genuine, imposter);
  const operatingPoints = pointsFor(scores, curve, options);
  const recommendation = recommend(options.wantedFmr, operatingPoints);
  const groupThreshold = recommendation.threshold ?? Math.max(...USUAL_THRESHOLDS);
  const acquisition = acquisitionCounts(images, attempts);
  return {
    people: peopleOf(scores).length,
    acquisition,
    genuine: describe(genuine),
    imposter: describe(imposter),
    thresholds: thresholdRows(scores, USUAL_THRESHOLDS, options),
    operatingPoints,
    figures: curve.length === 0 ? undefined : singleFigures(curve, genuine, imposter),
    curve,
    groupThreshold,
    groups: groupRows(scores, groupThreshold, options),
    recommendation,
    falseRejectRate: rejectedAt(recommendation, operatingPoints, acquisition),
  };
}

function pointsFor(
  scores: readonly Score[],
  curve: readonly CurvePoint[],
  options: EvaluationOptions,
): OperatingPoint[] {
  const targets = [...new Set([...USUAL_TARGETS, options.wantedFmr])].sort((one, other) => other - one);
  const rows = thresholdRows(scores, thresholdsFor(targets, curve), options);
  return targets.map((target) => operatingPoint(target, curve, rows));
}

function rejectedAt(
  { threshold }: Recommendation,
  points: readonly OperatingPoint[],
  { genuineRate }: AcquisitionCounts,
): number | undefined {
  const row = points.find(({ assured }) => assured !== undefined && assured.threshold === threshold)?.assured;
  return row?.fnmr === undefined ? undefined : falseRejectRate(row.fnmr.rate, genuineRate ?? 0);
}
