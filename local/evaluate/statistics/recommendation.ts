import type { MeasuredRate } from "./measured-rate";
import type { OperatingPoint } from "./operating-point";

export interface Recommendation {
  /** undefined when the sample supports none. */
  readonly threshold: number | undefined;
  /** The false match rate that it keeps with 95 % confidence, as a ratio; undefined with the threshold. */
  readonly keeps: number | undefined;
  readonly sentence: string;
}

/**
 * The lowest threshold that keeps the wanted false match rate with 95 % confidence; when the sample cannot show that, the strictest target
 * that it can show.
 *
 * @param points one of them for the wanted rate, a ratio
 */
export function recommend(wanted: number, points: readonly OperatingPoint[]): Recommendation {
  const asked = points.find(({ target }) => target === wanted);
  const assured = [...points].filter((point) => point.assured).sort((one, other) => one.target - other.target);
  const strictest = assured.find(({ target }) => target >= wanted);
  const best = asked?.assured ? asked : strictest;
  if (!best?.assured) {
    const needs = asked ?? points[0];
    return { threshold: undefined, keeps: undefined, sentence: `${cannot(wanted, needs)} It supports no threshold.` };
  }
  const { threshold, fmr, fnmr } = best.assured;
  const says = `${setTo(threshold)} ${atMost(best.target)} imposter attempts match, with 95 % confidence${seen(fmr)}; ${refused(fnmr)}.`;
  const sentence = best === asked ? says : `${cannot(wanted, asked)} What it supports: ${lowerFirst(says)}`;
  return { threshold, keeps: best.target, sentence };
}

/** As people say it: "1 in 1,000". */
export function oneIn(rate: number): string {
  return `1 in ${Math.round(1 / rate).toLocaleString("en")}`;
}

/** A ratio as per cent, with as many digits as small rates need. */
export function percent(rate: number): string {
  const value = rate * 100;
  if (value === 0) return "0 %";
  const digits = value >= 10 ? 1 : value >= 1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(value)));
  return `${value.toFixed(digits)} %`;
}

function setTo(threshold: number): string {
  return `Set SimilarityThreshold to ${threshold}:`;
}

function atMost(target: number): string {
  return `then at most ${oneIn(target)}`;
}

function seen(fmr: MeasuredRate | undefined): string {
  return fmr === undefined ? "" : ` (${fmr.errors} of ${fmr.attempts.toLocaleString("en")} seen)`;
}

function refused(fnmr: MeasuredRate | undefined): string {
  if (fnmr === undefined) return "how many genuine attempts are refused is not known, for there were none";
  const { rate, low, high } = fnmr;
  return `${percent(rate)} of genuine attempts are refused (95 % interval ${percent(low)} to ${percent(high)})`;
}

function cannot(wanted: number, point: OperatingPoint | undefined): string {
  const takes =
    point === undefined
      ? ""
      : ` (${point.attemptsNeeded.toLocaleString("en")} imposter attempts without a false match would, all pairs of ` +
        `${point.peopleNeeded.toLocaleString("en")} people)`;
  return `This sample cannot show that at most ${oneIn(wanted)} imposter attempts match${takes}.`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
