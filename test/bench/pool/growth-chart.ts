import type { Growth } from "./growth";
import { dot, line, path, text } from "./svg";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How the pool grows with every Region: the summed quotas, what ours serves of them, and what the seed may before its first throttle. */
export function growthChart(title: string, rows: readonly Growth[], box: Box): string[] {
  const ceiling = niceCeiling(Math.max(...rows.map(({ summedQuota }) => summedQuota)));
  const across = (regions: number) => box.x + ((regions - 1) / (rows.length - 1)) * box.width;
  const up = (perSecond: number) => box.y + box.height * (1 - perSecond / ceiling);
  const points = (of: (row: Growth) => number) =>
    rows.map((row): readonly [number, number] => [across(row.regions), up(of(row))]);
  const own = points((row) => row.oursServed);
  const last = rows.at(-1);
  if (!last) return [];
  const right = box.x + box.width + 8;
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
    path(
      points((row) => row.seedWithoutThrottle),
      "seed stroke",
    ),
    path(own, "ours stroke"),
    ...own.map(([x, y]) => dot(x, y, "ours")),
    text(right, up(last.oursServed) + 4, last.oursServed.toFixed(0), "ours strong"),
    text(right, up(last.seedWithoutThrottle) + 4, String(last.seedWithoutThrottle), "seed strong"),
  ];
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
