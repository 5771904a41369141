import { arrivalTimes, type Load } from "./arrivals";
import { Fleet, type FleetPlan, type Seen } from "./fleet";
import type { Policy } from "./policies";
import { seededRandom } from "./random";
import { VirtualTime } from "./virtual-time";

export interface Run extends FleetPlan {
  readonly load: Load;
}

/** One run with one policy, to the end of its last request. Every policy gets the same arrivals for the same seed. */
export async function simulate(run: Run, policy: Policy, seed: number): Promise<Seen> {
  const time = new VirtualTime();
  const fleet = new Fleet(run, policy, time, seed);
  const { from, to } = run.counted;
  const arrivals = arrivalTimes(run.load, [0, from, to], seededRandom(seed)).values();
  const awaitNext = () => {
    const next = arrivals.next();
    if (next.done) return;
    time.at(next.value, () => {
      fleet.serve();
      awaitNext();
    });
  };
  awaitNext();
  await time.run();
  return fleet.report();
}
