import { type Html, html } from "../../../portal/html";
import { ruleOfThree } from "../../statistics/bounds";
import type { CurvePoint } from "../../statistics/error-curve";
import type { EvaluationReport } from "../report";
import { detScale, type Frame, gridLine, n, RATE_TICKS, type Scale, tickLabel } from "./axes";

const SIZE = { width: 560, height: 460 };
const FRAME: Frame = { left: 62, top: 14, width: 480, height: 384 };
const MOST = 0.5;
/** Thresholds that are named on the curve. */
const NAMED = [80, 90, 95, 99];
/** Beside 1 % their names would touch. */
const CLOSE = [0.005];
/** So near to the recommended one they would be written over it. */
const NEAR = 4;

/** False non-matches against false matches, at every threshold. */
export function detCurve(report: EvaluationReport): Html {
  const { curve, acquisition: made } = report;
  const least = { x: leastOf(curve.map(({ fmr }) => fmr)), y: leastOf(curve.map(({ fnmr }) => fnmr)) };
  const scale = detScale(FRAME, least, MOST);
  const ticks = (from: number, left: readonly number[] = []) =>
    RATE_TICKS.filter((rate) => rate >= from && !left.includes(rate));
  const label = `DET curve of ${made.attempts.genuine} genuine and ${made.attempts.imposter} imposter attempts`;
  return html`<svg class="plot" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${label}">
    ${unsupported(report, scale, least.x)}
    ${ticks(least.x, CLOSE).map((rate) => gridLine(FRAME, { x: scale.x(rate) }, tickLabel(rate)))}
    ${ticks(least.y).map((rate) => gridLine(FRAME, { y: scale.y(rate) }, tickLabel(rate)))}
    <rect class="frame" x="${FRAME.left}" y="${FRAME.top}" width="${FRAME.width}" height="${FRAME.height}" />
    ${diagonal(scale, Math.max(least.x, least.y))}
    <polyline class="curve" points="${stairs(curve, scale)}" />
    ${named(report)
      .filter(({ fmr, fnmr }) => Math.max(fmr, fnmr) < MOST)
      .map((point) => mark(point, scale))}
    <text class="axis" x="${FRAME.left + FRAME.width / 2}" y="${SIZE.height - 8}" text-anchor="middle">
      false match rate
    </text>
    <text class="axis" transform="translate(14 ${FRAME.top + FRAME.height / 2}) rotate(-90)" text-anchor="middle">
      false non-match rate
    </text>
  </svg>`;
}

/** The tick below the least rate above 0; rates of 0 lie on the axis. */
function leastOf(rates: readonly number[]): number {
  const least = Math.min(0.01, ...rates.filter((rate) => rate > 0));
  return [...RATE_TICKS].reverse().find((tick) => tick <= least) ?? RATE_TICKS[0];
}

/** Where the rule of three says that there are too few attempts. */
function unsupported({ thresholds: [row] }: EvaluationReport, scale: Scale, least: number): Html {
  const independent = row?.fmr?.independent ?? 1;
  const limit = ruleOfThree(independent);
  if (limit <= least) return html``;
  const width = scale.x(limit) - FRAME.left;
  return html`<rect
      class="unsupported"
      x="${FRAME.left}"
      y="${FRAME.top}"
      width="${n(width)}"
      height="${FRAME.height}"
    />
    <text class="note" x="${FRAME.left + 6}" y="${FRAME.top + FRAME.height - 8}"
      >below 3 in ${independent.toLocaleString("en")}</text
    >`;
}

function diagonal(scale: Scale, from: number): Html {
  return html`<line
    class="equal"
    x1="${n(scale.x(from))}"
    y1="${n(scale.y(from))}"
    x2="${n(scale.x(MOST))}"
    y2="${n(scale.y(MOST))}"
  />`;
}

/** Between two thresholds nothing changes: the curve has steps. */
function stairs(curve: readonly CurvePoint[], scale: Scale): string {
  const points = curve.flatMap(({ fmr, fnmr }, index) => {
    const before = curve[index - 1];
    const corner = before === undefined ? [] : [[scale.x(fmr), scale.y(before.fnmr)]];
    return [...corner, [scale.x(fmr), scale.y(fnmr)]];
  });
  return points.map(([x = 0, y = 0]) => `${n(x)},${n(y)}`).join(" ");
}

interface Named extends CurvePoint {
  readonly isRecommended: boolean;
}

function named({ thresholds, operatingPoints, recommendation }: EvaluationReport): Named[] {
  const chosen = operatingPoints.find(({ assured }) => assured?.threshold === recommendation.threshold)?.assured;
  const isFree = (threshold: number) => Math.abs(threshold - (recommendation.threshold ?? -NEAR)) >= NEAR;
  const usual = thresholds.filter(({ threshold }) => NAMED.includes(threshold) && isFree(threshold));
  return [...usual, ...(chosen === undefined || recommendation.threshold === undefined ? [] : [chosen])].map(
    ({ threshold, fmr, fnmr }) => ({
      threshold,
      fmr: fmr?.rate ?? 0,
      fnmr: fnmr?.rate ?? 0,
      isRecommended: threshold === recommendation.threshold,
    }),
  );
}

function mark({ threshold, fmr, fnmr, isRecommended }: Named, scale: Scale): Html {
  const [x, y] = [scale.x(fmr), scale.y(fnmr)];
  return html`<g class="mark ${isRecommended && "recommended"}">
    <circle cx="${n(x)}" cy="${n(y)}" r="${isRecommended ? 6 : 4}" />
    <text x="${n(x + 9)}" y="${n(y + (isRecommended ? 15 : -6))}">${threshold}</text>
  </g>`;
}
