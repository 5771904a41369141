import type { AuditReport, HeadroomRow } from "../../../policies/audit/report";
import type { ExceptionResult } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";
import { counted, expiryOf, logicalName } from "../words";
import { changeItem } from "./first-screen";
import type { Anchors } from "./anchors";
import { BREAK, code, joined, prose, section, table } from "./marks";
import { howToExplain, witnessOf } from "./request";

/** From these shares of a quota on, somebody should know, and should act. */
const [TIGHT, FULL] = [80, 95];
const FULLEST = 6;

/** What changed since the approved baseline, with a request each. */
export function difference(report: AuditReport, anchors: Anchors): Html {
  if (report.difference.kind === "no-baseline" || report.difference.changes.length === 0) return html``;
  return section("difference", "What changed since the approved baseline", [
    howToExplain(report),
    html`<ul class="plain">
      ${report.difference.changes.map(
        (change) =>
          html`${changeItem(change)}${change.kind === "NEW" && change.witness && witnessOf(change.witness, anchors)}`,
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

/** Declared, bounded departures. */
export function exceptions(report: AuditReport): Html {
  if (report.exceptions.length === 0) return html``;
  return section("exceptions", "Declared exceptions", [
    html`<p>Each is part of the proof: the rule holds for everything outside these bounds.</p>`,
    table(
      ["exception", "rule", "reason", "owner", "expiry", "bounds"],
      report.exceptions.map((exception) => [
        html`<span id="exception-${exception.id}">${exception.id}</span>`,
        html`<a href="#rule-${exception.rule}">${exception.rule}</a>`,
        prose(exception.reason),
        html`${exception.owner}`,
        html`<span class="${exception.isExpired ? "refused-word" : ""}">${expiryOf(exception)}</span>`,
        bounds(exception),
      ]),
    ),
  ]);
}

function bounds({ bounds: claims }: ExceptionResult): Html {
  if (claims.length === 0) return html`<span class="quiet">nothing in this stack</span>`;
  return html`<details>
    <summary>${counted(claims.length, "claim")}</summary>
    ${joined(
      claims.map((claim) => prose(claim)),
      BREAK,
    )}
  </details>`;
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
          ["", "policy", "statement", "remark"],
          rows.map((row) => [signs[row.severity], html`${row.policy}`, code(row.sid ?? ""), prose(row.sentence)]),
        ),
    sizes(headroom),
  ]);
}

/** Fullest first, so that the first few say it all. */
function sizes(headroom: readonly HeadroomRow[]): Html {
  if (headroom.length === 0) return html``;
  const shown = (rows: readonly HeadroomRow[]) => table(["document", "quota", "used", ""], rows.map(headroomRow));
  const rest = headroom.slice(FULLEST);
  return html`<h3>Size of the documents beside AWS's quotas, the fullest first</h3>
    ${shown(headroom.slice(0, FULLEST))}
    ${
      rest.length > 0 &&
      html`<details>
        <summary>${counted(rest.length, "more document")}, with more room</summary>
        ${shown(rest)}
      </details>`
    }`;
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
