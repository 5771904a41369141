import { admittedRate, neededConcurrency } from "../../../infra/rekognition/capacity";
import { ours } from "../../bench/pool/policies";
import { pool } from "../../bench/pool/scenarios";
import { simulate } from "../../bench/pool/simulate";

/** The rule about executions, held against the router at work: simulated Regions, 40 s, executions as many as the rule says. */

const COUNTED = { from: 5_000, to: 45_000 };

async function rejectedOf(quotas: readonly number[], perSecond: number, waitSeconds: number, executions: number) {
  const environments = { warm: Math.min(100, executions), most: executions };
  const run = { regions: pool(quotas), load: { perSecond }, environments, counted: COUNTED };
  const { requests, rejected } = await simulate(run, ours(waitSeconds), 1);
  return { rejected, share: rejected / requests };
}

const POOLS: readonly (readonly [readonly number[], number])[] = [
  [[50, 50], 5],
  [[50, 50], 10],
  [[50, 50, 5, 5, 20], 5],
  [[100, 25, 25], 5],
];

test.each(POOLS)("%j with a wait of %d s: what the preview asks for is enough for all of Σq", async (quotas, wait) => {
  const peak = quotas.reduce((sum, quota) => sum + quota, 0);
  expect(await rejectedOf(quotas, peak, wait, neededConcurrency(peak, wait))).toEqual({ rejected: 0, share: 0 });
});

test.each(POOLS.map(([quotas, wait], at) => [quotas, wait, at % 2 === 0 ? 1.5 : 3] as const))(
  "%j with a wait of %d s and %d times the executions: Lambda has room for whatever the gateway lets in",
  async (quotas, waitSeconds, times) => {
    const peak = quotas.reduce((sum, quota) => sum + quota, 0);
    const reservedConcurrency = Math.round(times * neededConcurrency(peak, waitSeconds));
    const admitted = admittedRate(peak, { waitSeconds, reservedConcurrency });
    expect(admitted).toBeGreaterThan(peak);
    expect((await rejectedOf(quotas, admitted, waitSeconds, reservedConcurrency)).share).toBeLessThan(0.001);
  },
);
