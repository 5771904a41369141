/** Answers that are remembered: at a call a second, half a minute. */
const KEPT = 32;
const HIGH = 0.95;
/** What an answer is taken to need before there has been one (ms). */
const UNSEEN_MS = 650;
/** AWS speaks of 1–1.5 s for an image with one face and more for several. https://repost.aws/questions/QUhiR3XQ6PQtOQWKSZFVy8aQ */
const UNSEEN_PATIENCE_MS = 3_000;
const LEAST_PATIENCE_MS = 2_100;
const TIMES_USUAL = 2;

/**
 * How long answers to one operation have taken one environment lately.
 *
 * Only answers count. A Region that hangs answers nothing and so teaches nothing: it cannot raise the patience that lets it be found.
 * A service that has become slow still answers within the patience most of the time, each such answer raises it, and after two or
 * three it is above what the service takes.
 */
export class AnswerTimes {
  private readonly recent: number[] = [];

  note(ms: number): void {
    this.recent.push(ms);
    if (this.recent.length > KEPT) this.recent.shift();
  }

  get isEmpty(): boolean {
    return this.recent.length === 0;
  }

  /** What nearly every answer keeps within (ms). */
  get usualMs(): number {
    const ascending = [...this.recent].sort((one, other) => one - other);
    return ascending[Math.floor(HIGH * ascending.length)] ?? UNSEEN_MS;
  }

  /** For how long an answer is waited for before another Region is asked too (ms): the less is known, the longer beyond what is. */
  get patienceMs(): number {
    if (this.isEmpty) return UNSEEN_PATIENCE_MS;
    return Math.max(LEAST_PATIENCE_MS, TIMES_USUAL * (1 + 1 / this.recent.length) * this.usualMs);
  }
}
