import type { AuditReport, Change } from "../../policies/audit/report";
import type { RuleResult, Status } from "../../policies/audit/verdict";
import { asSentence, groundsOf, HELD_MEANS } from "./grounds";
import { peopleSentences } from "./people-alike";
import { approvalOf, changeLine, commitOf, expiryOf, listed, reasonOf, statementTitle, versionsOf } from "./words";
import { readableJson } from "./readable-json";
import { causeOf, changedSentence, linesOf, type StatementLines, titlesWithLines } from "./statement-lines";

const SIGNS: Readonly<Record<Status, string>> = { PROVED: "✅", REFUTED: "❌", UNKNOWN: "❔" };
const VERDICT_SIGNS = { PROVED: "✅", UNKNOWN: "❔", "NEW ACCESS": "❌", REFUTED: "❌" };
/** Statements named for a rule; the HTML report has them all. */
const NAMED = 3;

/** The report as a comment on a pull request: the verdict, what is new, what broke, and the rules in a table. */
export function markdownReport(report: AuditReport): string {
  const parts = [
    `## ${VERDICT_SIGNS[report.verdict]} Policy audit of stack ${escaped(report.stack)}: ${report.verdict}`,
    escaped(report.sentence),
    `### What is new\n\n${whatIsNew(report)}`,
    ...broken(report),
    `### Rules\n\n${rulesTable(report)}`,
    ...peopleSentences(report).map(escaped),
    ...exceptions(report),
    `### What this does not show\n\n${bullets(report.limits.map(escaped))}`,
    escaped(
      `Made on ${report.run.day} from ${commitOf(report.run)}; baseline ${approvalOf(report.run)}; ${versionsOf(report.run)}.`,
    ),
    `Policies \`${report.policyHash.slice(0, 12)}\` · again with \`${report.command}\` · everything, with every statement, is in \`report.html\``,
  ];
  return `${parts.join("\n\n")}\n`;
}

function whatIsNew(report: AuditReport): string {
  const { difference, stack } = report;
  const lines = linesOf(report);
  if (difference.kind === "no-baseline") return `Not known: stack ${escaped(stack)} has no approved baseline.`;
  const ordinary = difference.patterned.map((sentence) => `Approved by a pattern: ${escaped(sentence)}.`);
  if (difference.changes.length === 0) {
    const nothing = `Nothing${ordinary.length > 0 ? " else" : ""}: no caller may do more or less than in the approved baseline.`;
    return [...ordinary, `${nothing}${rewording(difference.reworded)}`].join("\n\n");
  }
  return bullets([...ordinary, ...difference.changes.map((change) => escaped(changeText(change, lines)))]);
}

function changeText(change: Change, lines: StatementLines): string {
  const cause = causeOf(change, lines);
  return `${changeLine(change)}${cause === "" ? "" : `: ${cause}`}`;
}

function rewording(names: readonly string[]): string {
  return names.length === 0 ? "" : ` In their text differ: ${escaped(listed(names))}.`;
}

function broken(report: AuditReport): readonly string[] {
  const { rules, coverage, authorizer, declaredActions } = report;
  const lines = linesOf(report);
  const findings = rules.flatMap((rule) =>
    rule.findings.filter(({ status }) => status !== "PROVED").map((finding) => ({ rule, finding })),
  );
  const told = findings.map(({ rule, finding }) => {
    const { witness } = finding;
    const head = `- ${SIGNS[finding.status]} **${rule.id}** ${escaped(finding.claim)}`;
    if (witness === undefined) return `${head} ${escaped(reasonOf(finding))}`.trimEnd();
    const by = titlesWithLines(witness.allowedBy, lines);
    const request = fenced(readableJson(witness.request));
    return `${head}\n\n  ${escaped(witness.sentence)}${by === "" ? "" : ` Let through by ${escaped(by)}.`} ${escaped(changedSentence(witness))}\n\n${indented(request)}`;
  });
  const unread = coverage.map(({ urn, pointer, why }) => `- ❔ \`${urn}\` \`${pointer}\`: ${escaped(why)}`);
  const answers = authorizer
    .filter(({ status }) => status !== "PROVED")
    .map(
      ({ status, claims, why }) => `- ${SIGNS[status]} **authorizer** ${escaped(claims)}: ${escaped(why ?? status)}`,
    );
  const disagreements = declaredActions.flatMap(({ fault }) =>
    fault === undefined ? [] : [`- ${SIGNS.REFUTED} **functions** ${escaped(fault)}`],
  );
  const items = [...told, ...answers, ...disagreements, ...unread];
  return items.length === 0 ? [] : [`### What does not hold, or is not known\n\n${items.join("\n")}`];
}

function rulesTable({ rules }: AuditReport): string {
  const rows = rules.map(
    (rule) => `| ${SIGNS[rule.status]} | ${rule.id} | ${cell(rule.title)} | ${cell(restsOn(rule))} |`,
  );
  return [HELD_MEANS, "", "| | rule | | rests on |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function restsOn(rule: RuleResult): string {
  if (rule.status !== "PROVED") return "";
  const { by, statements, others } = groundsOf(rule);
  if (statements.length === 0) return asSentence(others);
  const more = statements.length - NAMED;
  const named = statements.slice(0, NAMED).map((statement) => `\`${statementTitle(statement)}\``);
  return `${by} ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Those that bound something here; the others are only counted. */
function exceptions({ exceptions: declared }: AuditReport): readonly string[] {
  if (declared.length === 0) return [];
  const told = declared.filter(({ bounds, isExpired }) => bounds.length > 0 || isExpired);
  const lines = told.map(
    (one) => `**${escaped(one.id)}** (${one.rule}, ${one.owner}, ${expiryOf(one)}): ${escaped(one.reason)}`,
  );
  const idle = declared.length - told.length;
  const more = idle === 0 ? [] : [`${idle} more on file, bounding nothing here.`];
  return [`### Declared exceptions\n\n${bullets([...lines, ...more])}`];
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function fenced(text: string): string {
  return `\`\`\`json\n${text}\n\`\`\``;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}

/** What Markdown or HTML would read as its own: names may hold stars, underscores and angle brackets. Code is left as it is. */
function escaped(text: string): string {
  const plain = (part: string) => part.replace(/[\\*_[\]<>|#]/g, (character) => `\\${character}`);
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? plain(part) : part))
    .join("`");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
