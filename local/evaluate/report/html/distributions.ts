import { type Html, html } from "../../../portal/html";
import type { AttemptKind } from "../../statistics/attempt";
import type { EvaluationReport } from "../report";
import { type Frame, n } from "./axes";

const SIZE = { width: 560, height: 460 };
const FRAME: Frame = { left: 62, top: 14, width: 480, height: 384 };
const MIDDLE = FRAME.top + FRAME.height / 2;
/** Shares that the axis names. */
const SHARES = [0.01, 0.1, 0.5] as const;

/** Where similarities lie: genuine attempts above the line, imposter ones below, each as a share of its kind. */
export function distributions({ histogram, recommendation: { threshold } }: EvaluationReport): Html {
  const bars = (kind: AttemptKind) => {
    const counts = histogram.counts[kind];
    const total = counts.reduce((sum, each) => sum + each, 0);
    return counts.map((each, index) =>
      bar(kind, placeOf(index * histogram.width), total === 0 ? 0 : each / total, histogram.width),
    );
  };
  return html`<svg
    class="plot"
    viewBox="0 0 ${SIZE.width} ${SIZE.height}"
    role="img"
    aria-label="Distribution of similarities"
  >
    ${grid()} ${bars("genuine")} ${bars("imposter")}
    <line class="base" x1="${FRAME.left}" x2="${FRAME.left + FRAME.width}" y1="${MIDDLE}" y2="${MIDDLE}" />
    ${threshold !== undefined && thresholdLine(threshold)}
    <rect class="frame" x="${FRAME.left}" y="${FRAME.top}" width="${FRAME.width}" height="${FRAME.height}" />
    ${names()}
  </svg>`;
}

function placeOf(similarity: number): number {
  return FRAME.left + (FRAME.width * similarity) / 100;
}

function grid(): Html {
  return html`${SHARES.flatMap((share) => [line(MIDDLE - heightOf(share), share), line(MIDDLE + heightOf(share), share)])}
  ${[0, 20, 40, 60, 80, 100].map(
    (similarity) =>
      html`<text class="tick" x="${n(placeOf(similarity))}" y="${FRAME.top + FRAME.height + 18}" text-anchor="middle">
        ${similarity}
      </text>`,
  )}`;
}

function thresholdLine(threshold: number): Html {
  const x = placeOf(threshold);
  return html`<line class="threshold" x1="${n(x)}" x2="${n(x)}" y1="${FRAME.top}" y2="${FRAME.top + FRAME.height}" />
    <text class="note" x="${n(x - 6)}" y="${FRAME.top + FRAME.height - 8}" text-anchor="end">
      recommended ${threshold}
    </text>`;
}

function names(): Html {
  const middle = FRAME.left + FRAME.width / 2;
  return html`<text class="kind" x="${FRAME.left + 10}" y="${FRAME.top + 22}">genuine</text>
    <text class="kind" x="${middle}" y="${MIDDLE + 24}">imposter</text>
    <text class="axis" x="${middle}" y="${SIZE.height - 8}" text-anchor="middle">similarity</text>
    <text class="axis" transform="translate(14 ${MIDDLE}) rotate(-90)" text-anchor="middle">
      share of its kind, root scale
    </text>`;
}

/** By the root, so that bars of one attempt are seen beside those of hundreds. */
function heightOf(share: number): number {
  return (FRAME.height / 2) * Math.sqrt(share);
}

function bar(kind: AttemptKind, left: number, share: number, points: number): Html {
  const height = heightOf(share);
  const width = (FRAME.width * points) / 100 - 1;
  const top = kind === "genuine" ? MIDDLE - height : MIDDLE;
  return html`${height > 0 && html`<rect class="${kind}" x="${n(left + 0.5)}" y="${n(top)}" width="${n(width)}" height="${n(height)}" />`}`;
}

function line(y: number, share: number): Html {
  return html`<line class="grid" x1="${FRAME.left}" x2="${FRAME.left + FRAME.width}" y1="${n(y)}" y2="${n(y)}" />
    <text class="tick" x="${FRAME.left - 8}" y="${n(y + 4)}" text-anchor="end">${share * 100} %</text>`;
}
