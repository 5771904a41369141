import { neededConcurrency } from "../../../infra/rekognition/capacity";
import type { Seen } from "./fleet";
import { ours } from "./policies";
import { OUTAGE, pool, UNEVEN } from "./scenarios";
import type { Trouble } from "./simulated-region";
import { simulate } from "./simulate";

/** Lambda environments at work at once: what waiting and hanging Regions cost. */

const SEED = 4;
const MOST = 10_000;
const HALVES = [50, 50];

/** The 20 s of a Region's outage at 50 % of Σq, as they are usually and with the outage. */
export async function duringOutage(
  quotas: readonly number[],
  kind: Trouble["kind"],
): Promise<{ readonly usual: Seen; readonly during: Seen }> {
  const perSecond = 0.5 * quotas.reduce((sum, quota) => sum + quota, 0);
  const common = { load: { perSecond }, environments: { warm: 100, most: 400 }, counted: OUTAGE };
  return {
    usual: await simulate({ ...common, regions: pool(quotas) }, ours(5), SEED),
    during: await simulate({ ...common, regions: pool(quotas, { kind, ...OUTAGE }) }, ours(5), SEED),
  };
}

/** Both tables as text. */
export async function environmentsText(): Promise<string> {
  const outages = [await outageLine("50/50/5/5/20", UNEVEN), await outageLine("50/50", HALVES)];
  const overloads: string[] = [];
  for (const percent of [120, 150, 200]) overloads.push(await overloadLine(percent));
  return [
    "Environments at work while one Region never answers for 20 s at 50 %, W = 5 s, simulated",
    line(["pool", "usually: mean, most", "during: mean, most", "times"]),
    ...outages,
    "",
    "Environments at work at most with 50/50 beyond Σq, simulated, beside the preview's rule",
    line(["load", "W = 5 s, rule", "W = 10 s, rule"]),
    ...overloads,
  ]
    .map((text) => text.trimEnd())
    .join("\n");
}

async function outageLine(name: string, quotas: readonly number[]): Promise<string> {
  const { usual, during } = await duringOutage(quotas, "hangs");
  const both = ({ meanBusy, busiest }: Seen) => `${meanBusy.toFixed(0)}, ${busiest}`;
  const times = [during.meanBusy / usual.meanBusy, during.busiest / usual.busiest];
  return line([name, both(usual), both(during), times.map((value) => `${value.toFixed(1)}×`).join(", ")]);
}

async function overloadLine(percent: number): Promise<string> {
  const cells: string[] = [];
  for (const waitSeconds of [5, 10]) {
    const load = { perSecond: percent };
    const counted = { from: 5_000, to: 45_000 };
    const run = { regions: pool(HALVES), load, environments: { warm: 100, most: MOST }, counted };
    const { busiest } = await simulate(run, ours(waitSeconds), SEED);
    cells.push(`${busiest}, ${neededConcurrency(100, waitSeconds, percent)}`);
  }
  return line([`${percent} %`, ...cells]);
}

function line(cells: readonly string[]): string {
  return cells.map((text) => text.padEnd(22)).join("");
}
