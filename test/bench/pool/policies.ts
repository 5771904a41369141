import type { Lane } from "../../../functions/pool/lanes/lanes";
import { draw } from "../../../functions/pool/router/choice";
import { Router } from "../../../functions/pool/router/router";
import { CALL_MS, CONNECT_MS } from "../../../functions/pool/env";
import type { Image, SimulatedRegion, Timeouts } from "./simulated-region";
import type { VirtualTime } from "./virtual-time";

/** How one request ended, as its caller sees it. */
export interface Ending {
  readonly kind: "ok" | "throttled" | "failed";
  /** Milliseconds that the successful call itself took; what is beyond it, the policy added. */
  readonly callMs?: number;
  readonly retryAfterSeconds?: number;
}

/** One environment's way of calling the Regions. */
export type Caller = (image: Image, lane?: Lane) => Promise<Ending>;

export interface World {
  readonly time: VirtualTime;
  readonly regions: readonly SimulatedRegion[];
  /** What config gives as weights, Region by Region; they may be wrong. */
  readonly weights: readonly number[];
  readonly random: () => number;
  /** For tests: told of every call. */
  readonly onCall?: (call: { readonly region: string; readonly at: number; readonly waited: boolean }) => void;
}

export interface Policy {
  readonly name: string;
  /** Seconds it waits for quota; the seed and the SDK know no such thing. */
  readonly waitSeconds?: number;
  /** Makes one environment's caller, with a memory of its own. */
  readonly caller: (world: World) => Caller;
}

/** Neither has timeouts of its own. API Gateway gives up after 29 s, so the function ends a second earlier. */
const FUNCTION_MS = 28_000;
const NO_TIMEOUT: Timeouts = { connectMs: FUNCTION_MS, answerMs: FUNCTION_MS };

/** The published design: draws a Region by its percentage and calls it once. */
export const drawOnce: Policy = {
  name: "seed",
  caller: (world) => async (image) => ending(await drawn(world).call(image, NO_TIMEOUT)),
};

/**
 * The same with the AWS SDK's own retries: three attempts, all in the Region that was drawn. Its retry quota is left out, which
 * only does it good.
 */
export const sdkRetry: Policy = {
  name: "SDK retries",
  caller: (world) => async (image) => {
    const region = drawn(world);
    const end = world.time.now() + FUNCTION_MS;
    for (let attempt = 1; ; attempt++) {
      const left = end - world.time.now();
      const result = await region.call(image, { connectMs: left, answerMs: left });
      if (result.kind === "OK" || attempt === 3 || world.time.now() >= end) return ending(result);
      const base = result.kind === "THROTTLE" ? 1000 : 50;
      await world.time.sleep(world.random() * base * 2 ** (attempt - 1));
    }
  },
};

/** The product's router itself. */
export function ours(waitSeconds: number): Policy {
  return {
    name: `ours, W = ${waitSeconds} s`,
    waitSeconds,
    caller: (world) => {
      const { time, random, regions, weights } = world;
      const pool = regions.map(({ model }, index) => ({
        region: model.region,
        quotas: { DetectLabels: model.quota },
        weight: weights[index] ?? model.quota,
      }));
      const router = new Router({ regions: pool, clock: time, random });
      const byName = new Map(regions.map((region) => [region.model.region, region]));
      return (image, lane) => routed(router, byName, lane, waitSeconds * 1000, world, image);
    },
  };
}

async function routed(
  router: Router,
  regions: ReadonlyMap<string, SimulatedRegion>,
  lane: Lane | undefined,
  waitMs: number,
  { time, onCall }: World,
  image: Image,
): Promise<Ending> {
  const waitUntil = time.now() + (lane?.waitMs ?? waitMs);
  const limits = { waitUntil, deadline: time.now() + CALL_MS, ...(lane && { lane }) };
  let attempts = 0;
  const send = async (name: string) => {
    const region = regions.get(name);
    if (!region) throw new Error(`The router named ${name}, which is not in the pool.`);
    onCall?.({ region: name, at: time.now(), waited: attempts >= regions.size });
    attempts += 1;
    return region.call(image, { connectMs: CONNECT_MS, answerMs: Infinity });
  };
  const result = await router.call<number>("DetectLabels", limits, { send });
  const { outcome, value, retryAfterSeconds } = result;
  if (outcome === "answered") return { kind: "ok", callMs: value ?? 0 };
  const kind = outcome === "throttled" ? "throttled" : "failed";
  return retryAfterSeconds === undefined ? { kind } : { kind, retryAfterSeconds };
}

function drawn({ regions, weights, random }: World): SimulatedRegion {
  const name = draw(
    regions.map(({ model }, index) => ({ region: model.region, weight: weights[index] ?? 0 })),
    random,
  );
  const region = regions.find(({ model }) => model.region === name);
  if (!region) throw new Error("There is no Region to draw from.");
  return region;
}

function ending({ kind, value }: Awaited<ReturnType<SimulatedRegion["call"]>>): Ending {
  if (kind === "OK") return { kind: "ok", callMs: value ?? 0 };
  return { kind: kind === "THROTTLE" ? "throttled" : "failed" };
}
