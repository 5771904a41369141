import type { Alarm, Expression } from "../alarm";
import { burnRateAlarms, failedShare, slowShare } from "../burn-rate";
import { counted, ofRoute, type Watched, type WatchedPool } from "../measures";
import { happened } from "./happened";
import { imageAlarms } from "./images";

/** Calls that Regions refused for want of quota, of all attempts. Below it, failing over is what the pool is for. */
const THROTTLED_SHARE = 0.1;
const LEAST_THROTTLES = 10;

/** Calls of the Rekognition pool: that they are answered, how soon, and how its Regions are. */
export function poolAlarms<N>(watched: Watched<N | string>, pool: WatchedPool<N>): readonly Alarm<N | string>[] {
  const seconds = pool.latencyMs / 1000;
  return [
    ...burnRateAlarms({
      name: "pool-availability",
      budget: 0.001,
      badShare: failedShare(
        ofRoute(watched, "call-rekognition", "5XXError", "Sum"),
        ofRoute(watched, "call-rekognition", "Count", "SampleCount"),
      ),
      runbook: {
        means: "More calls of the pool fail with a 5xx than one in a thousand allows: no Region answers them.",
        callersSee: "502, 503 or 504 with Retry-After.",
        act: "Look which Regions the dashboard shows refusing, and why (region_refused); take one that only fails off rekognitionRegions.",
      },
    }),
    ...burnRateAlarms({
      name: "pool-latency",
      budget: 0.01,
      badShare: slowShare(ofRoute(watched, "call-rekognition", "Latency", "SampleCount"), pool.latencyMs),
      runbook: {
        means: `More than one in a hundred calls of the pool takes longer than ${seconds} seconds: what it may wait, and an answer.`,
        callersSee: "slow answers.",
        act: "Look at waitMs and attempts of rekognition_call: waiting is want of quota, many attempts are a sick Region.",
      },
    }),
    ...regionAlarms<N | string>(watched),
    ...imageAlarms<N | string>(watched, pool),
  ];
}

function regionAlarms<N>(watched: Watched<N>): readonly Alarm<N>[] {
  return [
    happened("region-config-fault", counted(watched, "RegionConfigFault"), 1, {
      means:
        "A Region refuses us as such: it is not enabled, or its endpoint's policy, an SCP or our signature is wrong.",
      callersSee: "nothing while another Region answers; then 403 gateway_not_permitted.",
      act: "Read errorName and region of region_refused; enable the Region, mend the policy, or take it off rekognitionRegions.",
    }),
    happened("region-cooling", counted(watched, "RegionFault"), 3, {
      means: "A Region fails or does not answer, and the pool asks it less until it does.",
      callersSee: "nothing while another Region answers, but less capacity.",
      act: "Look at AWS's health page for the Region that the dashboard shows; the pool comes back by itself.",
    }),
    happened("region-throttled", throttledShare(watched), THROTTLED_SHARE, {
      means: "One in ten attempts or more is over a Region's quota.",
      callersSee: "longer waits, and 429 once every Region is full.",
      act: "Compare the quotas that the preview shows with Service Quotas; ask for more, add a Region, or find the other workload that takes them.",
    }),
    happened("pool-out-of-quota", counted(watched, "PoolOutOfQuota"), 10, {
      means: "Every Region was over its quota for as long as a call may wait.",
      callersSee: "429 too_many_requests with Retry-After.",
      act: "Ask for a higher quota or add a Region; rekognitionWaitSeconds helps against short bursts only.",
    }),
  ];
}

function throttledShare<N>(watched: Watched<N>): Expression<N> {
  const metrics = { m1: counted(watched, "PoolThrottles"), m2: counted(watched, "PoolAttempts") };
  return { expression: `IF(m1 >= ${LEAST_THROTTLES}, m1 / m2, 0)`, metrics };
}
