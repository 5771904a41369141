import type { Score } from "./attempt";

/** At a threshold: a similarity that reaches it is a match. */
export interface Confusion {
  /** Genuine and matched. */
  readonly truePositives: number;
  /** Genuine and not matched. */
  readonly falseNegatives: number;
  /** Imposter and matched. */
  readonly falsePositives: number;
  /** Imposter and not matched. */
  readonly trueNegatives: number;
}

/** Ratios, 0 to 1; undefined where there were no such attempts. */
export interface Rates {
  /** Genuine attempts that did not match, of all genuine ones. ISO/IEC 19795-1: false non-match rate. */
  readonly fnmr: number | undefined;
  /** Imposter attempts that matched, of all imposter ones. ISO/IEC 19795-1: false match rate. */
  readonly fmr: number | undefined;
  /**
   * Imposter attempts that matched, of *all* attempts: what AWS's article on the accuracy of identity verification calls FMR. It shrinks
   * when genuine attempts are added, and is not to be compared with other people's figures.
   */
  readonly fmrOfAllAttempts: number | undefined;
}

/**
 * Counts at any threshold.
 * https://docs.aws.amazon.com/rekognition/latest/APIReference/API_CompareFaces.html: matches are "greater than or equal to" the threshold.
 */
export function confusions(scores: readonly Pick<Score, "kind" | "similarity">[]): (threshold: number) => Confusion {
  const sorted = (wanted: Score["kind"]) =>
    Float64Array.from(scores.filter(({ kind }) => kind === wanted).map(({ similarity }) => similarity)).sort();
  const [genuine, imposter] = [sorted("genuine"), sorted("imposter")];
  return (threshold) => {
    const [refused, rightlyRefused] = [below(genuine, threshold), below(imposter, threshold)];
    return {
      truePositives: genuine.length - refused,
      falseNegatives: refused,
      falsePositives: imposter.length - rightlyRefused,
      trueNegatives: rightlyRefused,
    };
  };
}

export function ratesOf({ truePositives, falseNegatives, falsePositives, trueNegatives }: Confusion): Rates {
  const genuine = truePositives + falseNegatives;
  const imposter = falsePositives + trueNegatives;
  return {
    fnmr: ratio(falseNegatives, genuine),
    fmr: ratio(falsePositives, imposter),
    fmrOfAllAttempts: ratio(falsePositives, genuine + imposter),
  };
}

/** How often a person is refused when a picture without one usable face is a refusal too. ISO/IEC 19795-1: false reject rate. */
export function falseRejectRate(fnmr: number, failureToAcquire: number): number {
  return failureToAcquire + fnmr * (1 - failureToAcquire);
}

/** undefined of nothing. */
export function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** How many of the ascending values lie below a threshold. */
function below(sorted: Float64Array, threshold: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}
