import type { AuditReport, Box, Column, Way } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { INTERNET } from "../picture/ways";
import { counted } from "../words";
import type { Anchors } from "./anchors";
import { rowsOf } from "./columns";
import { type Bundle, bundlesOf, isOutside, kindOf, listOfWays } from "./ways";

const WIDTH = 998;
const TOP = 34;
const ROW = 60;
const HEIGHT = 46;
const COLUMNS: Readonly<Record<Column, { readonly title: string; readonly x: number; readonly width: number }>> = {
  door: { title: "doors", x: 2, width: 178 },
  api: { title: "API", x: 226, width: 134 },
  role: { title: "roles", x: 398, width: 202 },
  service: { title: "services, behind their endpoints", x: 670, width: 218 },
};
const COLUMN_ORDER = ["door", "api", "role", "service"] as const;
/** Refused on their way to a service, the outside doors stand at the right: lines across the picture would hide the rest. */
const SPUR = { x: 918, length: 26 };

type Corner = { readonly x: number; readonly y: number; readonly width: number };

/** Doors → APIs → roles → services. Lines lead to the deciding statement; where several decided, to the list of them. */
export function picture(report: AuditReport, anchors: Anchors): Html {
  const { boxes, ways } = report.picture;
  if (boxes.length === 0) return html``;
  const bundles = bundlesOf(ways);
  const corners = layOut(boxes, ways);
  const height = TOP + Math.max(...[...corners.values()].map(({ y }) => y)) + HEIGHT - TOP + 6;
  const count = (kind: string) => ways.filter((way) => kindOf(way) === kind).length;
  return html`<section class="card" id="picture" aria-labelledby="picture-heading">
    <h2 id="picture-heading">Who reaches what</h2>
    <p>
      Each line is a request that the evaluator was asked: ${counted(count("allowed"), "way")} in use are allowed (<span
        class="allowed-word"
        >✓ green</span
      >), ${counted(count("refused"), "way")} from elsewhere are refused (<span class="refused-word">✗ red, dashed</span
      >)${
        count("open") > 0 &&
        html`, and <strong>${counted(count("open"), "way")} from elsewhere are open</strong> (<span class="unknown-word"
            >! amber, thick</span
          >)`
      }.
      A line leads to the statement that decided.
    </p>
    <div class="wide" tabindex="0">
      <svg class="picture" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-labelledby="picture-title">
        <title id="picture-title">
          Doors, APIs, roles and services, and the ways between them; the list below says the same
        </title>
        ${COLUMN_ORDER.map((column) => heading(column))}
        ${bundles.filter((bundle) => isDrawn(bundle, ways)).map((bundle) => line(bundle, corners, anchors))}
        ${boxes.map((box) => drawn(box, corners, ways))}
      </svg>
    </div>
    ${listOfWays(bundles, boxes, anchors)}
  </section>`;
}

function layOut(boxes: readonly Box[], ways: readonly Way[]): ReadonlyMap<string, Corner> {
  const columned = boxes.map(({ id, column }) => ({ id, column: COLUMN_ORDER.indexOf(column) }));
  const rows = rowsOf(
    columned,
    ways.filter((way) => !isSpur(way)),
  );
  return new Map(
    boxes.map(({ id, column }) => {
      const { x, width } = COLUMNS[column];
      return [id, { x, width, y: TOP + Math.round((rows.get(id) ?? 0) * ROW) }];
    }),
  );
}

function isSpur({ from, to }: Way): boolean {
  return isOutside(from) && to.startsWith("service:");
}

/** Where something is open from a door, what that door is refused beside it would only be drawn over it. */
function isDrawn({ first }: Bundle, ways: readonly Way[]): boolean {
  return first.allowed || !ways.some(({ from, to, allowed }) => allowed && from === first.from && to === first.to);
}

function heading(column: Column): Html {
  const { title, x, width } = COLUMNS[column];
  return html`<text class="column" x="${x + width / 2}" y="16">${title}</text>`;
}

function line(bundle: Bundle, corners: ReadonlyMap<string, Corner>, anchors: Anchors): Html {
  const { first } = bundle;
  const [from, to] = [corners.get(first.from), corners.get(first.to)];
  if (to === undefined || (from === undefined && !isSpur(first))) return html``;
  const path = isSpur(first) ? spur(first, to) : from === undefined ? "" : curve(from, to);
  const kind = kindOf(first);
  return html`<a href="#${targetOf(bundle, anchors)}" class="way ${kind}">
    <title>${tooltip(bundle, anchors)}</title>
    <path class="reach" d="${path}" />
    <path class="edge ${kind}" d="${path}" />
    ${isSpur(first) && html`<text class="outside" x="${SPUR.x + 4}" y="${spurHeight(first, to) + 4}">${first.allowed ? "!" : "✗"} ${first.from === INTERNET ? "internet" : "elsewhere"}</text>`}
  </a>`;
}

/** One deciding statement: there. Several, or none: to the entry in the list. */
function targetOf({ id, ways }: Bundle, anchors: Anchors): string {
  const ids = new Set(ways.map(({ decidedBy }) => decidedBy && anchors.ofStatement(decidedBy)));
  const [only] = ids;
  return ids.size === 1 && only !== undefined ? only : id;
}

function tooltip({ ways }: Bundle, anchors: Anchors): string {
  const [first] = ways;
  if (first === undefined) return "";
  const by = first.decidedBy?.sid ?? first.reason;
  const place = first.decidedBy && anchors.lineOf(first.decidedBy);
  const more = ways.length > 1 ? ` (and ${ways.length - 1} more)` : "";
  return `${first.sentence}: ${first.allowed ? "allowed" : "refused"} by ${by}${place === undefined ? "" : `, ${place}`}${more}`;
}

function spurHeight(way: Way, to: Corner): number {
  return to.y + (way.from === INTERNET ? 13 : HEIGHT - 13);
}

function spur(way: Way, to: Corner): string {
  const y = spurHeight(way, to);
  return `M${SPUR.x} ${y} L${SPUR.x - SPUR.length} ${y}`;
}

function curve(from: Corner, to: Corner): string {
  const [y1, y2] = [from.y + HEIGHT / 2, to.y + HEIGHT / 2];
  if (from.x === to.x) {
    // One role becomes another: out at the right and back in, a little apart from the lines to the services.
    const [start, out] = [from.x + from.width, from.x + from.width + 34];
    return `M${start} ${y1 + 8} C${out} ${y1 + 8} ${out} ${y2 - 8} ${start} ${y2 - 8}`;
  }
  const [x1, x2] = [from.x + from.width, to.x];
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

function drawn(box: Box, corners: ReadonlyMap<string, Corner>, ways: readonly Way[]): Html {
  const { x, y, width } = corners.get(box.id) ?? { x: 0, y: 0, width: 0 };
  const used = ways.some((way) => way.allowed && [way.from, way.to].includes(box.id));
  const kind = isOutside(box.id) ? (used ? "open" : "refused") : used ? "passed" : "";
  return html`<g class="box ${kind}">
    <title>${box.title}: ${box.detail}</title>
    <rect x="${x}" y="${y}" width="${width}" height="${HEIGHT}" rx="8" />
    ${label("title", box.title, x + 11, y + 20, width, 8.8)} ${label("detail", box.detail, x + 11, y + 37, width, 6.3)}
  </g>`;
}

/** SVG text neither wraps nor shortens by itself: what is too long is set smaller, and then cut. */
function label(kind: string, text: string, x: number, y: number, width: number, perCharacter: number): Html {
  const room = Math.floor((width - 18) / perCharacter);
  const isLong = text.length > room;
  const smallRoom = Math.floor(((width - 18) * 1.18) / perCharacter);
  const shown = text.length <= smallRoom ? text : `${text.slice(0, smallRoom - 1)}…`;
  return html`<text class="${kind} ${isLong && "long"}" x="${x}" y="${y}">${shown}</text>`;
}
