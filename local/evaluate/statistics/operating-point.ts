import { attemptsNeeded, peopleNeeded } from "./bounds";
import { type CurvePoint, pointAtFmr } from "./error-curve";
import type { ThresholdRow } from "./threshold-row";

/** False match rates that people ask for, as ratios. */
export const USUAL_TARGETS = [0.01, 0.001, 0.0001] as const;

/** What a target for the false match rate costs, as far as this sample can tell. */
export interface OperatingPoint {
  /** A false match rate, as a ratio. */
  readonly target: number;
  /** The lowest seen similarity at which the rate *of this sample* is not above the target; undefined when there is none. */
  readonly observed: ThresholdRow | undefined;
  /** The lowest threshold at which the rate's upper bound is not above the target: what can be promised. */
  readonly assured: ThresholdRow | undefined;
  /** Imposter attempts without a false match that it takes to promise the target. */
  readonly attemptsNeeded: number;
  /** People, each compared with every other, who give that many attempts. */
  readonly peopleNeeded: number;
}

/** Similarities are asked for and compared in steps of so much. */
const STEPS_PER_POINT = 10;

/** Thresholds that a promise may use, ascending: 0 to 100 in tenths. */
export const STEPS: readonly number[] = Array.from(
  { length: 100 * STEPS_PER_POINT + 1 },
  (_, index) => index / STEPS_PER_POINT,
);

/** Every threshold whose rates an operating point may need, ascending. */
export function thresholdsFor(targets: readonly number[], curve: readonly CurvePoint[]): number[] {
  const observed = targets.flatMap((target) => pointAtFmr(curve, target)?.threshold ?? []);
  return [...new Set([...STEPS, ...observed])].sort((one, other) => one - other);
}

/**
 * @param target a false match rate, as a ratio
 * @param rows by ascending threshold, for all of `thresholdsFor`
 */
export function operatingPoint(
  target: number,
  curve: readonly CurvePoint[],
  rows: readonly ThresholdRow[],
): OperatingPoint {
  const observed = pointAtFmr(curve, target);
  const steps = new Set(STEPS);
  return {
    target,
    observed: rows.find(({ threshold }) => threshold === observed?.threshold),
    assured: rows.find(({ threshold, fmr }) => steps.has(threshold) && fmr !== undefined && fmr.upper <= target),
    attemptsNeeded: attemptsNeeded(target),
    peopleNeeded: peopleNeeded(target),
  };
}
