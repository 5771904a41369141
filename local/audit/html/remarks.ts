import { DOCUMENTED_ELSEWHERE } from "../../../policies/audit/reference/documented-elsewhere";
import { REFERENCE } from "../../../policies/audit/reference/reference";
import type { AuditReport, HeadroomRow } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { counted, logicalName } from "../words";
import { changeItem } from "./what-is-new";
import type { Anchors } from "./anchors";
import { breakable, code, longList, prose, section, table } from "./marks";
import { howToExplain, witnessOf } from "./request";

/** From these shares of a quota on, an operator should know, and should act. */
const [TIGHT, FULL] = [80, 95];
const FULLEST = 6;

/** What changed since the approved baseline, with a request each. */
export function difference(report: AuditReport, anchors: Anchors): Html {
  if (report.difference.kind === "no-baseline" || report.difference.changes.length === 0) return html``;
  return section("difference", "What changed since the approved baseline", [
    howToExplain(report),
    html`<ul class="plain">
      ${report.difference.changes.map(
        (change, index) =>
          html`${changeItem(change, `N${index + 1}`)}${change.kind === "NEW" && change.witness && witnessOf(change.witness, anchors)}`,
      )}
    </ul>`,
  ]);
}

/** What could not be read: the audit fails on each. */
export function coverage(report: AuditReport): Html {
  if (report.coverage.length === 0) return html``;
  return section("coverage", "What could not be read", [
    table(
      ["resource", "where", "why"],
      report.coverage.map((fault) => [
        html`${logicalName(fault.urn)}<small><code>${fault.pointer}</code></small>`,
        code(fault.source ?? fault.urn),
        html`<span class="refused-word">✗</span> ${prose(fault.why)}`,
      ]),
    ),
  ]);
}

/** What no rule forbids, and how much room the documents have left. */
export function hygiene(report: AuditReport): Html {
  const { hygiene: rows, headroom } = report;
  if (rows.length === 0 && headroom.length === 0) return html``;
  const signs = {
    error: html`<span class="refused-word">✗</span>`,
    warning: html`<span class="unknown-word">!</span>`,
    note: html`·`,
  };
  return section("hygiene", "Hygiene and headroom", [
    rows.length === 0
      ? html`<p>
          No document names an unknown action, a key its action does not know, or a statement that can never match.
        </p>`
      : table(
          ["weight", "policy", "statement", "remark"],
          rows.map((row) => [signs[row.severity], html`${row.policy}`, code(row.sid ?? ""), prose(row.sentence)]),
        ),
    html`<p class="quiet">${knowledge()}</p>`,
    sizes(headroom),
  ]);
}

/** What the names were held against. */
function knowledge(): Html {
  const more = DOCUMENTED_ELSEWHERE.map(
    ({ action, page, about }) => html` Beside it: ${code(action)}, ${about} (${breakable(page)}).`,
  );
  return html`Held against AWS's service reference of ${REFERENCE.date} (${REFERENCE.package}
  ${REFERENCE.version}).${more}`;
}

/** Fullest first, so that the first few say it all. */
function sizes(headroom: readonly HeadroomRow[]): Html {
  if (headroom.length === 0) return html``;
  const shown = (rows: readonly HeadroomRow[]) => table(["document", "quota", "used", "share"], rows.map(headroomRow));
  const rest = headroom.slice(FULLEST);
  return html`<h3>Size of the documents beside AWS's quotas, the fullest first</h3>
    ${shown(headroom.slice(0, FULLEST))}
    ${rest.length > 0 && longList(`${counted(rest.length, "more document")}, with more room`, shown(rest))}`;
}

function headroomRow({ policy, quota, used, limit, unit }: HeadroomRow): readonly Html[] {
  const percent = Math.round((used / limit) * 100);
  const kind = percent > FULL ? "refused" : percent > TIGHT ? "unknown" : "allowed";
  return [
    html`${policy}`,
    html`${quota}`,
    html`${used} of ${limit} ${unit}`,
    html`<span class="bar ${kind}" title="${percent} %"><i style="width:${Math.min(100, percent)}%"></i></span>
      ${percent} %`,
  ];
}
