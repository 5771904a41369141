/** Boxes in columns: where each stands, so that lines between them cross little. Small on purpose: our pictures have four columns at most. */

export interface ColumnBox {
  readonly id: string;
  /** From 0, left to right. */
  readonly column: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
}

/** Sweeps over the columns; the order settles after two or three. */
const SWEEPS = 4;

/** Rows from box to box at most: a few boxes beside many stay together. */
const WIDEST_STEP = 2.2;

/**
 * @returns the top of each box in rows: 0 is the highest; columns with fewer boxes stand in the middle. Boxes that no line
 * touches keep their given order, behind the others.
 */
export function rowsOf(boxes: readonly ColumnBox[], lines: readonly Line[]): ReadonlyMap<string, number> {
  const columns = [...new Set(boxes.map(({ column }) => column))].sort((one, other) => one - other);
  let order = columns.map((column) => boxes.filter((box) => box.column === column).map(({ id }) => id));
  const neighbours = neighboursIn(lines);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const rows = spread(order);
    const leading = sweep % 2 === 0 ? 0 : order.length - 1;
    // The column that a sweep starts from stays; the others follow the middle of their neighbours.
    order = order.map((ids, index) => (index === leading ? ids : sortedByMiddle(ids, rows, neighbours)));
  }
  return spread(order);
}

function neighboursIn(lines: readonly Line[]): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of lines) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  return neighbours;
}

function sortedByMiddle(
  ids: readonly string[],
  rows: ReadonlyMap<string, number>,
  neighbours: ReadonlyMap<string, readonly string[]>,
): string[] {
  const middle = (id: string) => {
    const near = (neighbours.get(id) ?? []).flatMap((other) => rows.get(other) ?? []);
    return near.length === 0 ? Infinity : near.reduce((sum, row) => sum + row, 0) / near.length;
  };
  const weighed = ids.map((id, index) => ({ id, index, middle: middle(id) }));
  const compare = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1);
  return weighed.sort((one, other) => compare(one.middle, other.middle) || one.index - other.index).map(({ id }) => id);
}

function spread(order: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const tallest = Math.max(0, ...order.map(({ length }) => length));
  return new Map(
    order.flatMap((ids) => {
      const step = Math.min(tallest / Math.max(1, ids.length), WIDEST_STEP);
      const above = (tallest - step * ids.length) / 2;
      return ids.map((id, index): [string, number] => [id, above + (index + 0.5) * step - 0.5]);
    }),
  );
}
