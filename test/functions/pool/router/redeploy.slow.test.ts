import type { PoolRegion } from "../../../../functions/pool/router/call";
import { Router } from "../../../../functions/pool/router/router";
import { exponential, seededRandom } from "../../../bench/pool/random";
import { pool } from "../../../bench/pool/scenarios";
import { SimulatedRegion } from "../../../bench/pool/simulated-region";
import { VirtualTime } from "../../../bench/pool/virtual-time";

const CHANGES_FROM_MS = 5_000;
const CHANGES_TO_MS = 15_000;
const END_MS = 20_000;

test.each<[string, string[], string[]]>([
  ["one Region added", ["region-1", "region-2"], ["region-1", "region-2", "region-3"]],
  ["one Region removed", ["region-1", "region-2", "region-3"], ["region-2", "region-3"]],
  ["their order changed", ["region-1", "region-2", "region-3"], ["region-3", "region-1", "region-2"]],
])(
  "a redeployment with %s fails no request while old and new environments work side by side",
  async (_, before, after) => {
    const time = new VirtualTime();
    const random = seededRandom(40);
    const regions = new Map(
      pool([50, 50, 50]).map((model) => [model.region, new SimulatedRegion(model, time, random)]),
    );
    const environments = Array.from({ length: 60 }, (__, index) => ({
      old: router(before, time, index),
      new: router(after, time, index + 1_000),
      changesAt: CHANGES_FROM_MS + ((CHANGES_TO_MS - CHANGES_FROM_MS) * index) / 60,
    }));
    const outcomes: string[] = [];
    const request = async () => {
      const environment = environments[Math.floor(random() * environments.length)];
      if (!environment) return;
      const now = time.now();
      const current = now < environment.changesAt ? environment.old : environment.new;
      const limits = { waitUntil: now + 5_000, deadline: now + 10_000 };
      const image = { rank: random() };
      const result = await current.call<number>("DetectLabels", limits, {
        send: async (name) =>
          regions.get(name)?.call(image, { connectMs: 1_000, answerMs: Infinity }) ?? { kind: "FAULT" },
      });
      outcomes.push(result.outcome);
    };
    for (let at = 0; at < END_MS; at += exponential(random, 85)) time.at(at, () => void request());
    await time.run();
    expect(outcomes.length).toBeGreaterThan(1_500);
    expect(outcomes.filter((outcome) => outcome !== "answered")).toEqual([]);
  },
);

function router(names: readonly string[], time: VirtualTime, seed: number): Router {
  const regions = names.map((region): PoolRegion => ({ region, quotas: { DetectLabels: 50 } }));
  return new Router({ regions, clock: time, random: seededRandom(seed) });
}
