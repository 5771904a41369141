import { createHash } from "node:crypto";

/** Numbers drawn from a picture: any for the eye, the same ones for the same picture. */
export class Drawn {
  private pool: Buffer = Buffer.alloc(0);
  private at = 0;
  private round = 0;

  /** @param purpose so that one picture gives other numbers to other questions */
  constructor(
    private readonly seed: string,
    private readonly purpose: string,
  ) {}

  /** From `least` up to, but not including, `most`; with six decimals, as the service answers. */
  number(least: number, most: number): number {
    return Math.round((least + this.ratio() * (most - least)) * 1e6) / 1e6;
  }

  chance(probability: number): boolean {
    return this.ratio() < probability;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.ratio() * choices.length)] ?? choices[0];
  }

  private ratio(): number {
    if (this.at + 4 > this.pool.length) {
      this.pool = createHash("sha256").update(`${this.seed} ${this.purpose} ${this.round++}`).digest();
      this.at = 0;
    }
    this.at += 4;
    return this.pool.readUInt32BE(this.at - 4) / 2 ** 32;
  }
}
