/** As Rekognition gives it: ratios of the upright picture's width and height. */
export interface Box {
  readonly Left: number;
  readonly Top: number;
  readonly Width: number;
  readonly Height: number;
}

/** Half way between the mean and the brightest; below this contrast nothing stands out. */
const STANDS_OUT = 0.5;
const LEAST_CONTRAST = 40;

/**
 * The bright patches of a picture, largest first: boxes around cells that stand out and touch one another.
 *
 * @param cells brightness 0 to 255, row by row, `side` × `side` of them
 */
export function brightBoxes(cells: Uint8Array, side: number): Box[] {
  const mean = cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
  const brightest = Math.max(...cells);
  if (brightest - mean < LEAST_CONTRAST) return [];
  const limit = mean + (brightest - mean) * STANDS_OUT;
  const left = new Set([...cells.keys()].filter((index) => (cells[index] ?? 0) >= limit));
  const patches: number[][] = [];
  for (const start of left) patches.push(patchFrom(start, left, side));
  return patches.sort((one, other) => other.length - one.length).map((patch) => boxAround(patch, side));
}

/** The start and everything that hangs together with it, taken out of what is left. */
function patchFrom(start: number, left: Set<number>, side: number): number[] {
  const patch: number[] = [];
  const waiting = [start];
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    if (!left.delete(cell)) continue;
    patch.push(cell);
    const column = cell % side;
    waiting.push(cell - side, cell + side);
    if (column > 0) waiting.push(cell - 1);
    if (column < side - 1) waiting.push(cell + 1);
  }
  return patch;
}

function boxAround(patch: readonly number[], side: number): Box {
  const columns = patch.map((cell) => cell % side);
  const rows = patch.map((cell) => Math.floor(cell / side));
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  return {
    Left: left / side,
    Top: top / side,
    Width: (Math.max(...columns) - left + 1) / side,
    Height: (Math.max(...rows) - top + 1) / side,
  };
}
