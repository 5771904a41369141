import type { LaneRule } from "../../../../functions/pool/lanes/lanes";
import { pool } from "../scenarios";
import type { LaneRow } from "./measure-lanes";
import { above, below, beside, HALVES, laneOf } from "./rows";

const rulesOf = (importance: Readonly<Record<string, number>>): readonly LaneRule[] =>
  Object.entries(importance).map(([group, value]) => ({ group, importance: value }));
const TWENTY = rulesOf({ portal: 20, batch: 1 });
const TEN = rulesOf({ portal: 10, batch: 1 });
const FOUR = rulesOf({ "of 8": 8, "of 4": 4, "of 2": 2, "of 1": 1 });
const UNEVEN_THREE = [100, 25, 25];
const OUTAGE = { from: 10_000, to: 25_000 };

/** Log-normal answer times, as the pool's own rows have them (ms). */
const TAILS = [
  { median: 1_200, p99: 3_800, share: 0.9 },
  { median: 1_200, p99: 7_700, share: 0.9 },
  { median: 2_000, p99: 8_100, share: 0.5 },
  { median: 2_000, p99: 8_100, share: 0.9 },
];

/** The portal at 30 % and a batch that fills up to `share` of the quotas: nothing is short, so no call may be lost. */
function withinQuotas(name: string, share: number, quotas: readonly number[], plan: LaneRow["plan"]): LaneRow {
  const row = beside(share - 0.3, 0.5, quotas, plan);
  return {
    ...row,
    name,
    missed: ({ errorPercent }) => errorPercent.flatMap((errors) => below("errors %", errors, 0.5)),
  };
}

const EIGHTEEN = [100, 100, 100, ...Array.from({ length: 15 }, () => 25)];

/** The largest share of the quotas is lost, and each environment finds that out for itself. */
const HUNG: LaneRow = beside(1, 0.1, [50, 50, 5, 5, 20], {
  regions: pool([50, 50, 5, 5, 20], { kind: "hangs", ...OUTAGE }),
});

/** Rows that no constant was chosen by. They are judged with other seeds too. */
export const HELD_OUT_ROWS: readonly LaneRow[] = [
  { ...beside(3, 1, UNEVEN_THREE), name: "100/25/25, portal at 30 %, batch at 300 %" },
  { ...beside(2, 0.1, HALVES, undefined, TWENTY), name: "20 : 1, portal at 30 %, batch at 200 %" },
  {
    name: "four lanes of 8 : 4 : 2 : 1, each at 150 %",
    quotas: UNEVEN_THREE,
    loads: FOUR.map(({ group }) => ({ lane: laneOf(FOUR, group), perSecond: 225 })),
    plan: { executions: 600 },
    missed: ({ sharePercent }) =>
      [8, 4, 2, 1].flatMap((importance, index) => {
        const due = (100 * importance) / 15;
        return below(`lane of ${importance} off by %`, (100 * Math.abs((sharePercent[index] ?? 0) - due)) / due, 20);
      }),
  },
  withinQuotas("one Region black-holed 15 s, 50 % in all", 0.5, [50, 50, 5, 5, 20], {
    regions: pool([50, 50, 5, 5, 20], { kind: "hangs", ...OUTAGE }),
  }),
  ...TAILS.map(({ share, ...service }) =>
    withinQuotas(
      `answers of ${service.median / 1000} s, p99 ${service.p99 / 1000} s, ${100 * share} % in all`,
      share,
      [50, 50, 5, 5, 20],
      { regions: pool([50, 50, 5, 5, 20]).map((region) => ({ ...region, service })), executions: 1_000 },
    ),
  ),
  {
    ...HUNG,
    name: "50/50/5/5/20, a large Region hangs 15 s, portal at 30 %, batch at 100 %",
    // What the first release lost without lanes.
    missed: ({ errorPercent: [portal = 100] }) => below("portal errors %", portal, 3.2),
  },
  {
    name: "after a rush: portal at 30 %, batch at 400 % for 10 s and then at 30 %",
    quotas: HALVES,
    loads: [
      { lane: laneOf(TEN, "portal"), perSecond: 30 },
      { lane: laneOf(TEN, "batch"), perSecond: 30, from: 10_000 },
      { lane: laneOf(TEN, "batch"), perSecond: 400, to: 10_000 },
    ],
    plan: { counted: { from: 11_000, to: 21_000 } },
    missed: ({ errorPercent: [portal = 100, batch = 100] }) => [
      ...below("portal errors %", portal, 0.1),
      // An environment sees about one call in two seconds then, and believes for some seconds what it saw last.
      ...below("batch errors %", batch, 50),
    ],
  },
  {
    ...beside(1, 0.1, EIGHTEEN, { executions: 2_000 }),
    name: "18 Regions, 2,000 executions, portal at 30 %, batch at 100 %",
  },
  {
    ...beside(1, 0.1, [20, 20, 10], { executions: 200 }),
    name: "20/20/10, 200 executions, portal at 30 %, batch at 100 %",
  },
];

/** The lanes' functions: one for all, and one for each lane with half or three tenths of the executions for the portal. */
const FUNCTIONS: readonly (readonly [string, number | readonly number[]])[] = [
  ["one function of 400 executions", 400],
  ["a function a lane, 200 and 200 executions", [200, 200]],
  ["one function of 160 executions", 160],
  ["a function a lane, 80 and 80 executions", [80, 80]],
  ["a function a lane, 48 and 112 executions", [48, 112]],
];

/** What Lambda's executions do to lanes, by how functions are cut: with a batch at four times the quotas, and with a Region that hangs. */
export const FUNCTION_ROWS: readonly LaneRow[] = [
  { row: beside(4, 100, HALVES), when: "batch at 400 %" },
  { row: HUNG, when: "a Region hangs" },
].flatMap(({ row, when }) =>
  FUNCTIONS.map(([name, executions]) => ({
    ...row,
    plan: { ...row.plan, executions },
    name: `${when}, ${name}`,
    missed: ({ goodputPercent }) => above("of Σq %", goodputPercent, 0),
  })),
);
