import { exponential } from "./random";

/** A run's requests: so many per second, and for a while so many times that. Milliseconds throughout. */
export interface Load {
  readonly perSecond: number;
  /** `poisson`: the count is left to chance as well. */
  readonly count?: "fixed" | "poisson";
  /** They come in batches, each at one moment, whose size is anything from `least` to `most`; the count is left to chance then. */
  readonly batches?: { readonly least: number; readonly most: number };
  readonly burst?: { readonly from: number; readonly to: number; readonly times: number };
}

/**
 * When the requests arrive, in order: at random moments, independent of one another, and exactly as many as the load says, so
 * that 100 % is 100 %. (A Poisson count varies by 1–3 % from run to run, and at the limit that alone would decide the errors.)
 *
 * @param boundaries  a fixed count is kept between each two neighbours of these
 */
export function arrivalTimes(load: Load, boundaries: readonly number[], random: () => number): number[] {
  const times: number[] = [];
  const add = (perSecond: number, from: number, to: number) => {
    if (load.batches) times.push(...batchTimes(load.batches, perSecond, [from, to], random));
    else if (load.count === "poisson") times.push(...poissonTimes(perSecond, from, to, random));
    else times.push(...fixedTimes(perSecond, from, to, random));
  };
  for (const [index, to] of boundaries.entries()) {
    const from = boundaries[index - 1];
    if (from !== undefined) add(load.perSecond, from, to);
  }
  if (load.burst) add(load.perSecond * (load.burst.times - 1), load.burst.from, load.burst.to);
  return times.sort((a, b) => a - b);
}

function fixedTimes(perSecond: number, from: number, to: number, random: () => number): number[] {
  const count = Math.round((perSecond * (to - from)) / 1000);
  return Array.from({ length: count }, () => from + random() * (to - from));
}

function poissonTimes(perSecond: number, from: number, to: number, random: () => number): number[] {
  const times: number[] = [];
  for (let at = from + exponential(random, perSecond); at < to; at += exponential(random, perSecond)) times.push(at);
  return times;
}

function batchTimes(
  { least, most }: NonNullable<Load["batches"]>,
  perSecond: number,
  [from, to]: readonly [number, number],
  random: () => number,
): number[] {
  const batches = poissonTimes((2 * perSecond) / (least + most), from, to, random);
  return batches.flatMap((at) => Array<number>(least + Math.floor(random() * (most - least + 1))).fill(at));
}
