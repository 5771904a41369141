import type { AuditReport } from "../../../policies/audit/report";
import type { RuleResult, StatementReference, Status } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";
import { isUnexplained } from "../actions/declared-actions";
import { asSentence, groundsOf } from "../grounds";
import { counted, reasonOf, statementSentence } from "../words";
import type { Anchors } from "./anchors";
import { exceptionLinks, exceptionsOf } from "./exceptions";
import { joined, prose, statusSign } from "./marks";

/** Of a rule's carrying statements, as many as a glance takes in. */
const SHOWN_STATEMENTS = 2;

/** A line a rule, with what it rests on; what the code is asked stands beside what the policies are. */
export function ruleLines(report: AuditReport, anchors: Anchors): Html {
  const lines = [...report.rules.map((rule) => ruleLine(rule, anchors)), ...codeLines(report)];
  return html`<ul class="rules">
    ${openFirst(lines)}
  </ul>`;
}

interface Line {
  readonly status: Status;
  readonly line: Html;
}

/** Whatever is open comes first: it is what has to be read. */
function openFirst(lines: readonly Line[]): readonly Html[] {
  return (["REFUTED", "UNKNOWN", "PROVED"] as const).flatMap((wanted) =>
    lines.filter(({ status }) => status === wanted).map(({ line }) => line),
  );
}

export function isWhole({ rules, authorizer, declaredActions }: AuditReport): boolean {
  return [...rules, ...authorizer].every(({ status }) => status === "PROVED") && !declaredActions.some(isUnexplained);
}

function ruleLine(rule: RuleResult, anchors: Anchors): Line {
  const excepted = exceptionsOf(rule);
  const line = html`<li>
    ${statusSign(rule.status)}
    <a href="#rule-${rule.id}" class="rule-id">${rule.id}</a>
    <div>
      <span>${prose(rule.title)}</span>
      <small class="${rule.status.toLowerCase()}">${restsOn(rule, anchors)}</small>
      ${excepted.length > 0 && html`<small>but for the declared ${exceptionLinks(excepted)}</small>`}
    </div>
  </li>`;
  return { status: rule.status, line };
}

function restsOn(rule: RuleResult, anchors: Anchors): Html {
  if (rule.status !== "PROVED") {
    const open = rule.findings.find(({ status }) => status === rule.status);
    return html`${open?.witness?.sentence ?? (open === undefined ? "See the rule." : reasonOf(open))}`;
  }
  const { by, statements, others } = groundsOf(rule);
  if (statements.length === 0) return html`${asSentence(others)}`;
  const more = statements.length - SHOWN_STATEMENTS;
  const links = statements.slice(0, SHOWN_STATEMENTS).map((one) => sentenceLink(one, anchors));
  return html`${by}: ${joined(links, html` · `)}${more > 0 && html` · <a href="#rule-${rule.id}">${more}&nbsp;more</a>`}`;
}

function sentenceLink(statement: StatementReference, anchors: Anchors): Html {
  const id = anchors.ofStatement(statement);
  const text = statementSentence(statement);
  return id === undefined ? html`${text}` : html`<a href="#${id}" title="${anchors.lineOf(statement)}">${text}</a>`;
}

/** What is not asked of policies but of code: it refutes like a rule. */
function codeLines(report: AuditReport): readonly Line[] {
  return [
    ...(report.authorizer.length > 0 ? [authorizerLine(report)] : []),
    ...(report.declaredActions.length > 0 ? [functionsLine(report)] : []),
  ];
}

function authorizerLine({ authorizer }: AuditReport): Line {
  const open =
    authorizer.find(({ status }) => status === "REFUTED") ?? authorizer.find(({ status }) => status === "UNKNOWN");
  const title = "Sampled: the authorizer's code opens no path but the caller's own.";
  const tokens = authorizer.reduce((sum, { samples }) => sum + samples, 0);
  const proved = `Its answers to ${counted(tokens, "token")} of ${counted(authorizer.filter(({ samples }) => samples > 0).length, "kind")} were proved like documents; other tokens were not tried.`;
  return codeLine(
    open?.status ?? "PROVED",
    "authorizer",
    title,
    open === undefined ? proved : (open.why ?? open.claims),
  );
}

function functionsLine({ declaredActions }: AuditReport): Line {
  const { fault } = declaredActions.find(isUnexplained) ?? {};
  const title = "The functions' roles allow what their code calls, and nothing else.";
  const proved = `${counted(declaredActions.length, "action")} compared; every difference is explained.`;
  return codeLine(fault === undefined ? "PROVED" : "REFUTED", "functions", title, fault ?? proved);
}

function codeLine(status: Status, section: string, title: string, small: string): Line {
  const line = html`<li>
    ${statusSign(status)}
    <a href="#${section}" class="rule-id">code</a>
    <div>
      <span>${title}</span>
      <small class="${status.toLowerCase()}">${small}</small>
    </div>
  </li>`;
  return { status, line };
}
