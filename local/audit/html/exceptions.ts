import type { AuditReport } from "../../../policies/audit/report";
import type { ExceptionResult, RuleResult } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";
import { counted, expiryOf } from "../words";
import { BREAK, joined, prose, section, table } from "./marks";

/** Declared, bounded departures: first those that bound something here, then those that are only on file. */
export function exceptions(report: AuditReport): Html {
  const { exceptions: declared } = report;
  if (declared.length === 0) return html``;
  const isUsed = ({ bounds }: ExceptionResult) => bounds.length > 0;
  const idle = declared.filter((exception) => !isUsed(exception));
  return section("exceptions", "Declared exceptions", [
    html`<p>Each is part of the proof: the rule holds for everything outside these bounds.</p>`,
    table(
      ["exception", "rule", "reason", "owner", "expiry", "bounds"],
      declared.filter(isUsed).map((exception) => [...row(exception), bounds(exception)]),
    ),
    html`${
      idle.length > 0 &&
      html`<h3>On file, and bounding nothing in this environment</h3>
        ${table(["exception", "rule", "reason", "owner", "expiry"], idle.map(row))}`
    }`,
  ]);
}

function row(exception: ExceptionResult): readonly Html[] {
  const { id, rule, reason, owner, isExpired } = exception;
  return [
    html`<span id="exception-${id}">${id}</span>`,
    html`<a href="#rule-${rule}">${rule}</a>`,
    prose(reason),
    html`${owner}`,
    html`<span class="${isExpired ? "refused-word" : ""}">${expiryOf(exception)}</span>`,
  ];
}

function bounds({ bounds: claims }: ExceptionResult): Html {
  return html`<details>
    <summary>${counted(claims.length, "claim")}</summary>
    ${joined(
      claims.map((claim) => prose(claim)),
      BREAK,
    )}
  </details>`;
}

/** Every exception that bounds a claim of the rule. */
export function exceptionsOf({ findings }: RuleResult): readonly string[] {
  return findings.flatMap(({ exception }) => exception ?? []);
}

/** @param named as findings name them: one exception, or several with commas between */
export function exceptionLinks(named: readonly string[]): Html {
  const ids = [...new Set(named.flatMap((each) => each.split(", ")))];
  return joined(
    ids.map((id) => html`<a href="#exception-${id}">${id}</a>`),
    html`, `,
  );
}
