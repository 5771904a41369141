import type { AttemptKind, CallLimits, RouterResult } from "../../../../functions/pool/router/call";
import type { PoolRegion } from "../../../../functions/pool/router/pool-region";
import { Router } from "../../../../functions/pool/router/router";
import type { OperationName } from "../../../../functions/pool/operation-name";
import { seededRandom } from "../../../bench/pool/random";
import { VirtualTime } from "../../../bench/pool/virtual-time";

/** What a Region does with a call; `hang` never answers, which the attempt ends as a fault when its time is up. */
export type Behaviour = AttemptKind | "hang";

export interface Call {
  readonly region: string;
  readonly at: number;
  readonly timeoutMs: number;
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
    const clock = { now: () => this.time.now() + this.skew, sleep: (ms: number) => this.time.sleep(ms) };
    this.router = new Router({ regions, clock, random: seededRandom(seed) });
  }

  /** One request: it may wait for 5 s, and the attempt after that take 5 s more, unless said otherwise. */
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
      const usual = { waitUntil: now + 5_000, deadline: now + 10_000 };
      for (const limits of all) {
        started.push(
          this.router.call(operation, { ...usual, ...limits }, (region, timeoutMs) => this.attempt(region, timeoutMs)),
        );
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

  private async attempt(region: string, timeoutMs: number) {
    const call = { region, at: this.time.now(), timeoutMs };
    this.calls.push(call);
    const behaviour = this.behaviour(call);
    const kind = behaviour === "hang" || TAKES_MS[behaviour] > timeoutMs ? "FAULT" : behaviour;
    await this.time.sleep(behaviour === "hang" ? timeoutMs : Math.min(timeoutMs, TAKES_MS[behaviour]));
    return kind === "OK" ? { kind, value: region } : { kind, error: new Error(`${kind} in ${region}`) };
  }
}

/** Regions a, b, c … with these quotas for DetectLabels. */
export function regionsWith(...quotas: readonly number[]): PoolRegion[] {
  return quotas.map((quota, index) => ({ region: "abcdefgh".charAt(index), quotas: { DetectLabels: quota } }));
}
