import type { Growth } from "./growth";
import { growthChart } from "./growth-chart";
import { type ColumnName, type Goal, goalText, type Measured, missedGoals, type Row } from "./measures";
import type { PublishedRow } from "./published-table";
import { bar, escaped, line, text } from "./svg";
import { duration, percent } from "./table";

export interface Findings {
  readonly rows: readonly Row[];
  readonly published: readonly PublishedRow[];
  readonly faces: readonly Growth[];
  readonly labels: readonly Growth[];
}

export const REMAKE = "npm run bench pool -- --svg";
const WIDTH = 1100;
const LEFT = 24;
const COLUMNS: readonly { readonly name: ColumnName; readonly title: string; readonly x: number }[] = [
  { name: "seed", title: "seed: draw once", x: 314 },
  { name: "w5", title: "ours, waits ≤ 5 s", x: 470 },
  { name: "w20", title: "ours, waits ≤ 20 s", x: 648 },
];
const GOAL_X = 830;
const ROW_HEIGHT = 42;
const SECTION_HEIGHT = 34;
const TOP = 96;
const REAL_HEADING =
  "The same over real HTTP: the private API on a laptop, unmodified SDK clients, a stand-in for each Region; quotas scaled down";
/** Pixels of one percent of errors. */
const PERCENT_WIDTH = 1.3;

const STYLE = `
  svg { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; }
  text { fill: #1f2328 } .page { fill: #ffffff } .muted { fill: #59636e } .grid { stroke: #d1d9e0 }
  .seed { fill: #bc4c00 } .ours { fill: #0969da } .quota { fill: #8250df } .kept { fill: #1a7f37 } .missed { fill: #cf222e }
  .stroke { fill: none; stroke-width: 2 } .seed.stroke { stroke: #bc4c00 } .ours.stroke { stroke: #0969da }
  .quota.stroke { stroke: #8250df }
  .goal { fill: none; stroke: #d1d9e0; stroke-width: 9; stroke-linejoin: round }
  .title { font-size: 18px; font-weight: 600 } .strong { font-weight: 600 } .small { font-size: 11px }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .page { fill: #0d1117 } .muted { fill: #9198a1 } .grid, .goal { stroke: #3d444d }
    .seed { fill: #f0883e } .ours { fill: #4493f8 } .quota { fill: #ab7df8 } .kept { fill: #3fb950 } .missed { fill: #f85149 }
    .seed.stroke { stroke: #f0883e } .ours.stroke { stroke: #4493f8 } .quota.stroke { stroke: #ab7df8 } .stroke { fill: none }
  }`;

/** The bench's findings as one SVG, readable on light and on dark pages. */
export function picture({ rows, published, faces, labels }: Findings): string {
  const simulated = rows.filter(({ how }) => how === "simulated");
  const real = rows.filter(({ how }) => how === "real HTTP");
  const realTop = TOP + simulated.length * ROW_HEIGHT + SECTION_HEIGHT;
  const tableEnd = realTop + real.length * ROW_HEIGHT;
  const publishedEnd = tableEnd + 76 + published.length * 22;
  const charts = { y: publishedEnd + 84, width: 410, height: 150 };
  const height = charts.y + charts.height + 64;
  const parts = [
    `<rect class="page" width="${WIDTH}" height="${height}" rx="6"/>`,
    ...heading(),
    ...simulated.flatMap((row, index) => tableRow(row, TOP + index * ROW_HEIGHT)),
    text(LEFT, realTop - 10, REAL_HEADING, "strong"),
    ...real.flatMap((row, index) => tableRow(row, realTop + index * ROW_HEIGHT)),
    ...publishedTable(published, tableEnd + 44),
    text(LEFT, publishedEnd + 34, "Calls a second that every further Region brings, at AWS's default quotas", "title"),
    ...legend(publishedEnd + 54),
    ...growthChart("DetectFaces", faces, { x: LEFT + 36, ...charts, y: charts.y + 8 }),
    ...growthChart("DetectLabels", labels, { x: LEFT + 570, ...charts, y: charts.y + 8 }),
    text(
      LEFT,
      height - 14,
      `Made by: ${REMAKE}. Regions, Lambda and traffic are simulated unless a row says otherwise; the router is the real one.`,
      "small muted",
    ),
  ];
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(summary(rows))}">`;
  return `${open}\n<desc>Made by: ${REMAKE}</desc>\n<style>${STYLE}\n</style>\n${parts.join("\n")}\n</svg>\n`;
}

function summary(rows: readonly Row[]): string {
  const kept = rows.filter((row) => missedGoals(row).length === 0).length;
  return `The pool's policy beside the published one: ${kept} of ${rows.length} goals kept.`;
}

function heading(): string[] {
  return [
    text(LEFT, 34, "Requests that fail, with the published policy and with ours", "title"),
    text(LEFT, 54, `load as a share of the summed quotas Σq; weights as configured, right or wrong`, "muted"),
    ...COLUMNS.map(({ name, title, x }) => text(x, TOP - 14, title, name === "seed" ? "seed strong" : "ours strong")),
    text(GOAL_X, TOP - 14, "goal", "strong"),
  ];
}

function tableRow(row: Row, y: number): string[] {
  const missed = missedGoals(row).length > 0;
  const goals = goalText(row.goals).split("; ");
  const half = Math.ceil(goals.length / 2);
  return [
    line(LEFT, y, WIDTH - LEFT, y, "grid"),
    text(LEFT, y + 18, row.scenario.replace(/:.*/, "")),
    text(LEFT, y + 33, [row.how, ...(row.scenario.match(/(?<=: ).*/) ?? [])].join(" · "), "small muted"),
    ...COLUMNS.flatMap(({ name, x }) => cell(row.columns[name], name, row.goals, x, y)),
    text(GOAL_X, y + 18, missed ? "✗" : "✓", missed ? "missed strong" : "kept strong"),
    text(GOAL_X + 16, y + 18, goals.slice(0, half).join("; "), "small"),
    text(GOAL_X + 16, y + 33, goals.slice(half).join("; "), "small"),
  ];
}

function cell(
  measured: Measured | undefined,
  column: ColumnName,
  goals: readonly Goal[],
  x: number,
  y: number,
): string[] {
  const classes = column === "seed" ? "seed" : "ours";
  if (!measured) return [text(x, y + 18, "not measured", "small muted")];
  const width = Math.max(1, measured.errorPercent * PERCENT_WIDTH);
  return [
    bar(x, y + 8, width, 12, classes),
    text(x + width + 6, y + 18, percent(measured.errorPercent), `${classes} strong`),
    text(x, y + 33, besides(measured, goals).join(" · "), "small muted"),
  ];
}

/** What the goals ask besides errors, measured. */
function besides(measured: Measured, goals: readonly Goal[]): string[] {
  const asked = new Set(goals.map(({ measure }) => measure));
  const worst = measured.worstRunErrorPercent ?? 0;
  return [
    ...(worst > 0 ? [`worst ${percent(worst)}`] : []),
    ...(asked.has("goodputPercent") ? [`${measured.goodputPercent.toFixed(1)} % of Σq`] : []),
    ...(asked.has("wastedPerSuccess") ? [`${measured.wastedPerSuccess.toFixed(2)} wasted`] : []),
    ...(asked.has("addedP99Ms") && measured.errorPercent === 0 ? [`p99 + ${duration(measured.addedP99Ms)}`] : []),
    ...(asked.has("otherFailures") && measured.otherFailures === 0
      ? [`429 by ${duration(measured.latestFailureMs)}`]
      : []),
  ];
}

function publishedTable(rows: readonly PublishedRow[], y: number): string[] {
  const columns = [LEFT, 150, 270, 380, 560, 740];
  const titles = [
    "calls split",
    "TPS in theory",
    "published",
    "seed, re-made",
    "ours, no waiting",
    "ours, waits ≤ 5 s",
  ];
  const classes = ["", "", "", "seed strong", "ours strong", "ours strong"];
  const put = (cells: readonly string[], at: number, of: (index: number) => string) =>
    cells.map((content, index) => text(columns[index] ?? 0, at, content, of(index)));
  const spread = ({ median, least, most }: PublishedRow["seed"]) =>
    least === most ? `${median}` : `${median} (${least}–${most})`;
  return [
    text(LEFT, y, "The published load test again: most concurrent runs without a throttle", "title"),
    ...put(titles, y + 26, () => "small muted"),
    ...rows.flatMap(({ split, theory, published, seed, oursAtOnce, oursWaiting }, index) =>
      put(
        [split, `${theory}`, `${published}`, ...[seed, oursAtOnce, oursWaiting].map(spread)],
        y + 48 + index * 22,
        (at) => classes[at] ?? "",
      ),
    ),
  ];
}

function legend(y: number): string[] {
  return [
    text(LEFT, y, "Served with the summed quotas offered:", "muted"),
    text(284, y, "● ours", "ours"),
    text(344, y, "● seed, weights by quota", "quota"),
    text(514, y, "● seed, equal weights", "seed"),
    text(690, y, "wide line: the summed quotas, which is the goal", "muted"),
  ];
}
