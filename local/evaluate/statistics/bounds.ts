/** Of every bound and interval here. */
export const CONFIDENCE = 0.95;

/**
 * ISO/IEC 19795-1, rule of 3: when none of n independent attempts erred, the rate is below 3/n with 95 % confidence.
 * @param attempts above 0
 */
export function ruleOfThree(attempts: number): number {
  return Math.min(1, 3 / attempts);
}

/** Imposter attempts without a false match that it takes to say "the rate is at most this". */
export function attemptsNeeded(rate: number): number {
  // 3 / 1e-4 is 30000.000000000004 in binary.
  return Math.ceil(3 / rate - 1e-6);
}

/** People of whom each is compared with every other, once, for that many attempts: n (n − 1) / 2. */
export function peopleNeeded(rate: number): number {
  const attempts = attemptsNeeded(rate);
  return Math.ceil((1 + Math.sqrt(1 + 8 * attempts)) / 2 - 1e-9);
}

/**
 * One-sided upper bound of a rate of independent attempts: the highest rate at which so few errors are still seen once in twenty times.
 * Clopper and Pearson, Biometrika 26 (4), 1934.
 *
 * @param errors 1 or more; of none the rule of three speaks
 */
export function binomialUpperBound(errors: number, attempts: number): number {
  if (errors >= attempts) return 1;
  let [low, high] = [errors / attempts, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (chanceOfAtMost(errors, attempts, middle) > 1 - CONFIDENCE) low = middle;
    else high = middle;
  }
  return high;
}

/** P(X ≤ errors) for a binomial X, its terms by their logarithms. */
function chanceOfAtMost(errors: number, attempts: number, rate: number): number {
  const [yes, no] = [Math.log(rate), Math.log1p(-rate)];
  let term = attempts * no;
  let sum = Math.exp(term);
  for (let seen = 1; seen <= errors; seen++) {
    term += Math.log(attempts - seen + 1) - Math.log(seen) + yes - no;
    sum += Math.exp(term);
  }
  return sum;
}
