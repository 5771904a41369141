import type { Candidate } from "./pool-region";

/**
 * Draws one candidate with a chance in proportion to its weight. Weights that are no positive number count as nothing, yet
 * never leave a list without a winner: when no weight is left, all have the same chance.
 *
 * @param random  0 ≤ random() < 1
 * @returns undefined only for an empty list
 */
export function draw(candidates: readonly Candidate[], random: () => number): string | undefined {
  const weights = candidates.map(({ weight }) => (weight > 0 && Number.isFinite(weight) ? weight : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return candidates[Math.floor(random() * candidates.length)]?.region;
  let left = random() * sum;
  let drawn: string | undefined;
  for (const [index, { region }] of candidates.entries()) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    drawn = region;
    left -= weight;
    if (left < 0) break;
  }
  return drawn;
}
