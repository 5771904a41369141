/**
 * A quota as the service enforces it: so many calls a second, of which one second's worth may come at once.
 *
 * AWS does not document the bucket's depth. One second is the careful reading of what was measured: 70 single calls at once passed
 * at 50 a second, 145 at twice 50, which is the bucket and what flows in while the calls arrive.
 */
export class TokenBucket {
  private tokens: number;
  private at: number;

  /**
   * @param perSecond above 0
   * @param now milliseconds, monotonic
   */
  constructor(
    readonly perSecond: number,
    private readonly now: () => number,
  ) {
    this.tokens = this.depth(1);
    this.at = now();
  }

  /**
   * Takes one call's token.
   * @param share of the quota that is left for us, above 0; less than 1 when another tenant of the account uses it too
   */
  take(share = 1): boolean {
    const tokens = this.refilled(share);
    const isThere = tokens >= 1;
    this.tokens = isThere ? tokens - 1 : tokens;
    this.at = this.now();
    return isThere;
  }

  /** Calls that would pass now. */
  level(share = 1): number {
    return this.refilled(share);
  }

  private refilled(share: number): number {
    const flowedIn = ((this.now() - this.at) / 1000) * this.perSecond * share;
    return Math.min(this.depth(share), this.tokens + flowedIn);
  }

  private depth(share: number): number {
    return Math.max(1, this.perSecond * share);
  }
}
