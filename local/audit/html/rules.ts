import { claimId, intendedId } from "../../../policies/audit/claims";
import type { AuditReport } from "../../../policies/audit/report";
import type { Example, Finding, RuleResult } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";
import { likeCommand } from "../explained/commands";
import { GROUNDS_IN_WORDS, HELD_MEANS } from "../grounds";
import { counted, reasonOf } from "../words";
import type { Anchors } from "./anchors";
import { joined, longList, prose, section, statusSign, statusWord, table } from "./marks";
import { exceptionLinks } from "./exceptions";
import { howToExplain, pasted, statements, witnessOf } from "./request";

/** Every rule with its claims, each with the statements that carry it or the request that breaks it. */
export function rules(report: AuditReport, anchors: Anchors): Html {
  return section("rules", "Rules and evidence", [
    html`<p>
      A claim is proved when no request that can occur breaks it, whatever its values. ${HELD_MEANS} Where a claim is
      about several actions or roles, the first that is so held is shown. Beside each rule stand requests that must stay
      possible, so that refusing everything proves nothing.
    </p>`,
    howToExplain(report),
    ...report.rules.map((rule) => article(rule, report, anchors)),
  ]);
}

function article(rule: RuleResult, { command }: AuditReport, anchors: Anchors): Html {
  const findings = rule.findings.map((finding, index): NamedFinding => ({ ...finding, id: claimId(rule.id, index) }));
  const broken = findings.filter(({ status }) => status !== "PROVED");
  const proved = findings.filter(({ status }) => status === "PROVED");
  const examples = rule.examples ?? [];
  return html`<article class="rule" id="rule-${rule.id}">
    <h3>${statusWord(rule.status)} <span class="rule-id">${rule.id}</span> ${prose(rule.title)}</h3>
    <p class="formal"><code>${rule.formal}</code></p>
    ${rule.controls.length > 0 && html`<p class="controls">${joined(rule.controls.map((control) => html`<span>${control}</span>`))}</p>`}
    ${broken.map((finding) => brokenFinding(finding, command, anchors))}
    ${
      proved.length > 0 &&
      html`<details>
        <summary>${counted(proved.length, "claim")} proved, with what each rests on</summary>
        ${table(
          ["name", "claim", "rests on"],
          proved.map((finding) => [number(finding.id), claim(finding), evidence(finding, anchors)]),
        )}
      </details>`
    }
    ${examples.length > 0 && mustStay(rule.id, examples, anchors)}
  </article>`;
}

/** A finding under the name that `explain` knows it by. */
interface NamedFinding extends Finding {
  readonly id: string;
}

function number(id: string): Html {
  return html`<span class="rule-id">${id}</span>`;
}

function brokenFinding(finding: NamedFinding, command: string, anchors: Anchors): Html {
  const { id, status, why, witness } = finding;
  return html`<div class="broken ${status === "REFUTED" ? "refused" : "unknown"}">
    <p>${statusWord(status)} ${number(id)} ${prose(finding.claim)}${place(finding)}</p>
    ${why !== undefined && html`<p>${prose(reasonOf(finding))}</p>`}
    ${
      witness !== undefined &&
      html`${witnessOf(witness, anchors, why !== undefined)}
        <p class="quiet">Statement by statement: ${pasted(likeCommand(command, id))}</p>`
    }
  </div>`;
}

function claim(finding: Finding): Html {
  const { exception } = finding;
  return html`${prose(finding.claim)}${place(finding)}${
    exception !== undefined && html`<small>but for the declared ${exceptionLinks([exception])}</small>`
  }`;
}

function place({ source }: Finding): Html {
  return source === undefined ? html`` : html`<small><code class="line">${source}</code></small>`;
}

function evidence({ grounds = "statements", evidence: references }: Finding, anchors: Anchors): Html {
  if (grounds !== "statements" && grounds !== "request")
    return html`<span class="quiet">${GROUNDS_IN_WORDS[grounds]}</span>`;
  return html`<small>${grounds === "request" ? "allowed by" : "held by"}</small> ${statements(references, anchors)}`;
}

function mustStay(rule: string, examples: readonly Example[], anchors: Anchors): Html {
  const refused = examples.some(({ allowed }) => !allowed);
  const requests = table(
    ["answer", "name", "request", "decided by"],
    examples.map((example, index) => [
      statusSign(example.allowed ? "PROVED" : "REFUTED"),
      number(intendedId(rule, index)),
      prose(example.sentence),
      example.decidedBy === undefined ? html`${example.reason}` : anchors.link(example.decidedBy),
    ]),
  );
  return longList(`${counted(examples.length, "request")} that must stay possible`, requests, refused);
}
