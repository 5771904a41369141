import { Gateway, type GatewayLimits } from "./gateway";
import { type Caller, type Ending, type Policy, type World } from "./policies";
import { seededRandom } from "./random";
import { type RegionModel, SimulatedRegion } from "./simulated-region";
import type { VirtualTime } from "./virtual-time";

export interface FleetPlan {
  readonly regions: readonly RegionModel[];
  /** What is configured as weights; the quotas unless said. */
  readonly weights?: readonly number[];
  /** Lambda's environments: warm at the start, and at most. */
  readonly environments: { readonly warm: number; readonly most: number };
  /** What stands before Lambda; without it everything comes through. */
  readonly gateway?: GatewayLimits;
  /** Requests that arrive from `from` to `to` are counted (ms). */
  readonly counted: { readonly from: number; readonly to: number };
  readonly onCall?: World["onCall"];
}

/** What the callers of one run saw, and what it cost. */
export interface Seen {
  requests: number;
  /** Refused for want of an environment, before any code of ours ran. */
  rejected: number;
  readonly failures: { readonly kind: Ending["kind"]; readonly afterMs: number; readonly retryAfter: boolean }[];
  /** Milliseconds of each success beyond the successful call itself. */
  readonly addedMs: number[];
  /** Calls to Rekognition and requests served by them, those that were not counted too. */
  calls: number;
  served: number;
  /** Successes that came while it was counted, whenever asked for. */
  servedInTime: number;
  /** Environments at work: the most at once, and the mean while it was counted. */
  busiest: number;
  meanBusy: number;
}

/**
 * Lambda: one request per environment. Any idle one takes the next request, so that each learns as little as can be, and all of
 * them share nothing but the Regions.
 */
export class Fleet {
  private readonly idle: Caller[] = [];
  private readonly world: World;
  private readonly gateway: Gateway | undefined;
  private readonly pick: () => number;
  private readonly image: () => number;
  private size = 0;
  private readonly seen: Seen = {
    requests: 0,
    rejected: 0,
    failures: [],
    addedMs: [],
    calls: 0,
    served: 0,
    servedInTime: 0,
    busiest: 0,
    meanBusy: 0,
  };

  constructor(
    private readonly plan: FleetPlan,
    private readonly policy: Policy,
    private readonly time: VirtualTime,
    seed: number,
  ) {
    this.gateway = plan.gateway && new Gateway(plan.gateway);
    const service = seededRandom(seed + 1_000_003);
    this.pick = seededRandom(seed + 2_000_003);
    this.image = seededRandom(seed + 4_000_037);
    const regions = plan.regions.map((model) => new SimulatedRegion(model, time, service));
    const weights = plan.weights ?? plan.regions.map(({ quota }) => quota);
    const onCall = plan.onCall ? { onCall: plan.onCall } : {};
    this.world = { time, regions, weights, random: seededRandom(seed + 3_000_017), ...onCall };
    for (let index = 0; index < plan.environments.warm; index++) this.idle.push(this.grown());
  }

  /** One request arrives now. */
  serve(): void {
    const counted = this.isCounted(this.time.now());
    if (counted) this.seen.requests += 1;
    if (this.gateway?.letsIn(this.time.now()) === false) {
      if (counted) this.seen.failures.push({ kind: "throttled", afterMs: 0, retryAfter: true });
      return;
    }
    const environment = this.takeIdle();
    if (environment) {
      this.seen.busiest = Math.max(this.seen.busiest, this.size - this.idle.length);
      void this.work(environment, counted);
    } else if (counted) this.seen.rejected += 1;
  }

  report(): Seen {
    const { from, to } = this.plan.counted;
    const calls = this.world.regions.reduce((sum, region) => sum + region.calls, 0);
    return { ...this.seen, calls, meanBusy: this.seen.meanBusy / (to - from) };
  }

  private async work(environment: Caller, counted: boolean): Promise<void> {
    const { seen } = this;
    const { from, to } = this.plan.counted;
    const started = this.time.now();
    const { kind, callMs = 0, retryAfterSeconds } = await environment({ rank: this.image() });
    const now = this.time.now();
    this.idle.push(environment);
    seen.meanBusy += Math.max(0, Math.min(now, to) - Math.max(started, from));
    if (kind === "ok") seen.served += 1;
    if (kind === "ok" && this.isCounted(now)) seen.servedInTime += 1;
    if (!counted) return;
    if (kind === "ok") seen.addedMs.push(now - started - callMs);
    else seen.failures.push({ kind, afterMs: now - started, retryAfter: retryAfterSeconds !== undefined });
  }

  private isCounted(now: number): boolean {
    return this.plan.counted.from <= now && now < this.plan.counted.to;
  }

  private takeIdle(): Caller | undefined {
    const index = Math.floor(this.pick() * this.idle.length);
    const picked = this.idle[index];
    if (picked === undefined) return this.size < this.plan.environments.most ? this.grown() : undefined;
    const last = this.idle.pop();
    if (last && index < this.idle.length) this.idle[index] = last;
    return picked;
  }

  private grown(): Caller {
    this.size += 1;
    return this.policy.caller(this.world);
  }
}
