import type { AuditReport, PrintedPolicy, PrintedStatement } from "../../../policies/audit/report";
import type { StatementReference } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";
import { logicalName, statementTitle } from "../words";
import { code } from "./marks";

/** Where everything stands on the page. Ids are made of logical names and Sids, so that a link outlives a deployment. */
export class Anchors {
  private readonly policyIds = new Map<string, string>();
  private readonly statementIds = new Map<string, string>();
  private readonly printed = new Map<string, PrintedStatement>();
  private readonly taken = new Set<string>();

  constructor(report: AuditReport) {
    for (const policy of report.policies) {
      const place = placeOf(policy);
      this.policyIds.set(place, this.unique(`policy-${logicalName(policy.urn)}`));
      for (const [index, statement] of policy.statements.entries()) {
        const name = `${logicalName(policy.urn)}.${statement.sid ?? index + 1}`;
        this.statementIds.set(`${place} ${index}`, this.unique(name));
        this.printed.set(`${place} ${index}`, statement);
      }
    }
  }

  ofPolicy(policy: PrintedPolicy): string {
    return this.policyIds.get(placeOf(policy)) ?? "";
  }

  /** Undefined for a statement that is not printed, such as one of the authorizer's answer. */
  ofStatement(statement: Pick<StatementReference, "urn" | "pointer" | "index">): string | undefined {
    return this.statementIds.get(`${placeOf(statement)} ${statement.index}`);
  }

  /** The statement by its name, leading to its text; the line of its Sid is said on hovering, and beside the text. */
  link(statement: StatementReference, label = statementTitle(statement)): Html {
    const id = this.ofStatement(statement);
    const mark = html`<span class="effect ${statement.effect === "Deny" ? "deny" : "allow"}"
      >${statement.effect}</span
    >`;
    if (id === undefined) return html`<span class="statement">${mark} ${code(label)}</span>`;
    return html`<a class="statement" href="#${id}" title="${this.lineOf(statement) ?? statement.policy}"
      >${mark} ${code(label)}</a
    >`;
  }

  /** `policies/file.ts:12`; for a statement without a Sid, the line that makes the resource. */
  lineOf(statement: StatementReference): string | undefined {
    return this.printed.get(`${placeOf(statement)} ${statement.index}`)?.source ?? statement.source;
  }

  private unique(wanted: string): string {
    const base = wanted.replace(/[^\w.-]+/g, "-");
    for (let copy = 1; ; copy++) {
      const id = copy === 1 ? base : `${base}-${copy}`;
      if (this.taken.has(id)) continue;
      this.taken.add(id);
      return id;
    }
  }
}

function placeOf({ urn, pointer }: { readonly urn: string; readonly pointer: string }): string {
  return `${urn} ${pointer}`;
}
