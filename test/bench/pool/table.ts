import type { Growth, Offered } from "./growth";
import { type ColumnName, goalText, type Measured, missedGoals, type Row } from "./measures";
import type { PublishedRow, Spread } from "./published-table";

export const COLUMN_TITLES: Readonly<Record<ColumnName, string>> = {
  seed: "seed",
  sdk: "SDK retries",
  w5: "ours, W = 5 s",
  w20: "ours, W = 20 s",
};
const COLUMN_NAMES = Object.keys(COLUMN_TITLES) as ColumnName[];
const SCENARIO_WIDTH = 54;
const CELL_WIDTH = 25;

/** What stands above the table's rows. */
export function tableHead(): string {
  const titles = COLUMN_NAMES.map((name) => COLUMN_TITLES[name].padEnd(CELL_WIDTH)).join("");
  const cells = "each cell: errors · wasted calls per success · p99 of the time added";
  return `${cells}\n${`${"".padEnd(SCENARIO_WIDTH)}${titles}`.trimEnd()}`;
}

/** One row as text: two lines, the second with the goal and whether it is kept. */
export function rowText(row: Row): string {
  const lines = [
    row.scenario.padEnd(SCENARIO_WIDTH) + COLUMN_NAMES.map((name) => cell(row.columns[name])).join(""),
    `  ${row.how.padEnd(SCENARIO_WIDTH - 2)}${verdict(row)}: ${goalText(row.goals)}`,
    ...worstRuns(row),
  ];
  return lines.map((text) => text.trimEnd()).join("\n");
}

function worstRuns({ columns }: Row): string[] {
  const worst = COLUMN_NAMES.map((name) => columns[name]?.worstRunErrorPercent);
  if (worst.every((value) => value === undefined)) return [];
  const cells = worst.map((value) => (value === undefined ? "–" : percent(value)).padEnd(CELL_WIDTH));
  return [`  errors of the worst run alone`.padEnd(SCENARIO_WIDTH) + cells.join("")];
}

/** "kept", or what was missed and by how much. */
export function verdict(row: Row): string {
  const missed = missedGoals(row);
  if (missed.length === 0) return "kept";
  const figures = missed.map(
    ({ column, measure }) => `${COLUMN_TITLES[column]}: ${row.columns[column]?.[measure] ?? "?"}`,
  );
  return `MISSED (${figures.join("; ")})`;
}

export function publishedText(rows: readonly PublishedRow[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((text, index) => text.padEnd([16, 16, 12, 20, 20, 20][index] ?? 0)).join("");
  return [
    "The published load test: most concurrent runs without a throttle (median of 15; least–most), simulated",
    line(["calls split", "TPS in theory", "published", "seed, re-made", "ours, no waiting", "ours, W = 5 s"]),
    ...rows.map(({ split, theory, published, seed, oursAtOnce, oursWaiting }) =>
      line([split, `${theory}`, `${published}`, spread(seed), spread(oursAtOnce), spread(oursWaiting)]),
    ),
  ]
    .map((text) => text.trimEnd())
    .join("\n");
}

export function growthText(operation: string, rows: readonly Growth[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((text, index) => text.padEnd([24, 8, 22, 22, 28, 14][index] ?? 0)).join("");
  const both = ({ servedPerSecond, errorPercent }: Offered) =>
    `${servedPerSecond.toFixed(0)}, ${percent(errorPercent)}`;
  return [
    `${operation} with 1…${rows.length} Regions at default quotas, Σq calls a second offered, simulated: served a second, errors`,
    line(["Regions, the last added", "Σq", "seed, by quota", "seed, equal weights", "… before a throttle", "ours"]),
    ...rows.map((row) =>
      line([
        `${String(row.regions).padStart(2)}  ${row.added}`,
        `${row.summedQuota}`,
        both(row.seedByQuota),
        both(row.seedEqually),
        `${row.equallyWithoutThrottle}`,
        both(row.ours),
      ]),
    ),
  ]
    .map((text) => text.trimEnd())
    .join("\n");
}

/** "0" only for none at all. */
export function percent(value: number): string {
  if (value === 0) return "0 %";
  if (value < 0.01) return "< 0.01 %";
  return `${value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0)} %`;
}

export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function cell(measured: Measured | undefined): string {
  if (!measured) return "–".padEnd(CELL_WIDTH);
  const { errorPercent, wastedPerSuccess, addedP99Ms } = measured;
  return `${percent(errorPercent)} · ${wastedPerSuccess.toFixed(2)} · ${duration(addedP99Ms)}`.padEnd(CELL_WIDTH);
}

function spread({ median, least, most }: Spread): string {
  return least === most ? `${median}` : `${median} (${least}–${most})`;
}
