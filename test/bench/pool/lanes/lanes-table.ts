import type { Tell } from "../measures";
import { type Policy, drawOnce, ours } from "../policies";
import { FUNCTION_ROWS, HELD_OUT_ROWS } from "./held-out-rows";
import { type LaneMeasured, type LaneRow, measureLanes } from "./measure-lanes";
import { reservedShares } from "./reserved-shares";
import { LANE_ROWS } from "./rows";

/** The same calls, as a policy treats them that knows no lanes. */
const without = (policy: Policy): Policy => ({
  ...policy,
  caller: (world) => {
    const caller = policy.caller(world);
    return (image) => caller(image);
  },
});

/** The columns: our lanes, a counter shared by all, the router without lanes, and the published design. */
export const LANE_POLICIES: Readonly<Record<string, Policy>> = {
  lanes: ours(5),
  "shared counter": reservedShares(5),
  "no lanes": without(ours(5)),
  published: without(drawOnce),
};

/** No constant was chosen with these. */
const SEEDS = Array.from({ length: 10 }, (_, index) => 31 + index);
/** What lanes are compared with does not hang on the seed. */
const COMPARED_WITH = SEEDS.slice(0, 2);

interface Output {
  readonly isWanted: (row: string) => boolean;
  readonly tell: Tell;
  readonly print: (text: string) => void;
}

/** Prints every wanted row with every policy as it is measured. @returns whether lanes keep every goal */
export async function printLanes(output: Output): Promise<boolean> {
  const chosen = await part("Lanes, the rows their constants were chosen by", LANE_ROWS, output);
  const others = await part("Rows that no constant was chosen by", HELD_OUT_ROWS, output);
  await printFunctions(output);
  return chosen && others;
}

async function part(title: string, rows: readonly LaneRow[], { isWanted, tell, print }: Output): Promise<boolean> {
  const wanted = rows.filter(({ name }) => isWanted(name));
  if (wanted.length > 0)
    print(`\n${title}, simulated: errors of each lane · p99 added to the first · of Σq · wasted per success`);
  let areKept = true;
  for (const row of wanted) {
    tell(`lanes: ${row.name}`);
    print(row.name);
    for (const [name, policy] of Object.entries(LANE_POLICIES)) {
      const isOurs = name === "lanes";
      const measured = await measureLanes(row, policy, isOurs ? SEEDS : COMPARED_WITH);
      const missed = isOurs ? row.missed(measured) : [];
      const verdict = !isOurs ? "" : missed.length === 0 ? "  kept" : `  MISSED (${missed.join("; ")})`;
      areKept &&= missed.length === 0;
      print(`  ${name.padEnd(16)}${cell(measured)}${verdict}`);
    }
  }
  return areKept;
}

async function printFunctions({ isWanted, tell, print }: Output): Promise<void> {
  const wanted = FUNCTION_ROWS.filter(({ name }) => isWanted(name));
  if (wanted.length > 0)
    print(
      "\nOne function for all lanes or one for each, portal at 30 %: as above, and refused for want of an execution",
    );
  for (const row of wanted) {
    tell(`lanes: ${row.name}`);
    const measured = await measureLanes(row, ours(5), COMPARED_WITH);
    const refused = measured.withoutExecutionPercent.map((value) => `${value.toFixed(2)} %`).join(", ");
    print(`  ${row.name.padEnd(60)}${cell(measured)} · ${refused}`);
  }
}

function cell({ errorPercent, addedP99Ms, goodputPercent, wastedPerSuccess }: LaneMeasured): string {
  const errors = errorPercent.map((value) => `${value.toFixed(2)} %`).join(", ");
  return `${errors} · ${Math.round(addedP99Ms)} ms · ${goodputPercent.toFixed(1)} % · ${wastedPerSuccess.toFixed(2)}`;
}
