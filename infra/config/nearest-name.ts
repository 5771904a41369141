/**
 * The name that a misspelt one most likely stands for, or undefined when none is near.
 *
 * @param most how many letters may be wrong; half of them, unless said otherwise
 */
export function nearestName(
  typed: string,
  names: readonly string[],
  most = Math.max(2, typed.length / 2),
): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  const [best] = ranked;
  return best !== undefined && best.distance <= most ? best.name : undefined;
}

/** Levenshtein's distance: insertions, deletions and replacements that turn one word into the other. */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(from).entries()) {
    const current = [row + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
