/** How fast a run begins, and how fast it may become: calls under way. */
const BEGINS_WITH = 4;
const MOST = 32;

/**
 * As many calls at a time as the pool answers: one more after each round of successes, half as many when it refuses one for its quota, and
 * none before the time that it names. Others use the pool too.
 */
export class Pace {
  static readonly most = MOST;

  /** Refusals for the quota so far. */
  refusals = 0;
  private allowed = BEGINS_WITH;
  private underWay = 0;
  private successes = 0;
  private waitUntil = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param now milliseconds, monotonic */
  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly pause: (milliseconds: number) => Promise<void> = (ms) =>
      new Promise((resolve) => setTimeout(resolve, ms)),
  ) {}

  get limit(): number {
    return this.allowed;
  }

  /** Returns when a call may begin; every one ends with `end`. */
  async begin(): Promise<void> {
    while (this.underWay >= this.allowed || this.now() < this.waitUntil) {
      if (this.now() < this.waitUntil) await this.pause(this.waitUntil - this.now());
      else await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.underWay += 1;
  }

  /** @param outcome a success, a refusal for the quota with the milliseconds to wait, or anything else */
  end(outcome: "success" | "failure" | { readonly waitMs: number }): void {
    this.underWay -= 1;
    if (outcome === "success") this.grow();
    else if (outcome !== "failure") this.shrink(outcome.waitMs);
    for (const wake of this.waiting.splice(0)) wake();
  }

  private grow(): void {
    this.successes += 1;
    if (this.successes < this.allowed) return;
    this.successes = 0;
    this.allowed = Math.min(MOST, this.allowed + 1);
  }

  private shrink(waitMs: number): void {
    this.refusals += 1;
    // Calls that were under way when the first was refused tell of the same shortage.
    if (this.now() >= this.waitUntil) this.allowed = Math.max(1, Math.floor(this.allowed / 2));
    this.successes = 0;
    this.waitUntil = Math.max(this.waitUntil, this.now() + waitMs);
  }
}
