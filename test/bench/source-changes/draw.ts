import { createHash } from "node:crypto";
import type { Change } from "./change";

/**
 * The same seed draws the same changes of the lines that stayed as they are, whatever else changes in the sources: each change has a
 * place of its own in the draw.
 *
 * @param isFit asked of each change in the order of the draw, until there are enough
 */
export function draw(
  changes: readonly Change[],
  { seed, count, isFit }: { seed: number; count: number; isFit: (change: Change) => boolean },
): Change[] {
  const drawn: Change[] = [];
  for (const change of inDrawnOrder(changes, seed)) {
    if (drawn.length === count) break;
    if (isFit(change)) drawn.push(change);
  }
  return drawn;
}

function inDrawnOrder(changes: readonly Change[], seed: number): Change[] {
  const places = changes.map((change) => ({ change, place: placeOf(change, seed) }));
  return places.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ change }) => change);
}

function placeOf({ id }: Change, seed: number): string {
  return createHash("sha256").update(`${seed} ${id}`).digest("hex");
}
