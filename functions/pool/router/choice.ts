import type { Candidate } from "./call";
import type { OperationMemory } from "./memory";

/** What the next Region is chosen from. */
export interface Choice {
  readonly candidates: readonly Candidate[];
  readonly memory: OperationMemory;
  readonly now: number;
  readonly random: () => number;
}

/**
 * The Region of a request's first attempt. The memory is used as a veto on the draw, not as a weight: an environment sees about
 * one request a second, too few to learn weights from, but enough to know who has just refused.
 */
export function chooseFirst(choice: Choice, preferred: string | undefined): string | undefined {
  const { candidates, memory, now, random } = choice;
  const isHealthy = (region: string) => memory.of(region).isHealthy(now);
  const isCandidate = (region: string | undefined): region is string =>
    candidates.some((candidate) => candidate.region === region);
  if (isCandidate(preferred) && isHealthy(preferred)) return preferred;
  const drawn = draw(candidates, random);
  if (drawn !== undefined && isHealthy(drawn)) return drawn;
  if (isCandidate(memory.lastWorked) && isHealthy(memory.lastWorked)) return memory.lastWorked;
  return chooseUntried(choice, new Set());
}

/** The next Region of the first pass: healthy ones, then those that only lack quota, then the rest. Each once, none left out. */
export function chooseUntried(choice: Choice, tried: ReadonlySet<string>): string | undefined {
  const { memory, now, random } = choice;
  const untried = asSeen(choice).filter(({ region }) => !tried.has(region));
  return (
    draw(
      untried.filter(({ region }) => memory.of(region).isHealthy(now)),
      random,
    ) ??
    draw(
      untried.filter(({ region }) => !memory.of(region).isFaulted(now)),
      random,
    ) ??
    draw(untried, random)
  );
}

/** The Region of one probe after a wait. Throttles are what it waited for to end, so only faults are avoided. */
export function chooseProbe(choice: Choice, isOpen: (region: string) => boolean) {
  const { memory, now, random } = choice;
  const free = asSeen(choice).filter(({ region }) => !isOpen(region));
  const reachable = free.filter(({ region }) => !memory.of(region).isFaulted(now));
  return draw(reachable, random) ?? draw(free, random);
}

/** The weights times what became of them: once a first choice was refused, a Region that refuses more than others is asked less. */
function asSeen({ candidates, memory, now }: Choice): Candidate[] {
  return candidates.map(({ region, weight }) => ({ region, weight: weight * memory.of(region).answeredShare(now) }));
}

/**
 * Draws one candidate with a chance in proportion to its weight. Weights that are not positive numbers count as nothing, yet
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
