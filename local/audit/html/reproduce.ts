import type { AuditReport } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { section } from "./marks";

/** How anybody gets the same bytes. */
export function reproduce(report: AuditReport): Html {
  return section("reproduce", "How to reproduce this", [
    html`<pre>${report.command}</pre>`,
    html`<p>
      It needs no network, no AWS account and no credentials, and writes the same bytes again as long as the policies
      are the same; only an exception that expires changes with the day. The policies' hash is
      <code>${report.policyHash}</code>
      (SHA-256 over every document and where it is attached).
    </p>`,
    html`<p>
      Exit code 0: everything is proved and nothing is new. 1: a rule is refuted, a function's code and role differ
      without explanation, or somebody may do more than approved. 2: something is unknown or could not be read, or an
      exception expired. 3: the audit itself is at fault.
    </p>`,
  ]);
}
