import type { Attempt } from "../../../functions/pool/router/call";
import { exponential, normalQuantile } from "./random";
import type { VirtualTime } from "./virtual-time";

/**
 * From `from` to `to` (ms) the Region misbehaves. `hangs`: it takes requests and never answers. `path-lost`: it takes no
 * connection. `tenant`: somebody else in the account calls it at half its quota, and neither knows of the other.
 */
export interface Trouble {
  readonly kind: "errors" | "hangs" | "path-lost" | "slow" | "tenant";
  readonly from: number;
  readonly to: number;
}

/** How long answers take: anything between two times alike, or a log-normal distribution with a tail (ms). */
export type ServiceTime =
  { readonly least: number; readonly most: number } | { readonly median: number; readonly p99: number };

export interface RegionModel {
  readonly region: string;
  /** Calls per second, for the one operation that is simulated. */
  readonly quota: number;
  readonly roundTripMs: number;
  /** 300–600 ms unless said. */
  readonly service?: ServiceTime;
  readonly trouble?: Trouble;
}

/** What the client waits at most, for a connection and for an answer. */
export interface Timeouts {
  readonly connectMs: number;
  readonly answerMs: number;
}

/** One call's image: how much work it is among all images, 0 ≤ rank < 1. It is as much in every Region. */
export interface Image {
  readonly rank: number;
}

const THROTTLE_MS = 20;
const ERROR_MS = 50;
const SERVICE_MS: ServiceTime = { least: 300, most: 600 };
const SLOWER = 3;

/**
 * One Region's Rekognition: a token bucket that holds one second of quota, which is the careful reading of the published test (70
 * calls at once pass at 50 a second), and answers that take 300–600 ms.
 */
export class SimulatedRegion {
  calls = 0;
  private tokens: number;
  private filledAt = 0;
  private tenantCallsAt = 0;

  constructor(
    readonly model: RegionModel,
    private readonly time: VirtualTime,
    private readonly random: () => number,
  ) {
    this.tokens = model.quota;
  }

  async call({ rank }: Image, { connectMs, answerMs }: Timeouts): Promise<Attempt<number>> {
    this.calls += 1;
    const trouble = this.troubleNow();
    if (trouble === "path-lost") return this.after(Math.min(connectMs, answerMs), "FAULT");
    if (trouble === "hangs") return this.after(answerMs, "FAULT");
    if (trouble === "errors") return this.after(ERROR_MS + this.model.roundTripMs, "FAULT");
    if (!this.takeToken()) return this.after(THROTTLE_MS + this.model.roundTripMs, "THROTTLE");
    const service = serviceMs(this.model.service ?? SERVICE_MS, rank);
    const needed = service * (trouble === "slow" ? SLOWER : 1) + this.model.roundTripMs;
    return needed > answerMs ? this.after(answerMs, "FAULT") : this.after(needed, "OK");
  }

  private async after(ms: number, kind: "OK" | "THROTTLE" | "FAULT"): Promise<Attempt<number>> {
    // What is never answered is given up by its caller, or never ends.
    if (ms === Infinity) return new Promise(() => undefined);
    await this.time.sleep(ms);
    return kind === "OK" ? { kind, value: ms } : { kind };
  }

  private troubleNow(): Trouble["kind"] | undefined {
    const { trouble } = this.model;
    const now = this.time.now();
    return trouble && trouble.from <= now && now < trouble.to ? trouble.kind : undefined;
  }

  private takeToken(): boolean {
    this.letTenantCall();
    return this.takeTokenAt(this.time.now());
  }

  /** The tenant's calls since ours last came, each at its own time. */
  private letTenantCall(): void {
    const { trouble, quota } = this.model;
    if (trouble?.kind !== "tenant") return;
    const until = Math.min(this.time.now(), trouble.to);
    this.tenantCallsAt = Math.max(this.tenantCallsAt, trouble.from);
    for (; this.tenantCallsAt < until; this.tenantCallsAt += exponential(this.random, quota / 2)) {
      this.takeTokenAt(this.tenantCallsAt);
    }
  }

  private takeTokenAt(now: number): boolean {
    const { quota } = this.model;
    this.tokens = Math.min(quota, this.tokens + (quota * (now - this.filledAt)) / 1000);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

function serviceMs(service: ServiceTime, rank: number): number {
  if ("least" in service) return service.least + (service.most - service.least) * rank;
  const spread = Math.log(service.p99 / service.median) / normalQuantile(0.99);
  return service.median * Math.exp(spread * normalQuantile(rank));
}
