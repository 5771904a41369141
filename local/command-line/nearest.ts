/** A name within reach of a slip of the fingers: one letter in three may be wrong, missing, added or swapped with the next. */
const MOST_WRONG = 1 / 3;

/** " Did you mean alice?", with the space before it; "" when none of the names is close. */
export function didYouMean(given: string, names: readonly string[]): string {
  const near = nearest(given, names);
  return near === undefined ? "" : ` Did you mean ${near}?`;
}

/** The name that takes the fewest changes of one letter to become, when these are few. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, wrong: changesBetween(given.toLowerCase(), name.toLowerCase()) }))
    .sort((one, other) => one.wrong - other.wrong);
  return best !== undefined && best.wrong <= Math.ceil(best.name.length * MOST_WRONG) ? best.name : undefined;
}

/** Damerau's distance, for neighbours only: insertions, deletions, substitutions and swaps of two letters side by side. */
function changesBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const ways = [at(last, column) + 1, at(now, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1)];
      now.push(Math.min(...ways, ...(isSwap ? [at(beforeLast, column - 2) + 1] : [])));
    }
    [beforeLast, last] = [last, now];
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
