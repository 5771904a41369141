import type { Growth } from "./growth";
import { dot, line, path, text } from "./svg";
import { percent } from "./table";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How the pool grows with every Region: the summed quotas, and what ours and the published design serve of them, the latter in both ways. */
export function growthChart(title: string, rows: readonly Growth[], box: Box): string[] {
  const ceiling = niceCeiling(Math.max(...rows.map(({ summedQuota }) => summedQuota)));
  const across = (regions: number) => box.x + ((regions - 1) / (rows.length - 1)) * box.width;
  const up = (perSecond: number) => box.y + box.height * (1 - perSecond / ceiling);
  const points = (of: (row: Growth) => number) =>
    rows.map((row): readonly [number, number] => [across(row.regions), up(of(row))]);
  const last = rows.at(-1);
  if (!last) return [];
  const right = box.x + box.width + 8;
  const curves = CURVES.map(({ name, classes }) => ({ classes, of: (row: Growth) => row[name] }));
  const labels = spacedApart(curves.map(({ of }) => up(of(last).servedPerSecond)));
  return [
    text(box.x - 36, box.y - 16, title, "strong"),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => gridLine(box, up(share * ceiling), share * ceiling)),
    ...rows
      .filter(({ regions }) => regions === 1 || regions % 3 === 0)
      .map(({ regions }) => tick(across(regions), box, regions)),
    path(
      points((row) => row.summedQuota),
      "goal",
    ),
    ...curves.map(({ of, classes }) =>
      path(
        points((row) => of(row).servedPerSecond),
        `${classes} stroke`,
      ),
    ),
    ...points((row) => row.ours.servedPerSecond).map(([x, y]) => dot(x, y, "ours")),
    ...curves.map(({ of, classes }, index) => {
      const { servedPerSecond, errorPercent } = of(last);
      const said = `${servedPerSecond.toFixed(0)}, errors ${percent(errorPercent)}`;
      return text(right, (labels[index] ?? 0) + 4, said, `${classes} small`);
    }),
  ];
}

/** In the order of their labels, from above. */
const CURVES = [
  { name: "ours", classes: "ours" },
  { name: "seedByQuota", classes: "quota" },
  { name: "seedEqually", classes: "seed" },
] as const;

/** Labels of curves that end close to one another, one below the other. */
function spacedApart(heights: readonly number[]): number[] {
  const placed: number[] = [];
  for (const height of heights) placed.push(Math.max(height, (placed.at(-1) ?? -Infinity) + 13));
  return placed;
}

function gridLine({ x, width }: Box, y: number, value: number): string[] {
  return [line(x, y, x + width, y, "grid"), text(x - 8, y + 4, String(value), "small muted", "end")];
}

function tick(x: number, box: Box, regions: number): string {
  return text(x, box.y + box.height + 16, String(regions), "small muted", "middle");
}

/** The next number above that four grid lines divide well. */
function niceCeiling(value: number): number {
  const step = value > 400 ? 200 : 80;
  return Math.ceil(value / step) * step;
}
