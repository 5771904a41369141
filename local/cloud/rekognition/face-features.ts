import type { Box } from "./bright-boxes";

/** Brightness of a picture's cells, 0 to 255, row by row, `side` × `side` of them. */
export interface Cells {
  readonly side: number;
  readonly levels: Uint8Array;
}

/** A face is looked at through so many cells a side, of the middle part of its box: its edge is mostly background. */
const CELLS = 6;
const MARGIN = 0.14;
/** Samples a side of each cell. */
const SAMPLES = 4;
/** How far around a box its face may reach, as a ratio of the picture: a cell of the coarse grid. */
const REACH = 1 / 32;
/** A patch without more contrast than this, in grey levels, has no features: a disc of a load test. */
const FLAT = 5;

/**
 * What tells one face from another: where it is lighter and darker, with the light's own slope taken away, and of length 1. Read from the
 * pixels, and so the same person drawn twice has nearly the same ones.
 *
 * @returns undefined for a patch that is as good as flat
 */
export function faceFeatures(cells: Cells, box: Box): readonly number[] | undefined {
  const exact = exactBox(cells, box);
  const levels = Array.from({ length: CELLS * CELLS }, (_, index) => {
    return meanAt(cells, exact, index % CELLS, Math.floor(index / CELLS));
  });
  const even = withoutSlope(levels);
  const length = Math.hypot(...even);
  return length / CELLS < FLAT ? undefined : even.map((level) => level / length);
}

/** Likeness at which a similarity is 50, and how steeply it rises there: as real ones do, most end near 0 or near 100. */
const HALF_WAY = 0.66;
const STEEPNESS = 15;

/** As good as the same picture, also when it was stored or compressed in another way. */
const SAME = 0.9995;

/** 0 to 100, with six decimals as the service answers. */
export function similarityOf(one: readonly number[], other: readonly number[]): number {
  const alike = likeness(one, other);
  if (alike > SAME) return 100;
  const similarity = 100 / (1 + Math.exp(-STEEPNESS * (alike - HALF_WAY)));
  return Math.round(similarity * 1e6) / 1e6;
}

/** −1 to 1. */
function likeness(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

/** Boxes are found on a coarse grid: the same one, to the cell of the fine one. */
function exactBox({ side, levels }: Cells, box: Box): Box {
  const from = (start: number) => Math.max(0, Math.floor((start - REACH) * side));
  const to = (end: number) => Math.min(side, Math.ceil((end + REACH) * side));
  const [left, right] = [from(box.Left), to(box.Left + box.Width)];
  const cells = Array.from(
    { length: to(box.Top + box.Height) - from(box.Top) },
    (_, index) => from(box.Top) + index,
  ).flatMap((y) => Array.from({ length: right - left }, (_, index) => y * side + left + index));
  const values = cells.map((cell) => levels[cell] ?? 0);
  const limit = (Math.min(...values) + Math.max(...values)) / 2;
  const bright = cells.filter((_, index) => (values[index] ?? 0) >= limit);
  const columns = bright.map((cell) => cell % side);
  const rows = bright.map((cell) => Math.floor(cell / side));
  const [Left, Top] = [Math.min(...columns) / side, Math.min(...rows) / side];
  return { Left, Top, Width: (Math.max(...columns) + 1) / side - Left, Height: (Math.max(...rows) + 1) / side - Top };
}

function meanAt({ side, levels }: Cells, box: Box, column: number, row: number): number {
  const step = (1 - 2 * MARGIN) / CELLS;
  let sum = 0;
  for (let index = 0; index < SAMPLES * SAMPLES; index++) {
    const across = MARGIN + step * (column + ((index % SAMPLES) + 0.5) / SAMPLES);
    const down = MARGIN + step * (row + (Math.floor(index / SAMPLES) + 0.5) / SAMPLES);
    const x = Math.min(side - 1, Math.floor((box.Left + across * box.Width) * side));
    const y = Math.min(side - 1, Math.floor((box.Top + down * box.Height) * side));
    sum += levels[y * side + x] ?? 0;
  }
  return sum / (SAMPLES * SAMPLES);
}

/** Less the plane that fits best, which on a square grid is the mean and one slope each way. */
function withoutSlope(levels: readonly number[]): number[] {
  const middle = (CELLS - 1) / 2;
  const column = (index: number) => (index % CELLS) - middle;
  const row = (index: number) => Math.floor(index / CELLS) - middle;
  const moment = levels.reduce((sum, _, index) => sum + column(index) ** 2, 0);
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const across = levels.reduce((sum, level, index) => sum + level * column(index), 0) / moment;
  const down = levels.reduce((sum, level, index) => sum + level * row(index), 0) / moment;
  return levels.map((level, index) => level - mean - across * column(index) - down * row(index));
}
