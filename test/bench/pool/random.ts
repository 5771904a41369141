/** Numbers that look random and are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Milliseconds to the next event of a Poisson process. */
export function exponential(random: () => number, perSecond: number): number {
  return (-Math.log(1 - random()) / perSecond) * 1000;
}

/**
 * Where the standard normal distribution has reached `probability`, to 0.0005 (Hastings' approximation, Abramowitz & Stegun 26.2.23).
 */
export function normalQuantile(probability: number): number {
  const tail = Math.max(1e-9, Math.min(probability, 1 - probability));
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return probability < 0.5 ? -above : above;
}
