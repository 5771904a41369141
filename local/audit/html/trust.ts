import type { AuditReport, TrustEdge } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import type { Anchors } from "./anchors";
import { rowsOf } from "./columns";
import { BREAK, breakable, joined, section, table } from "./marks";
import { statements } from "./request";

const WIDTH = 900;
const ROW = 40;
const HEIGHT = 28;
const BOX = 300;

/** Who can become or start whom: the picture, then each edge with its conditions and statements. */
export function trust(report: AuditReport, anchors: Anchors): Html {
  const { trust: edges } = report;
  if (edges.length === 0) return html``;
  return section("trust", "Who can become or start whom", [
    drawing(edges),
    table(
      ["who", "how", "whom", "only if", "by"],
      edges.map((edge, index) => [
        html`<span id="trust-${index + 1}">${edge.from}</span>`,
        html`${edge.how}`,
        html`${edge.to}`,
        edge.conditions.length === 0
          ? html`<span class="quiet">always</span>`
          : joined(
              edge.conditions.map((condition) => breakable(condition)),
              BREAK,
            ),
        statements(edge.allowedBy, anchors),
      ]),
    ),
  ]);
}

/** What starts stands left, what is started right; a role that is both stands on both sides. */
function drawing(edges: readonly TrustEdge[]): Html {
  const left = [...new Set(edges.map(({ from }) => from))];
  const right = [...new Set(edges.map(({ to }) => to))];
  const rows = rowsOf(
    [
      ...left.map((name) => ({ id: `from ${name}`, column: 0 })),
      ...right.map((name) => ({ id: `to ${name}`, column: 1 })),
    ],
    edges.map(({ from, to }) => ({ from: `from ${from}`, to: `to ${to}` })),
  );
  const top = (id: string) => 4 + (rows.get(id) ?? 0) * ROW;
  return html`<div class="wide" tabindex="0">
    <svg
      class="picture trust"
      viewBox="0 0 ${WIDTH} ${Math.max(left.length, right.length) * ROW + 4}"
      role="group"
      aria-label="Who can become or start whom; the table below says the same"
    >
      ${edges.map((edge, index) => edgeLine(edge, index, top))} ${left.map((name) => box(name, 2, top(`from ${name}`)))}
      ${right.map((name) => box(name, WIDTH - BOX - 2, top(`to ${name}`)))}
    </svg>
  </div>`;
}

function edgeLine(edge: TrustEdge, index: number, top: (id: string) => number): Html {
  const [y1, y2] = [top(`from ${edge.from}`) + HEIGHT / 2, top(`to ${edge.to}`) + HEIGHT / 2];
  const [x1, x2] = [BOX + 2, WIDTH - BOX - 2];
  const bend = (x2 - x1) / 2;
  const path = `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  return html`<a href="#trust-${index + 1}" class="way allowed">
    <title>${edge.from} ${edge.how} ${edge.to}</title>
    <path class="reach" d="${path}" />
    <path class="edge allowed" d="${path}" />
  </a>`;
}

function box(name: string, x: number, y: number): Html {
  return html`<g class="box">
    <title>${name}</title>
    <rect x="${x}" y="${y}" width="${BOX}" height="${HEIGHT}" rx="7" />
    <text class="detail" x="${x + 10}" y="${y + 18}">${name.length > 48 ? `${name.slice(0, 47)}…` : name}</text>
  </g>`;
}
