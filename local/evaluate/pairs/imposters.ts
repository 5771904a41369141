import { Random } from "../statistics/random";
import type { Pair, PairSet } from "./pair";

export interface ImposterOptions {
  /** How many to draw; fewer when there are no more. */
  readonly count: number;
  readonly seed: number;
  /** Only of people of one group: they are the more alike ones. */
  readonly sameGroup: boolean;
}

/**
 * Draws imposter pairs without repetition from the product of all sources and all targets of the genuine pairs, where the two are of
 * different people. The same ones for the same pairs and seed, however these are ordered in the file.
 */
export function makeImposters({ pairs, owners }: PairSet, { count, seed, sameGroup }: ImposterOptions): Pair[] {
  const genuine = pairs.filter(({ kind }) => kind === "genuine");
  const sources = [...new Set(genuine.map(({ source }) => source))].sort();
  const targets = [...new Set(genuine.map(({ target }) => target))].sort();
  const taken = new Set(pairs.map(({ source, target }) => JSON.stringify([source, target])));
  const isAllowed = (source: string, target: string) => {
    const [one, other] = [owners.get(source), owners.get(target)];
    if (one?.person === other?.person || source === target) return false;
    return (!sameGroup || one?.group === other?.group) && !taken.has(JSON.stringify([source, target]));
  };
  const all = sources.length * targets.length;
  const random = new Random(seed);
  const chosen: Pair[] = [];
  const swapped = new Map<number, number>();
  // Fisher and Yates, of which only the places that were touched are kept: the product may have a hundred million pairs.
  for (let last = all - 1; last >= 0 && chosen.length < count; last--) {
    const at = random.below(last + 1);
    const place = swapped.get(at) ?? at;
    swapped.set(at, swapped.get(last) ?? last);
    swapped.delete(last);
    const [source = "", target = ""] = [sources[place % sources.length], targets[Math.floor(place / sources.length)]];
    if (isAllowed(source, target)) chosen.push({ kind: "imposter", source, target });
  }
  return chosen;
}
