import type { AuditReport } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { approvalOf, commitOf, versionsOf } from "../words";
import { section } from "./marks";

/** How the report is made again, and from what this one was. */
export function reproduce(report: AuditReport): Html {
  return section("reproduce", "How to reproduce this", [
    html`<pre>${report.command}</pre>`,
    html`<p>
      It needs no network, no AWS account and no credentials. The same policies have the same hash on every day and at
      every commit: <code>${report.policyHash}</code> (SHA-256 over every document and where it is attached). With the
      same commit, baseline and versions it writes the same bytes again, but for the day.
    </p>`,
    html`<p>
      This one was made on ${report.run.day} from ${commitOf(report.run)}. The approved baseline:
      ${approvalOf(report.run)}. ${versionsOf(report.run)}.
    </p>`,
    html`<p>
      Exit code 0: everything is proved and nothing is new. 1: a rule is refuted, a function's code and role differ
      without explanation, or there is more access than approved. 2: something is unknown or could not be read, or an
      exception expired. 3: the audit itself is at fault.
    </p>`,
  ]);
}
