import type { AuditReport } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { counted } from "../words";
import type { Anchors } from "./anchors";
import { prose } from "./marks";
import { isWhole, ruleLines } from "./rule-lines";
import { whatIsNew } from "./what-is-new";

/** What a reader knows after a minute: the verdict, what carries it, what is new, what is not shown. */
export function firstScreen(report: AuditReport, anchors: Anchors): Html {
  return html`<div class="first-screen">
    <section class="verdict-card ${verdictClass(report)}" role="status">
      <p class="sentence">${prose(report.sentence)}</p>
      <p class="scope">${scope(report)}</p>
    </section>
    <section class="card proved" aria-labelledby="proved-heading">
      <h2 id="proved-heading">
        ${isWhole(report) ? "What is proved" : "What does not hold, what is proved"}, and by which statements
      </h2>
      <p class="quiet">
        A rule is held by Denies, and by the resources and conditions that Allows are bound to: without these it breaks.
        Each link leads to the statement and its source line.
      </p>
      ${ruleLines(report, anchors)}
    </section>
    <div class="beside">
      <section class="card" aria-labelledby="new-heading">
        <h2 id="new-heading">What is new</h2>
        ${whatIsNew(report)}
      </section>
      <section class="card limits" aria-labelledby="limits-heading">
        <h2 id="limits-heading">What is not shown</h2>
        <ul class="plain">
          ${report.limits.map((limit) => html`<li>${prose(limit)}</li>`)}
        </ul>
      </section>
    </div>
  </div>`;
}

function verdictClass({ verdict }: AuditReport): string {
  if (verdict === "PROVED") return "proved";
  return verdict === "UNKNOWN" ? "unknown" : "refused";
}

function scope({ counts, audited, stack }: AuditReport): string {
  const read =
    audited === "program" ? `as the program would deploy environment ${stack}` : `as environment ${stack} is deployed`;
  const parts = [
    counted(counts.policies, "policy", "policies"),
    counted(counts.statements, "statement"),
    counted(counts.roles, "role"),
    counted(counts.endpoints, "VPC endpoint"),
    counted(counts.functions, "function"),
  ];
  return `${counted(counts.findings, "question")} asked of ${parts.join(", ")}, ${read}.`;
}
