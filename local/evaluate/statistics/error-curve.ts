import { mean, variance } from "simple-statistics";

/** The two error rates at every similarity that was seen, and none between them can differ. */
export interface CurvePoint {
  readonly threshold: number;
  readonly fmr: number;
  readonly fnmr: number;
}

/** Single figures by which systems are compared. Definitions are those of FVC2000 and of pyeer. */
export interface SingleFigures {
  /** Where both rates are equal, or the middle of the step at which they cross. */
  readonly equalErrorRate: number;
  /** That step. */
  readonly equalErrorLow: number;
  readonly equalErrorHigh: number;
  /** Lowest false non-match rate without a false match; undefined when an imposter has the highest similarity of all. */
  readonly zeroFmr: number | undefined;
  /** That a genuine attempt is more similar than an imposter one: area under the ROC curve. */
  readonly areaUnderCurve: number;
  /** d′: the distance of the means in units of the root mean (population) variance. */
  readonly decidability: number;
}

/** @returns by ascending threshold; empty when there are no genuine or no imposter attempts */
export function errorCurve(genuine: readonly number[], imposter: readonly number[]): CurvePoint[] {
  if (genuine.length === 0 || imposter.length === 0) return [];
  const below = { genuine: belowEach(genuine), imposter: belowEach(imposter) };
  const thresholds = [...new Set([...genuine, ...imposter])].sort((one, other) => one - other);
  return thresholds.map((threshold) => ({
    threshold,
    fmr: (imposter.length - below.imposter(threshold)) / imposter.length,
    fnmr: below.genuine(threshold) / genuine.length,
  }));
}

/** @param curve not empty */
export function singleFigures(
  curve: readonly CurvePoint[],
  genuine: readonly number[],
  imposter: readonly number[],
): SingleFigures {
  const [low, high] = crossing(curve);
  return {
    equalErrorRate: (low + high) / 2,
    equalErrorLow: low,
    equalErrorHigh: high,
    zeroFmr: curve.find(({ fmr }) => fmr === 0)?.fnmr,
    areaUnderCurve: areaUnder(curve),
    decidability: decidability([...genuine], [...imposter]),
  };
}

/** The lowest seen threshold at which the false match rate is not above a target; undefined when there is none. */
export function pointAtFmr(curve: readonly CurvePoint[], target: number): CurvePoint | undefined {
  return curve.find(({ fmr }) => fmr <= target);
}

/** How many values lie below a threshold, asked with ascending thresholds. */
function belowEach(values: readonly number[]): (threshold: number) => number {
  const sorted = Float64Array.from(values).sort();
  let below = 0;
  return (threshold) => {
    while (below < sorted.length && (sorted[below] ?? 0) < threshold) below += 1;
    return below;
  };
}

/**
 * Maio, Maltoni, Cappelli, Wayman, Jain: FVC2000: Fingerprint Verification Competition. IEEE PAMI 24 (3), 2002: of the two thresholds
 * around the crossing, the one with the smaller sum of errors.
 */
function crossing(curve: readonly CurvePoint[]): readonly [low: number, high: number] {
  const found = curve.findIndex(({ fmr, fnmr }) => fmr <= fnmr);
  const last: CurvePoint = curve.at(-1) ?? { threshold: 0, fmr: 1, fnmr: 1 };
  const after = found === -1 ? last : (curve[found] ?? last);
  const before = after.fmr === after.fnmr || found <= 0 ? after : (curve[found - 1] ?? after);
  const chosen = before.fmr + before.fnmr <= after.fmr + after.fnmr ? before : after;
  return [Math.min(chosen.fmr, chosen.fnmr), Math.max(chosen.fmr, chosen.fnmr)];
}

/** Trapezoids, from the lowest threshold to the highest; the last step, to a threshold that refuses everything, is one too. */
function areaUnder(curve: readonly CurvePoint[]): number {
  const closed = [...curve, { threshold: Infinity, fmr: 0, fnmr: 1 }];
  return closed.slice(1).reduce((area, point, index) => {
    const before = closed[index] ?? point;
    return area + (before.fmr - point.fmr) * (1 - (before.fnmr + point.fnmr) / 2);
  }, 0);
}

function decidability(genuine: number[], imposter: number[]): number {
  const spread = Math.sqrt((variance(genuine) + variance(imposter)) / 2);
  return spread === 0 ? 0 : Math.abs(mean(genuine) - mean(imposter)) / spread;
}
