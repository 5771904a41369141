import { type AttemptKind, ofKind, pairsOfPeople, type Score } from "./attempt";
import { type Confusion, confusions, ratesOf } from "./confusion";
import { type MeasuredRate, measuredRate } from "./measured-rate";
import { resamplePeople, type ThresholdSpread } from "./resampling";

/** The thresholds of AWS's article, which people know. */
export const USUAL_THRESHOLDS = [80, 85, 90, 95, 96, 97, 98, 99] as const;

/** How often people are drawn anew, and from which seed: the same report for the same scores. */
export interface Resampling {
  readonly resamples: number;
  readonly seed: number;
}

/** What happens at one threshold. */
export interface ThresholdRow {
  readonly threshold: number;
  readonly counts: Confusion;
  /** undefined without attempts of the kind. */
  readonly fnmr: MeasuredRate | undefined;
  readonly fmr: MeasuredRate | undefined;
  readonly fmrOfAllAttempts: number | undefined;
}

/** @param thresholds ascending, 0 to 100 */
export function thresholdRows(
  scores: readonly Score[],
  thresholds: readonly number[],
  resampling: Resampling,
): ThresholdRow[] {
  const spreads = resamplePeople(scores, thresholds, resampling);
  const countsAt = confusions(scores);
  const independent = {
    genuine: pairsOfPeople(ofKind(scores, "genuine")),
    imposter: pairsOfPeople(ofKind(scores, "imposter")),
  };
  return thresholds.map((threshold, index) => rowAt(threshold, countsAt(threshold), independent, spreads[index]));
}

function rowAt(
  threshold: number,
  counts: Confusion,
  independent: Readonly<Record<AttemptKind, number>>,
  spread: ThresholdSpread | undefined,
): ThresholdRow {
  const { truePositives, falseNegatives, falsePositives, trueNegatives } = counts;
  const [genuine, imposter] = [truePositives + falseNegatives, falsePositives + trueNegatives];
  const nonMatches = { errors: falseNegatives, attempts: genuine, independent: independent.genuine };
  const matches = { errors: falsePositives, attempts: imposter, independent: independent.imposter };
  return {
    threshold,
    counts,
    fnmr: measuredRate(nonMatches, spread?.fnmr),
    fmr: measuredRate(matches, spread?.fmr),
    fmrOfAllAttempts: ratesOf(counts).fmrOfAllAttempts,
  };
}
