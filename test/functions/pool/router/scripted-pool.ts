import type {
  Attempt,
  AttemptKind,
  CallLimits,
  RouterResult,
  PoolRegion,
} from "../../../../functions/pool/router/call";
import { Router } from "../../../../functions/pool/router/router";
import type { OperationName } from "../../../../functions/pool/operations";
import { seededRandom } from "../../../bench/pool/random";
import { VirtualTime } from "../../../bench/pool/virtual-time";

/** What a Region does with a call; `hang` never answers, and a number answers well after so many milliseconds. */
export type Behaviour = AttemptKind | "hang" | number;

export interface Call {
  readonly region: string;
  readonly at: number;
  /** What the router tells once it does not wait for it any more. */
  readonly signal: AbortSignal;
  behaviour?: Behaviour;
  settled?: boolean;
}

const TAKES_MS: Record<AttemptKind, number> = { OK: 400, THROTTLE: 20, FAULT: 50, CONFIG: 30, CALLER_ERROR: 30 };

/** A router over Regions that do as told, on a clock that takes no time. */
export class ScriptedPool {
  readonly time = new VirtualTime();
  readonly calls: Call[] = [];
  readonly router: Router;
  /** Asked for every call; by default everything works. */
  behaviour: (call: Call) => Behaviour = () => "OK";

  /** By how much the router's clock differs from the time that passes. */
  skew = 0;

  constructor(regions: readonly PoolRegion[], seed = 7) {
    const clock = {
      now: () => this.time.now() + this.skew,
      sleep: (ms: number, signal: AbortSignal) => this.time.sleep(ms, signal),
    };
    this.router = new Router({ regions, clock, random: seededRandom(seed) });
  }

  /** One request: it may wait for 5 s, and take 25 s with everything, unless said otherwise. */
  async request(limits: Partial<CallLimits> = {}, operation: OperationName = "DetectLabels") {
    const [result] = await this.requests([limits], operation);
    if (!result) throw new Error("There is no result.");
    return result;
  }

  /** Several requests at once. */
  async requests(all: readonly Partial<CallLimits>[], operation: OperationName = "DetectLabels") {
    const started: Promise<RouterResult<string>>[] = [];
    this.time.at(this.time.now(), () => {
      const now = this.time.now() + this.skew;
      const usual = { waitUntil: now + 5_000, deadline: now + 25_000 };
      for (const limits of all) {
        const send = (region: string, signal: AbortSignal) => this.attempt(region, signal);
        started.push(this.router.call(operation, { ...usual, ...limits }, { send }));
      }
    });
    await this.time.run();
    return Promise.all(started);
  }

  async pass(ms: number): Promise<void> {
    this.time.at(this.time.now() + ms, () => undefined);
    await this.time.run();
  }

  regionsCalled(): string[] {
    return this.calls.map(({ region }) => region);
  }

  private async attempt(region: string, signal: AbortSignal): Promise<Attempt<string>> {
    const call: Call = { region, at: this.time.now(), signal };
    this.calls.push(call);
    const behaviour = (call.behaviour = this.behaviour(call));
    if (behaviour === "hang") return new Promise(() => undefined);
    const kind = typeof behaviour === "number" ? "OK" : behaviour;
    await this.time.sleep(typeof behaviour === "number" ? behaviour : TAKES_MS[behaviour], signal);
    call.settled = true;
    return kind === "OK" ? { kind, value: region } : { kind, error: new Error(`${kind} in ${region}`) };
  }
}

/** Regions a, b, c … with these quotas for DetectLabels. */
export function regionsWith(...quotas: readonly number[]): PoolRegion[] {
  return quotas.map((quota, index) => ({ region: "abcdefgh".charAt(index), quotas: { DetectLabels: quota } }));
}
