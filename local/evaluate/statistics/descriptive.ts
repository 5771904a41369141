import { max, mean, median, min, sampleStandardDeviation } from "simple-statistics";

/** What describes a set of similarities, each 0 to 100. */
export interface Description {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
  /** Of the sample (divided by n − 1); 0 of a single value. */
  readonly standardDeviation: number;
}

/** undefined of nothing */
export function describe(similarities: readonly number[]): Description | undefined {
  if (similarities.length === 0) return undefined;
  const values = [...similarities];
  return {
    count: values.length,
    min: min(values),
    max: max(values),
    mean: mean(values),
    median: median(values),
    standardDeviation: values.length === 1 ? 0 : sampleStandardDeviation(values),
  };
}
