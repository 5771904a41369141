import { PATTERN_KINDS } from "../../policies/audit/diff/patterns/members";
import type { AuditReport, Change } from "../../policies/audit/report";
import type { Finding, Status } from "../../policies/audit/verdict";
import { peopleSentences } from "./people-alike";
import { causeOf, changedSentence, linesOf, type StatementLines, titlesWithLines } from "./statement-lines";
import { changeLine, counted, expirySentence, listed, reasonOf } from "./words";

const SIGNS: Readonly<Record<Status, string>> = { PROVED: "✓", REFUTED: "✗", UNKNOWN: "?" };
const SHOWN_CHANGES = 10;
/** Of each rule: one statement too many, or a control policy above, can break every action of a role. */
const SHOWN_FINDINGS = 5;

/** What the terminal says: the verdict, each rule in a line, and whatever is not as it should be. */
export function summary(report: AuditReport): string {
  const lines = linesOf(report);
  const said = new Set<string>();
  const rules = report.rules.flatMap(({ id, title, status, findings }) => [
    `  ${SIGNS[status]} ${id.padEnd(4)}${title}`,
    ...openLines(findings, lines, said).map((line) => `        ${line}`),
  ]);
  return [`${report.verdict}: ${report.sentence}`, "", ...rules, "", ...remarks(report)].join("\n");
}

/** @param said by the rules above; what several rules ask is one thing to repair, and stands under the first */
function openLines(findings: readonly Finding[], lines: StatementLines, said: Set<string>): readonly string[] {
  const all = findings.filter(({ status }) => status !== "PROVED").map((finding) => open(finding, lines));
  const fresh = all.filter((line) => !said.has(line));
  for (const line of fresh) said.add(line);
  const [more, again] = [fresh.length - SHOWN_FINDINGS, all.length - fresh.length];
  return [
    ...fresh.slice(0, SHOWN_FINDINGS),
    ...(more > 0 ? [`… and ${more} more, which the report has`] : []),
    ...(again > 0 ? [`${more > 0 || fresh.length > 0 ? "and " : ""}${again} of those above`] : []),
  ];
}

function open(finding: Finding, lines: StatementLines): string {
  const { claim, witness, source } = finding;
  if (witness === undefined) return `${claim} ${reasonOf(finding)}${source === undefined ? "" : ` [${source}]`}`.trim();
  const by = titlesWithLines(witness.allowedBy, lines);
  const parts = [witness.sentence, by === "" ? "" : `Let through by ${by}.`, changedSentence(witness)];
  return parts.filter((part) => part !== "").join(" ");
}

function remarks(report: AuditReport): readonly string[] {
  const { coverage, exceptions, authorizer, declaredActions } = report;
  const expired = exceptions.filter(({ isExpired }) => isExpired);
  const answers = authorizer.filter(({ status }) => status !== "PROVED");
  return [
    ...peopleSentences(report),
    ...news(report),
    ...coverage.map(({ urn, pointer, why }) => `Not read: ${urn} ${pointer}: ${why}`),
    ...expired.map(expirySentence),
    ...declaredActions.flatMap(({ fault }) => (fault === undefined ? [] : [`✗ ${fault}`])),
    ...answers.map(({ claims, status, why }) => `Authorizer, ${claims}: ${status}. ${why ?? ""}`.trim()),
  ];
}

function news(report: AuditReport): readonly string[] {
  const { difference, verdict } = report;
  if (difference.kind === "no-baseline") return ["No approved baseline to compare with; --accept writes one."];
  const { changes, patterned, reworded } = difference;
  const ordinary = patterned.map((sentence) => `Approved by a pattern: ${sentence}.`);
  const differently = reworded.length > 0 ? ` In their text differ: ${listed(reworded)}.` : "";
  if (changes.length === 0)
    return [
      ...ordinary,
      `Nothing ${ordinary.length > 0 ? "else " : ""}is new since the approved baseline.${differently}`,
    ];
  const more = changes.length - SHOWN_CHANGES;
  return [
    ...ordinary,
    ...changes.slice(0, SHOWN_CHANGES).map((change) => {
      const cause = causeOf(change, linesOf(report));
      return `${changeLine(change)}${cause === "" ? "" : ` [${cause}]`}`;
    }),
    ...(more > 0 ? [`… and ${counted(more, "more change")}`] : []),
    ...(verdict === "NEW ACCESS" ? [howToApprove(changes)] : []),
  ];
}

/** Where all that is new is one more of what there was, a pattern approves that and the next ones. */
function howToApprove(changes: readonly Change[]): string {
  const kinds = PATTERN_KINDS.filter((kind) => changes.some(({ subject }) => subject.startsWith(`new ${kind} `)));
  const approve = "If this is intended, --accept approves it";
  return kinds.length === 0
    ? `${approve}.`
    : `${approve}; --accept --pattern ${kinds.join(",")} also approves the next ones like it.`;
}
