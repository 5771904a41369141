import type { AuditReport, PrintedPolicy, PrintedStatement } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { sidAsSentence } from "../words";
import type { Anchors } from "./anchors";
import { joined, section } from "./marks";

const LAYERS: Readonly<Record<PrintedPolicy["layer"], string>> = {
  identity: "what the role may do",
  trust: "who may become the role",
  resource: "who may use the resource",
  endpoint: "what may pass the endpoint",
  authorizer: "what the authorizer answers",
  boundary: "what the role may do at most",
  scp: "what the account's roles may do at most",
  rcp: "what may be done with the account's resources at most",
};
const ORIGINS = {
  program: "",
  "aws-managed": "text vendored from AWS",
  assumed: "no document: this is what AWS then assumes",
  guardrail: "given beside the program: it only takes away",
};

/** Every document, statement by statement, in a stable order; each statement says which rules rest on it. */
export function policies(report: AuditReport, anchors: Anchors): Html {
  const rests = rulesByStatement(report);
  return section("policies", "Every policy", [
    html`<p>
      In the order of what they are attached to. The line beside a statement is where its sentence is written.
    </p>`,
    ...report.policies.map((policy) => printed(policy, anchors, rests)),
  ]);
}

function printed(policy: PrintedPolicy, anchors: Anchors, rests: ReadonlyMap<string, readonly string[]>): Html {
  const origin = ORIGINS[policy.origin];
  return html`<article class="policy" id="${anchors.ofPolicy(policy)}">
    <h3>${policy.name}</h3>
    <p class="quiet">
      ${LAYERS[policy.layer]}:
      ${policy.attachedTo}${origin !== "" && html` · ${origin}`}${
        policy.source !== undefined && html` · made at <code>${policy.source}</code>`
      }
    </p>
    ${policy.statements.map((statement, index) => one(policy, statement, index, anchors, rests))}
  </article>`;
}

function one(
  policy: PrintedPolicy,
  statement: PrintedStatement,
  index: number,
  anchors: Anchors,
  rests: ReadonlyMap<string, readonly string[]>,
): Html {
  const { urn, pointer } = policy;
  const rules = rests.get(key(urn, pointer, index)) ?? [];
  const title = statement.sid === undefined ? `Statement ${index + 1}` : sidAsSentence(statement.sid);
  return html`<div
    class="printed ${statement.effect === "Deny" ? "deny" : "allow"}"
    id="${anchors.ofStatement({ urn, pointer, index })}"
  >
    <p class="head">
      <span class="effect ${statement.effect === "Deny" ? "deny" : "allow"}">${statement.effect}</span>
      <strong>${title}</strong>
      ${statement.source !== undefined && html`<code class="line">${statement.source}</code>`}
      ${rules.length > 0 && html`<span class="rests">carries ${joined(rules.map((id) => html`<a href="#rule-${id}">${id}</a>`))}</span>`}
    </p>
    <pre tabindex="0" aria-label="Statement">${statement.text}</pre>
  </div>`;
}

function rulesByStatement(report: AuditReport): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const rule of report.rules)
    for (const { urn, pointer, index } of rule.findings.flatMap(({ evidence }) => evidence)) {
      const known = found.get(key(urn, pointer, index)) ?? [];
      if (!known.includes(rule.id)) found.set(key(urn, pointer, index), [...known, rule.id]);
    }
  return found;
}

function key(urn: string, pointer: string, index: number): string {
  return `${urn} ${pointer} ${index}`;
}
