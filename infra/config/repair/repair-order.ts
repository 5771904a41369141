import type { Fault } from "../key";

/**
 * Faults of one key so that their fixes can be made one after the other: to take an element out of a list renumbers those behind it,
 * so that comes last, and from the end. What has to go altogether is told once.
 */
export function inOrderOfRepair<F extends Fault>(faults: readonly F[]): F[] {
  const removals = new Map(faults.filter(({ remove }) => remove).map((fault) => [fault.at, fault]));
  const isGone = ({ at }: Fault) => [...removals.keys()].some((place) => at !== place && at.startsWith(place));
  const stays = faults.filter((fault) => !fault.remove && !removals.has(fault.at) && !isGone(fault));
  const goes = [...removals.values()].filter((fault) => !isGone(fault));
  return [...stays, ...goes.sort((a, b) => compare(b.at, a.at))];
}

/** Numbers in places compare as numbers: [10] stands behind [9]. */
function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
