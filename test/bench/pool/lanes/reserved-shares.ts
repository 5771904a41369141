import type { Policy } from "../policies";

/**
 * A limiter with a counter that all environments share, as a gateway with Redis has one: each lane reserves a share of the quotas by its
 * importance, and a call waits for a token of its lane. It knows the quotas exactly and takes no time, which no real one does.
 *
 * Reserved shares are kept apart, so that what one lane leaves stays unused: that is what such limiters do.
 */
export function reservedShares(waitSeconds: number): Policy {
  const counters = new WeakMap<object, Map<string, { at: number }>>();
  return {
    name: "shared counter",
    waitSeconds,
    caller: ({ time, regions, random }) => {
      const lanes = counters.get(time) ?? new Map<string, { at: number }>();
      counters.set(time, lanes);
      const summed = regions.reduce((sum, { model }) => sum + model.quota, 0);
      return async (image, lane) => {
        const { name, weight } = lane ?? { name: "", weight: 1 };
        const next = lanes.get(name) ?? { at: 0 };
        lanes.set(name, next);
        // A lane of the least importance keeps a tenth.
        const perSecond = summed * Math.max(0.1, 0.9 * weight);
        const turn = Math.max(next.at, time.now());
        if (turn - time.now() > 1_000 * waitSeconds) return { kind: "throttled", retryAfterSeconds: 1 };
        next.at = turn + 1_000 / perSecond;
        await time.sleep(turn - time.now());
        let left = random() * summed;
        const region = regions.find(({ model }) => (left -= model.quota) < 0) ?? regions[0];
        const result = await region?.call(image, { connectMs: 1_000, answerMs: 28_000 });
        if (result?.kind === "OK") return { kind: "ok", callMs: result.value ?? 0 };
        return { kind: "throttled", retryAfterSeconds: 1 };
      };
    },
  };
}
