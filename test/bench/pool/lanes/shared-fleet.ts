import type { Lane } from "../../../../functions/pool/lanes/lanes";
import { arrivalTimes } from "../arrivals";
import { Gateway, type GatewayLimits } from "../gateway";
import type { Caller, Policy, World } from "../policies";
import { seededRandom } from "../random";
import { type RegionModel, SimulatedRegion } from "../simulated-region";
import { VirtualTime } from "../virtual-time";

/** Callers of one lane, and how many calls a second they make. */
export interface LaneLoad {
  readonly lane: Lane;
  readonly perSecond: number;
  /** Calls come from then on, until then (ms); always unless said. */
  readonly from?: number;
  readonly to?: number;
}

export interface SharedPlan {
  readonly regions: readonly RegionModel[];
  readonly weights?: readonly number[];
  readonly loads: readonly LaneLoad[];
  /** Executions at once: of all lanes together, or each lane's own as a function of its own would have. */
  readonly executions: number | readonly number[];
  readonly gateway?: GatewayLimits;
  /** Requests that arrive from `from` to `to` are counted (ms). */
  readonly counted: { readonly from: number; readonly to: number };
}

/** What the callers of one lane saw. */
export interface LaneSeen {
  requests: number;
  served: number;
  /** Answered while it was counted, whenever asked for. */
  servedInTime: number;
  /** Refused before any code of ours ran: by the gateway (429), or for want of an execution (500). */
  atTheGateway: number;
  withoutExecution: number;
  errors: number;
  /** Milliseconds from the request to the answer beyond the answer's own, of successes. */
  readonly addedMs: number[];
}

export interface SharedSeen {
  readonly lanes: readonly LaneSeen[];
  readonly calls: number;
  readonly served: number;
  readonly busiest: number;
}

/** Environments of Lambda that callers of several lanes share: any idle one serves the next request, whose ever it is. */
class SharedFleet {
  readonly seen: readonly LaneSeen[];
  served = 0;
  busiest = 0;
  private busy = 0;
  private readonly idle: Caller[][];
  private readonly sizes: number[];
  private readonly gateway: Gateway | undefined;

  constructor(
    private readonly plan: SharedPlan,
    private readonly policy: Policy,
    private readonly world: World,
    private readonly pick: () => number,
    private readonly image: () => number,
  ) {
    this.seen = plan.loads.map(() => ({
      requests: 0,
      served: 0,
      servedInTime: 0,
      atTheGateway: 0,
      withoutExecution: 0,
      errors: 0,
      addedMs: [],
    }));
    this.gateway = plan.gateway && new Gateway(plan.gateway);
    const functions = typeof plan.executions === "number" ? 1 : plan.executions.length;
    this.idle = Array.from({ length: functions }, () => []);
    this.sizes = this.idle.map(() => 0);
  }

  async serve(index: number): Promise<void> {
    const { world, plan } = this;
    const { lane } = plan.loads[index] ?? {};
    const seen = this.seen[index];
    if (!seen) return;
    const started = world.time.now();
    const counted = this.isCounted(started);
    if (counted) seen.requests += 1;
    const refuse = (why: "atTheGateway" | "withoutExecution") => {
      if (!counted) return;
      seen[why] += 1;
      seen.errors += 1;
    };
    if (this.gateway?.letsIn(started) === false) {
      refuse("atTheGateway");
      return;
    }
    const own = this.idle.length === 1 ? 0 : index;
    const environment = this.takeIdle(own);
    if (!environment) {
      refuse("withoutExecution");
      return;
    }
    this.busy += 1;
    this.busiest = Math.max(this.busiest, this.busy);
    const { kind, callMs = 0 } = await environment({ rank: this.image() }, lane);
    this.busy -= 1;
    this.idle[own]?.push(environment);
    const now = world.time.now();
    if (kind === "ok") this.served += 1;
    if (kind === "ok" && this.isCounted(now)) seen.servedInTime += 1;
    if (!counted) return;
    if (kind !== "ok") seen.errors += 1;
    else {
      seen.served += 1;
      seen.addedMs.push(now - started - callMs);
    }
  }

  private isCounted(now: number): boolean {
    return this.plan.counted.from <= now && now < this.plan.counted.to;
  }

  /** The one that was used last, as Lambda tends to: those of a rush are not all kept busy after it. */
  private takeIdle(own: number): Caller | undefined {
    const idle = this.idle[own] ?? [];
    const index = Math.floor(this.pick() * idle.length);
    const picked = idle[index];
    const { executions } = this.plan;
    const most = typeof executions === "number" ? executions : (executions[own] ?? 0);
    if (picked === undefined) {
      if ((this.sizes[own] ?? 0) >= most) return undefined;
      this.sizes[own] = (this.sizes[own] ?? 0) + 1;
      return this.policy.caller(this.world);
    }
    const last = idle.pop();
    if (last && index < idle.length) idle[index] = last;
    return picked;
  }
}

/** One run of several lanes on one pool with one policy, to the end of its last request. */
export async function simulateShared(plan: SharedPlan, policy: Policy, seed: number): Promise<SharedSeen> {
  const time = new VirtualTime();
  const service = seededRandom(seed + 1_000_003);
  const regions = plan.regions.map((model) => new SimulatedRegion(model, time, service));
  const weights = plan.weights ?? plan.regions.map(({ quota }) => quota);
  const world = { time, regions, weights, random: seededRandom(seed + 3_000_017) };
  const pick = seededRandom(seed + 2_000_003);
  const fleet = new SharedFleet(plan, policy, world, pick, seededRandom(seed + 4_000_037));
  plan.loads.forEach(({ perSecond, from = 0, to = plan.counted.to }, index) => {
    for (const at of arrivalTimes({ perSecond }, [from, to], seededRandom(seed + 97 * index))) {
      time.at(at, () => void fleet.serve(index));
    }
  });
  await time.run();
  const calls = regions.reduce((sum, region) => sum + region.calls, 0);
  return { lanes: fleet.seen, calls, served: fleet.served, busiest: fleet.busiest };
}
