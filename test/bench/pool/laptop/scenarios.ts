import type { RegionFault } from "../../../../local/cloud/rekognition/faults";
import type { Goal } from "../measures";
import { SCENARIOS } from "../scenarios";
import { REGIONS, type RegionQuota } from "./cloud";

/** One starred row of the table, through the laptop's doors. */
export interface LaptopScenario {
  readonly name: string;
  readonly regions: readonly RegionQuota[];
  /** What the simulated quotas are divided by. */
  readonly scale: number;
  /** Of the summed quotas. */
  readonly share: number;
  /** What the first Region has, from and to, in seconds. */
  readonly trouble?: { readonly fault: RegionFault; readonly from: number; readonly to: number };
  readonly goals: readonly Goal[];
}

const HALVES = [50, 50];
const UNEVEN = [50, 50, 5, 5, 20];
/**
 * A laptop is not a fleet: clients, gateway, policies, function and Regions share its processors, and at 150 % every call is tried a dozen
 * times. With so much less it does not get in its own way.
 */
const [A_FIFTH, A_TENTH] = [5, 10];
/** An attempt that times out also costs the laptop's own time to make and to give up, which the simulator has none of. */
const LAPTOP_MS = 100;
const OUTAGE = { from: 12, to: 32 };

export const LAPTOP_SCENARIOS: readonly LaptopScenario[] = [
  {
    name: "50/50 at 100 %",
    ...divided(HALVES, A_FIFTH),
    share: 1,
    goals: goalsOf("50/50 at 100 %: exactly as many"),
  },
  {
    name: "50/50/5/5/20 with equal weights at 90 %",
    ...equallyWeighted(divided(UNEVEN, A_FIFTH)),
    share: 0.9,
    goals: goalsOf("50/50/5/5/20 with equal weights at 90 %"),
  },
  {
    name: "one Region errors 20 s at 50 %",
    ...divided(UNEVEN, A_FIFTH),
    share: 0.5,
    trouble: { fault: "error-500", ...OUTAGE },
    goals: goalsOf("one Region errors 20 s at 50 %"),
  },
  {
    name: "one Region black-holed 20 s at 50 %",
    ...divided(UNEVEN, A_FIFTH),
    share: 0.5,
    trouble: { fault: "black-hole", ...OUTAGE },
    goals: goalsOf("one Region black-holed 20 s at 50 %: never answers"),
  },
  { name: "50/50 at 150 %", ...divided(HALVES, A_TENTH), share: 1.5, goals: goalsOf("50/50 at 150 %") },
];

function equallyWeighted(pool: Pick<LaptopScenario, "regions" | "scale">) {
  return { ...pool, regions: pool.regions.map((region) => ({ ...region, weight: 1 })) };
}

function divided(simulated: readonly number[], scale: number): Pick<LaptopScenario, "regions" | "scale"> {
  return { scale, regions: simulated.map((quota, index) => ({ region: REGIONS[index] ?? "", quota: quota / scale })) };
}

/** The same goals as the simulated row's. */
function goalsOf(name: string): readonly Goal[] {
  const scenario = SCENARIOS.find((each) => each.name === name);
  if (!scenario) throw new Error(`No simulated row is called "${name}".`);
  return scenario.goals.map((goal) =>
    goal.measure === "addedP99Ms" && goal.atMost !== undefined ? { ...goal, atMost: goal.atMost + LAPTOP_MS } : goal,
  );
}
