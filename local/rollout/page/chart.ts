import { Html, html } from "../../portal/html";
import type { Minute } from "../play";
import type { Played } from "../scenario";

/** One line or area of a chart: a value for each minute; undefined where there is none. */
export interface Series {
  readonly name: string;
  /** Names the colour in rollout.css. */
  readonly kind: string;
  readonly values: readonly (number | undefined)[];
}

export interface ChartArgs {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly Series[];
  /** Filled, one on top of the other; lines otherwise. */
  readonly stacked?: boolean;
  /** A line above the minutes in which an alarm is red. */
  readonly showsAlarms?: boolean;
}

const SIZE = { width: 1000, height: 210 };
const FRAME = { left: 56, top: 12, width: 930, height: 150 };
const TICKS = 4;

/** Calls, failures or milliseconds over a play's minutes, with each rollout as a band behind them. */
export function chart(played: Played, { title, unit, series, stacked = false, showsAlarms = false }: ChartArgs): Html {
  const minutes = played.minutes.length;
  const drawn = stacked ? stackedOf(series) : series;
  const most = niceTop(Math.max(1, ...drawn.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const x = (minute: number) => FRAME.left + (FRAME.width * minute) / minutes;
  const y = (value: number) => FRAME.top + FRAME.height * (1 - value / most);
  const scale = { x, y, minutes };
  return html`<svg class="plot" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${title}">
    ${bands(played, x)} ${grid(most, scale)}
    ${[...drawn].reverse().map((each) => (stacked ? area(each, scale) : line(each, scale)))}
    ${showsAlarms && redMinutes(played, x)}
    <rect class="frame" x="${FRAME.left}" y="${FRAME.top}" width="${FRAME.width}" height="${FRAME.height}" />
    <text class="axis" x="${FRAME.left + FRAME.width / 2}" y="${SIZE.height - 6}" text-anchor="middle">minutes</text>
    <text class="axis" transform="translate(13 ${FRAME.top + FRAME.height / 2}) rotate(-90)" text-anchor="middle">
      ${unit}
    </text>
  </svg>`;
}

interface Scale {
  readonly x: (minute: number) => number;
  readonly y: (value: number) => number;
  readonly minutes: number;
}

/** Each on top of those before it. */
function stackedOf(series: readonly Series[]): Series[] {
  return series.map((each, index) => ({
    ...each,
    values: each.values.map((_, minute) =>
      series.slice(0, index + 1).reduce((sum, { values }) => sum + (values[minute] ?? 0), 0),
    ),
  }));
}

/** 1, 2 or 5 times a power of ten. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function bands({ rollouts }: Played, x: Scale["x"]): Html[] {
  return rollouts
    .filter(({ from, to }) => to > from)
    .map(({ from, to, outcome }) => {
      const kind = outcome === "taken over" ? "good" : "bad";
      return html`<rect
        class="band ${kind}"
        x="${n(x(from))}"
        y="${FRAME.top}"
        width="${n(x(to) - x(from))}"
        height="${FRAME.height}"
      />`;
    });
}

function redMinutes({ minutes }: Played, x: Scale["x"]): Html {
  const red = minutes.filter(({ red: alarms }) => alarms.length > 0);
  const wide = n(x(1) - x(0));
  return html`${red.map(
    ({ minute }) =>
      html`<rect class="red-minute" x="${n(x(minute))}" y="${FRAME.top - 8}" width="${wide}" height="5" />`,
  )}`;
}

function grid(most: number, { x, y, minutes }: Scale): Html[] {
  const step = [1, 2, 5, 10, 20, 50].find((each) => minutes / each <= 12) ?? 100;
  const across = Array.from({ length: Math.floor(minutes / step) + 1 }, (_, index) => index * step);
  const up = Array.from({ length: TICKS + 1 }, (_, index) => (most * index) / TICKS);
  const right = FRAME.left + FRAME.width;
  return [
    ...up.map(
      (value) =>
        html`<line class="grid" x1="${FRAME.left}" x2="${right}" y1="${n(y(value))}" y2="${n(y(value))}" />
          <text x="${FRAME.left - 6}" y="${n(y(value) + 4)}" text-anchor="end">${Number(value.toPrecision(3))}</text>`,
    ),
    ...across.map(
      (minute) =>
        html`<text x="${n(x(minute))}" y="${FRAME.top + FRAME.height + 17}" text-anchor="middle">${minute}</text>`,
    ),
  ];
}

function area({ kind, values }: Series, { x, y }: Scale): Html {
  const tops = values.flatMap((value = 0, minute) => [
    `${n(x(minute))},${n(y(value))}`,
    `${n(x(minute + 1))},${n(y(value))}`,
  ]);
  const closed = [`${n(x(0))},${n(y(0))}`, ...tops, `${n(x(values.length))},${n(y(0))}`];
  return html`<polygon class="area ${kind}" points="${closed.join(" ")}" />`;
}

/** In pieces, where there are minutes without a value. */
function line({ kind, values }: Series, { x, y }: Scale): Html {
  const pieces: string[][] = [[]];
  values.forEach((value, minute) => {
    if (value === undefined) pieces.push([]);
    else pieces.at(-1)?.push(`${n(x(minute + 0.5))},${n(y(value))}`);
  });
  const drawn = pieces.filter((points) => points.length > 0);
  return html`${drawn.map((points) =>
    points.length === 1
      ? html`<circle
          class="dot ${kind}"
          cx="${points[0]?.split(",")[0] ?? ""}"
          cy="${points[0]?.split(",")[1] ?? ""}"
          r="3"
        />`
      : html`<polyline class="curve ${kind}" points="${points.join(" ")}" />`,
  )}`;
}

function n(value: number): string {
  return value.toFixed(1);
}

/** @param share 0 to 1 of the values at or below the answer */
export function percentileOf(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

export function callsOf({ calls }: Minute, version: string) {
  return calls[version] ?? { requests: 0, refused: 0, failed: 0, latencies: [] };
}
