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

/** The constants were chosen with the first; with the others they are judged. */
const CHOSEN_WITH = [1, 2];
const JUDGED_WITH = [11, 12];

type Tell = (doing: string) => void;

/** Every row with every policy as text, and whether lanes keep every goal, with the seeds they were chosen by and with others. */
export async function lanesText(tell: Tell) {
  const chosen = await part("Lanes, the rows their constants were chosen by", LANE_ROWS, CHOSEN_WITH, tell);
  const again = await part("The same rows, other seeds", LANE_ROWS, JUDGED_WITH, tell, ["lanes"]);
  const others = await part("Rows that no constant was chosen by, other seeds", HELD_OUT_ROWS, JUDGED_WITH, tell);
  const functions = await functionsText(tell);
  const parts = [chosen, again, others];
  return {
    text: [...parts.map(({ text }) => text), functions].join("\n\n"),
    isKept: parts.every(({ isKept }) => isKept),
  };
}

async function part(
  title: string,
  rows: readonly LaneRow[],
  seeds: readonly number[],
  tell: Tell,
  policies = Object.keys(LANE_POLICIES),
) {
  const lines = [
    `${title} (${seeds.join(", ")}), simulated: errors of each lane · p99 added to the first · of Σq · wasted per success`,
  ];
  let isKept = true;
  for (const row of rows) {
    tell(`lanes: ${row.name}`);
    lines.push(row.name);
    for (const [name, policy] of Object.entries(LANE_POLICIES).filter(([key]) => policies.includes(key))) {
      const measured = await measureLanes(row, policy, seeds);
      const missed = name === "lanes" ? row.missed(measured) : [];
      const verdict = name !== "lanes" ? "" : missed.length === 0 ? "  kept" : `  MISSED (${missed.join("; ")})`;
      isKept &&= missed.length === 0;
      lines.push(`  ${name.padEnd(16)}${cell(measured)}${verdict}`);
    }
  }
  return { text: lines.join("\n"), isKept };
}

async function functionsText(tell: Tell): Promise<string> {
  const lines = [
    "One function for all lanes or one for each, portal at 30 %, batch at 400 %: as above, and refused for want of an execution",
  ];
  for (const row of FUNCTION_ROWS) {
    tell(`lanes: ${row.name}`);
    const measured = await measureLanes(row, ours(5), JUDGED_WITH);
    const refused = measured.withoutExecutionPercent.map((value) => `${value.toFixed(2)} %`).join(", ");
    lines.push(`  ${row.name.padEnd(32)}${cell(measured)} · ${refused}`);
  }
  return lines.join("\n");
}

function cell({ errorPercent, addedP99Ms, goodputPercent, wastedPerSuccess }: LaneMeasured): string {
  const errors = errorPercent.map((value) => `${value.toFixed(2)} %`).join(", ");
  return `${errors} · ${Math.round(addedP99Ms)} ms · ${goodputPercent.toFixed(1)} % · ${wastedPerSuccess.toFixed(2)}`;
}
