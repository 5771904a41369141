import type { AuditReport, Change } from "../../../policies/audit/report";
import type { RuleResult, StatementReference, Status } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";
import { isUnexplained } from "../declared-actions";
import { asSentence, groundsOf } from "../grounds";
import { counted, listed, statementSentence, withArgument } from "../words";
import type { Anchors } from "./anchors";
import { joined, prose, statusSign } from "./marks";

/** Of a rule's carrying statements, as many as a glance takes in. */
const SHOWN_STATEMENTS = 2;
const SHOWN_CHANGES = 6;

/** What a reader knows after a minute: the verdict, what carries it, what is new, what is not shown. */
export function firstScreen(report: AuditReport, anchors: Anchors): Html {
  return html`<div class="first-screen">
    <section class="verdict-card ${verdictClass(report)}" role="status">
      <p class="sentence">${prose(report.sentence)}</p>
      <p class="scope">${scope(report)}</p>
    </section>
    <section class="card proved" aria-labelledby="proved-heading">
      <h2 id="proved-heading">What is proved, and by which statements</h2>
      <p class="quiet">
        A rule is held by Denies, and by the resources and conditions that Allows are bound to: without these it breaks.
        Each link leads to the statement and its source line.
      </p>
      <ul class="rules">
        ${report.rules.map((rule) => ruleLine(rule, anchors))} ${codeLines(report)}
      </ul>
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

function ruleLine(rule: RuleResult, anchors: Anchors): Html {
  return html`<li>
    ${statusSign(rule.status)}
    <a href="#rule-${rule.id}" class="rule-id">${rule.id}</a>
    <div>
      <span>${prose(rule.title)}</span>
      <small>${restsOn(rule, anchors)}</small>
    </div>
  </li>`;
}

function restsOn(rule: RuleResult, anchors: Anchors): Html {
  if (rule.status !== "PROVED") {
    const open = rule.findings.find(({ status }) => status === rule.status);
    return html`${open?.witness?.sentence ?? open?.why ?? "See the rule."}`;
  }
  const { by, statements, others } = groundsOf(rule);
  if (statements.length === 0) return html`${asSentence(others)}`;
  const more = statements.length - SHOWN_STATEMENTS;
  const links = statements.slice(0, SHOWN_STATEMENTS).map((one) => sentenceLink(one, anchors));
  return html`${by}: ${joined(links, html` · `)}${more > 0 && html` · <a href="#rule-${rule.id}">${more} more</a>`}`;
}

function sentenceLink(statement: StatementReference, anchors: Anchors): Html {
  const id = anchors.ofStatement(statement);
  const text = statementSentence(statement);
  return id === undefined ? html`${text}` : html`<a href="#${id}" title="${anchors.lineOf(statement)}">${text}</a>`;
}

/** What is not asked of policies but of code: it refutes like a rule. */
function codeLines({ authorizer, declaredActions }: AuditReport): readonly Html[] {
  const worst = (statuses: readonly Status[]) =>
    statuses.includes("REFUTED") ? "REFUTED" : statuses.includes("UNKNOWN") ? "UNKNOWN" : "PROVED";
  const open = authorizer.find(({ status }) => status !== "PROVED");
  const fault = declaredActions.find(isUnexplained)?.fault;
  return [
    authorizer.length > 0 &&
      codeLine(
        worst(authorizer.map(({ status }) => status)),
        "authorizer",
        "The authorizer's code opens nobody's path but the caller's own, whatever a token claims.",
        open?.why ?? `its answers to ${counted(authorizer.length, "kind")} of claims, each proved like a document`,
      ),
    declaredActions.length > 0 &&
      codeLine(
        fault === undefined ? "PROVED" : "REFUTED",
        "functions",
        "The functions' roles allow what their code calls, and nothing else.",
        fault ?? `${counted(declaredActions.length, "action")} compared, each difference explained`,
      ),
  ].filter((line) => line !== false);
}

function codeLine(status: Status, section: string, title: string, small: string): Html {
  return html`<li>
    ${statusSign(status)}
    <a href="#${section}" class="rule-id">code</a>
    <div>
      <span>${title}</span>
      <small>${small}</small>
    </div>
  </li>`;
}

function whatIsNew({ difference, stack, command }: AuditReport): Html {
  if (difference.kind === "no-baseline")
    return html`<p>
      <span class="unknown-word">? Not known.</span> Stack ${stack} has no approved baseline to compare with.
      <code>${withArgument(command, "--accept")}</code> approves what is here.
    </p>`;
  const { changes, reworded } = difference;
  if (changes.length === 0 && reworded.length > 0)
    return html`<p>
      <span class="allowed-word">✓ Nobody may do more or less.</span> ${counted(reworded.length, "document")} differ in
      their text from the approved baseline, without a difference in what is allowed: ${listed(reworded)}.
    </p>`;
  if (changes.length === 0)
    return html`<p>
      <span class="allowed-word">✓ Nothing.</span> Nobody may do more or less than in the approved baseline.
    </p>`;
  return html`<ul class="plain">
      ${changes.slice(0, SHOWN_CHANGES).map(changeItem)}
    </ul>
    ${changes.length > SHOWN_CHANGES && html`<p><a href="#difference">All ${changes.length} changes</a></p>`}`;
}

export function changeItem(change: Change): Html {
  const kind = change.kind === "GONE" ? "quiet" : change.kind === "NEW" ? "refused-word" : "unknown-word";
  const word = change.kind === "UNDECIDED" ? "PERHAPS NEW" : change.kind;
  return html`<li><span class="${kind}">${word}:</span> ${prose(change.sentence)}</li>`;
}
