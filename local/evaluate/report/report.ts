import type { AttemptKind } from "../statistics/attempt";
import type { Description } from "../statistics/descriptive";
import type { Evaluation } from "../statistics/evaluation";

/** What a run was about. */
export interface RunFacts {
  readonly name: string;
  /** The address of the API, or "the laptop". */
  readonly api: string;
  /** The similarities are made up by the laptop's stand-in, and say nothing about Rekognition. */
  readonly isStandIn: boolean;
  /** A folder, or an s3 address. */
  readonly images: string;
  /** The pictures were drawn, and show no one. */
  readonly isSynthetic: boolean;
  /** ISO 8601. */
  readonly begun: string;
  readonly finished: string;
  /** Calls answered, by Region. CompareFaces reports no version of its face model; Region and day are what there is to record. */
  readonly regions: Readonly<Record<string, number>>;
  readonly resampling: { readonly resamples: number; readonly seed: number };
  /** As a ratio. */
  readonly wantedFmr: number;
  /** How imposter pairs came about. */
  readonly imposters: { readonly given: number; readonly drawn: number; readonly sameGroup: boolean };
}

/** Attempts by similarity. */
export interface Histogram {
  /** Points of similarity that each bar is wide. */
  readonly width: number;
  /** From 0 up to 100. */
  readonly counts: Readonly<Record<AttemptKind, readonly number[]>>;
}

/** report.json; report-schema.json says the same in JSON Schema. */
export interface EvaluationReport extends Omit<Evaluation, "curve"> {
  readonly schema: "private-ml-gateway/evaluation-report/1";
  readonly run: RunFacts;
  readonly histogram: Histogram;
  /** Quality of the pictures with one face, 0 to 100. */
  readonly quality: Readonly<Record<"brightness" | "sharpness", Description | undefined>>;
  /** The error curve, thinned to what can be told apart. */
  readonly curve: Evaluation["curve"];
  readonly limits: readonly string[];
}

const BAR = 2;

export function histogramOf(similarities: Readonly<Record<AttemptKind, readonly number[]>>): Histogram {
  const bars = Math.ceil(100 / BAR);
  const counts = (values: readonly number[]) => {
    const found = Array.from({ length: bars }, () => 0);
    for (const value of values) {
      const bar = Math.min(bars - 1, Math.floor(value / BAR));
      found[bar] = (found[bar] ?? 0) + 1;
    }
    return found;
  };
  return { width: BAR, counts: { genuine: counts(similarities.genuine), imposter: counts(similarities.imposter) } };
}

/** Points at which a rate changes, and the two ends. */
export function thinned(curve: Evaluation["curve"]): Evaluation["curve"] {
  return curve.filter((point, index) => {
    const [before, after] = [curve[index - 1], curve[index + 1]];
    if (before === undefined || after === undefined) return true;
    const isStraight = (rate: "fmr" | "fnmr") => before[rate] === point[rate] && point[rate] === after[rate];
    // A run along one axis is a straight line: its inner points add nothing.
    return !(isStraight("fmr") || isStraight("fnmr"));
  });
}
