import { quantileSorted } from "simple-statistics";
import type { Score } from "./attempt";
import { ofKind, peopleOf } from "./attempt";
import { CONFIDENCE } from "./bounds";
import { Random } from "./random";

/** Ratios; undefined where too few people give any. */
export interface Spread {
  /** Two-sided 95 %. */
  readonly low: number;
  readonly high: number;
  /** One-sided 95 %. */
  readonly upper: number;
}

/** How far each rate spreads at one threshold. */
export interface ThresholdSpread {
  readonly fmr: Spread | undefined;
  readonly fnmr: Spread | undefined;
}

/** The scores of one kind by ascending similarity, and the two people of each by their number. */
interface Sorted {
  readonly similarities: Float64Array;
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
}

/**
 * Bootstrap over people: each resample draws as many people as there are, with replacement, and an attempt counts as often as its people
 * were drawn (the product for two). Attempts of one person are not independent, and resampling these would make intervals too narrow.
 * Snijders and Borgatti, Connections 22 (2), 1999; Owen, Annals of Applied Statistics 1 (2), 2007.
 *
 * @param thresholds ascending
 * @returns for each threshold; percentile intervals
 */
export function resamplePeople(
  scores: readonly Score[],
  thresholds: readonly number[],
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): ThresholdSpread[] {
  const people = peopleOf(scores);
  const numbers = new Map(people.map((person, index) => [person, index]));
  const genuine = sorted(ofKind(scores, "genuine"), numbers);
  const imposter = sorted(ofKind(scores, "imposter"), numbers);
  const random = new Random(seed);
  const drawn = { fmr: table(thresholds.length, resamples), fnmr: table(thresholds.length, resamples) };
  const weights = new Float64Array(people.length);
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0);
    for (let draw = 0; draw < people.length; draw++) {
      const person = random.below(people.length);
      weights[person] = (weights[person] ?? 0) + 1;
    }
    sharesBelow(genuine, weights, thresholds, (at, share) => set(drawn.fnmr, at, resample, share));
    sharesBelow(imposter, weights, thresholds, (at, share) => set(drawn.fmr, at, resample, 1 - share));
  }
  return thresholds.map((_, at) => ({ fmr: spreadOf(drawn.fmr[at]), fnmr: spreadOf(drawn.fnmr[at]) }));
}

function sorted(scores: Score[], numbers: ReadonlyMap<string, number>): Sorted {
  scores.sort((one, other) => one.similarity - other.similarity);
  const numberOf = (person: string) => numbers.get(person) ?? 0;
  return {
    similarities: Float64Array.from(scores, ({ similarity }) => similarity),
    sources: Uint32Array.from(scores, ({ people }) => numberOf(people[0])),
    targets: Uint32Array.from(scores, ({ people }) => numberOf(people[1])),
  };
}

/** What part of the weight lies below each threshold; not a number where there is no weight. */
function sharesBelow(
  { similarities, sources, targets }: Sorted,
  weights: Float64Array,
  thresholds: readonly number[],
  take: (threshold: number, share: number) => void,
): void {
  const below = new Float64Array(thresholds.length);
  let total = 0;
  let at = 0;
  for (let index = 0; index < similarities.length; index++) {
    for (; at < thresholds.length && (thresholds[at] ?? 0) <= (similarities[index] ?? 0); at++) below[at] = total;
    const source = sources[index] ?? 0;
    const target = targets[index] ?? 0;
    const weight = weights[source] ?? 0;
    total += source === target ? weight : weight * (weights[target] ?? 0);
  }
  below.fill(total, at);
  for (const [threshold, weight] of below.entries()) take(threshold, weight / total);
}

function table(rows: number, columns: number): Float64Array[] {
  return Array.from({ length: rows }, () => new Float64Array(columns));
}

function set(rows: readonly Float64Array[], row: number, column: number, value: number): void {
  const cells = rows[row];
  if (cells) cells[column] = value;
}

function spreadOf(values: Float64Array = new Float64Array()): Spread | undefined {
  const known = Array.from(values.filter((value) => !Number.isNaN(value)).sort());
  if (known.length === 0) return undefined;
  const tail = (1 - CONFIDENCE) / 2;
  const at = (share: number) => quantileSorted(known, share);
  return { low: at(tail), high: at(1 - tail), upper: at(CONFIDENCE) };
}
