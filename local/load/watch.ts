import type { PoolState } from "../control";
import { progressBlock } from "./progress";
import type { Summary } from "./tally";

/** Where the lines are not overwritten, a block comes less often. */
const QUIET_SECONDS = 5;

/** What a watch looks at. */
export interface Watched {
  /** As AWS spells it. */
  readonly operation: string;
  readonly summary: () => Summary;
  readonly look: () => Promise<PoolState>;
}

/** Writes how the load goes to standard error, once a second: over the same lines in a terminal, as new ones elsewhere. */
export class Watch {
  private readonly startedAt = performance.now();
  private readonly timer: NodeJS.Timeout;
  private ticks = 0;
  private linesShown = 0;

  private constructor(
    private readonly watched: Watched,
    private readonly before: PoolState,
  ) {
    this.timer = setInterval(() => void this.show().catch(() => undefined), 1000);
  }

  static async begin(watched: Watched): Promise<Watch> {
    return new Watch(watched, await watched.look());
  }

  /** Shows how it ended, too. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    this.ticks = -1;
    await this.show().catch(() => undefined);
  }

  private async show(): Promise<void> {
    const { summary, look, operation } = this.watched;
    const { regions } = await look();
    this.ticks += 1;
    const seconds = (performance.now() - this.startedAt) / 1000;
    const lines = progressBlock(seconds, summary(), regions, this.before.regions, operation);
    if (process.stderr.isTTY) this.overwrite(lines.map((line) => line.slice(0, process.stderr.columns - 1)));
    else if (this.ticks % QUIET_SECONDS === 0) process.stderr.write(`${lines.join("\n")}\n`);
  }

  /** Up to where the last block began, and everything below it gone. */
  private overwrite(lines: readonly string[]): void {
    const up = this.linesShown === 0 ? "" : `\x1b[${this.linesShown}A`;
    process.stderr.write(`${up}\r\x1b[J${lines.join("\n")}\n`);
    this.linesShown = lines.length;
  }
}
