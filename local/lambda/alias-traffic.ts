/** How an alias shares calls between two versions. */
export interface AliasRoute {
  readonly version: string;
  /** A second version and its share of the calls, 0 to 1. */
  readonly newer?: { readonly version: string; readonly share: number };
}

/**
 * Lambda draws a version for each call. Here the second one gets its share evenly, one call in ten where that is a tenth, and never more:
 * so few calls as a laptop sends would else show a share that no setting gives.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export class AliasTraffic {
  private calls = 0;

  constructor(private readonly route: AliasRoute) {}

  /** The version that answers the next call. */
  next(): string {
    const { version, newer } = this.route;
    if (newer === undefined) return version;
    const given = (calls: number) => Math.floor(calls * newer.share + 1e-9);
    this.calls += 1;
    return given(this.calls) > given(this.calls - 1) ? newer.version : version;
  }
}
