/** API Gateway's throttle of one method: tokens that come at a rate, and as many at most as may be used at once. */
export interface GatewayLimits {
  /** Calls a second. */
  readonly rate: number;
  readonly burst: number;
}

/**
 * A token bucket, as API Gateway describes its own; the service itself says that it applies limits on a best-effort basis.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class Gateway {
  private tokens: number;
  private at = 0;

  constructor(private readonly limits: GatewayLimits) {
    this.tokens = limits.burst;
  }

  /** @param now milliseconds, never less than before */
  letsIn(now: number): boolean {
    const { rate, burst } = this.limits;
    this.tokens = Math.min(burst, this.tokens + (rate * (now - this.at)) / 1000);
    this.at = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
