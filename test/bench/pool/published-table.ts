import { drawOnce, type Ending, ours, type Policy, type World } from "./policies";
import { seededRandom } from "./random";
import { pool } from "./scenarios";
import { SimulatedRegion } from "./simulated-region";
import { VirtualTime } from "./virtual-time";

/** The published design's own load test, beside ours under the same: concurrent runs, five more each time, until one is throttled. */
export interface PublishedRow {
  readonly split: string;
  /** Calls per second without a throttle, in theory: the least quota/weight. */
  readonly theory: number;
  /** What its authors measured on AWS. */
  readonly published: number;
  /** Most concurrent runs without a throttle that a caller sees: median, least and most of the repetitions. */
  readonly seed: Spread;
  readonly oursAtOnce: Spread;
  readonly oursWaiting: Spread;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Both published figures, 70 and 145 at 50 calls a second and Region, fit a bucket of one second and starts spread over this. */
const STARTS_MS = 490;
const QUOTA = 50;
const REPETITIONS = 15;
const STEP = 5;

export async function publishedTable(): Promise<PublishedRow[]> {
  return [
    { split: "100 % / 0 %", theory: 50, published: 70, ...(await threeWays([QUOTA], 50)) },
    { split: "50 % / 50 %", theory: 100, published: 145, ...(await threeWays([QUOTA, QUOTA], 100)) },
  ];
}

async function threeWays(quotas: readonly number[], start: number) {
  return {
    seed: await repeated(drawOnce, quotas, start),
    oursAtOnce: await repeated(ours(0), quotas, start),
    oursWaiting: await repeated(ours(5), quotas, start),
  };
}

async function repeated(policy: Policy, quotas: readonly number[], start: number): Promise<Spread> {
  const found: number[] = [];
  for (let seed = 1; seed <= REPETITIONS; seed++) found.push(await mostWithoutThrottle(policy, quotas, start, seed));
  found.sort((a, b) => a - b);
  const at = (index: number) => found[index] ?? 0;
  return { median: at(Math.floor(REPETITIONS / 2)), least: at(0), most: at(REPETITIONS - 1) };
}

/** Their procedure. A first try that is throttled already counts as one step less. */
async function mostWithoutThrottle(policy: Policy, quotas: readonly number[], start: number, seed: number) {
  for (let runs = start; ; runs += STEP) {
    const endings = await concurrently(policy, quotas, runs, seed * 10_007 + runs);
    if (endings.some(({ kind }) => kind !== "ok")) return runs - STEP;
  }
}

/** So many callers, each in a fresh environment of its own. */
async function concurrently(policy: Policy, quotas: readonly number[], runs: number, seed: number): Promise<Ending[]> {
  const time = new VirtualTime();
  const random = seededRandom(seed);
  const regions = pool(quotas).map((model) => new SimulatedRegion(model, time, random));
  const world: World = { time, regions, weights: quotas, random };
  const endings: Ending[] = [];
  for (let run = 0; run < runs; run++) {
    time.at(
      (STARTS_MS * run) / runs,
      () =>
        void policy
          .caller(world)({ rank: random() })
          .then((ending) => endings.push(ending)),
    );
  }
  await time.run();
  return endings;
}
