/** The same numbers for the same seed, on every machine: xoshiro128** by Blackman and Vigna, 2018. https://prng.di.unimi.it */
export class Random {
  private readonly state: Uint32Array;

  /** @param seed a whole number, 0 to 2^32 − 1 */
  constructor(seed: number) {
    // Spread over the state by splitmix32, for seeds close to each other have to give unlike numbers.
    let at = seed >>> 0;
    this.state = Uint32Array.from({ length: 4 }, () => {
      at = (at + 0x9e3779b9) >>> 0;
      const once = Math.imul(at ^ (at >>> 16), 0x21f0aaad);
      const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
      return (twice ^ (twice >>> 15)) >>> 0;
    });
  }

  /** From 0 up to, but not including, 1. */
  ratio(): number {
    return this.next() / 2 ** 32;
  }

  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number {
    return Math.floor(this.ratio() * end);
  }

  between(least: number, most: number): number {
    return least + this.ratio() * (most - least);
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.ratio())) * Math.cos(2 * Math.PI * this.ratio());
  }

  private next(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.state;
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const third = c ^ a;
    const fourth = d ^ b;
    this.state[1] = b ^ third;
    this.state[0] = a ^ fourth;
    this.state[2] = third ^ (b << 9);
    this.state[3] = rotated(fourth, 11);
    return result;
  }
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
